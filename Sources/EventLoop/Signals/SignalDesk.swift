internal import CLinux
internal import Glibc
internal import Synchronization

/// The one place of the process where its signals arrive and are handed on.
///
/// A handler may do next to nothing, so it writes the signal's number into a pipe; a thread reads it.
final class SignalDesk: Sendable {
    static let shared = SignalDesk()

    private struct Listener {
        let number: UInt64
        let watchesParent: Bool
        let react: @Sendable (Interruption.Notice) -> Void
        var notices = 0
        var knowsOfOrphanhood = false
    }

    private struct State {
        var listeners: [Listener] = []
        var lastNumber: UInt64 = 0
        var formerHandlers: [(signal: Int32, action: sigaction)] = []
        var isReading = false
        var reading: Int32 = -1
    }

    /// The end of the pipe for the handler; -1 before the first listener. Never closed afterwards.
    private static let writingEnd = Atomic<Int32>(-1)
    private static let signals: [Int32] = [SIGINT, SIGTERM]
    private let parent = getppid()
    private let state = Locked(State())

    func add(
        watchesParent: Bool, _ react: @escaping @Sendable (Interruption.Notice) -> Void
    ) throws -> UInt64 {
        try state.withLock { state in
            if !state.isReading { try startReading(&state) }
            if state.listeners.isEmpty { Self.install(&state) }
            state.lastNumber += 1
            state.listeners.append(Listener(number: state.lastNumber, watchesParent: watchesParent, react: react))
            return state.lastNumber
        }
    }

    func remove(_ number: UInt64) {
        state.withLock { state in
            guard let index = state.listeners.firstIndex(where: { $0.number == number }) else { return }
            state.listeners.remove(at: index)
            if state.listeners.isEmpty { Self.restore(&state) }
        }
    }

    private func startReading(_ state: inout State) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw EventLoopError(.wakeUp, call: "pipe", errno: errno) }
        for end in ends { _ = plimsoll_set_close_on_exec(end) }
        _ = plimsoll_set_nonblocking(ends[1])
        Self.writingEnd.store(ends[1], ordering: .sequentiallyConsistent)
        state.reading = ends[0]
        let reading = ends[0]
        // Lives as long as the process; it sleeps in poll and costs nothing.
        _ = try ShardThread(name: "signals") { [self] in read(from: reading) }
        state.isReading = true
    }

    private func read(from descriptor: Int32) {
        while true {
            var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&entry, 1, 500)
            if entry.revents != 0 {
                var signal: UInt8 = 0
                guard Glibc.read(descriptor, &signal, 1) == 1 else { continue }
                notify(Int32(signal) == SIGINT ? .interrupt : .terminate)
            }
            if getppid() != parent { notify(.parentGone) }
        }
    }

    private func notify(_ cause: Interruption.Notice.Cause) {
        let calls = state.withLock { state in
            state.listeners.indices.compactMap { index -> (() -> Void)? in
                if cause == .parentGone {
                    guard state.listeners[index].watchesParent, !state.listeners[index].knowsOfOrphanhood else {
                        return nil
                    }
                    state.listeners[index].knowsOfOrphanhood = true
                }
                state.listeners[index].notices += 1
                let notice = Interruption.Notice(cause: cause, isUrgent: state.listeners[index].notices > 1)
                let react = state.listeners[index].react
                return { react(notice) }
            }
        }
        for call in calls { call() }
    }

    private static func install(_ state: inout State) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { signal in
            let savedError = errno
            var number = UInt8(truncatingIfNeeded: signal)
            _ = write(SignalDesk.writingEnd.load(ordering: .sequentiallyConsistent), &number, 1)
            errno = savedError
        }
        action.sa_flags = SA_RESTART
        for signal in signals {
            var former = sigaction()
            sigaction(signal, &action, &former)
            state.formerHandlers.append((signal, former))
        }
    }

    private static func restore(_ state: inout State) {
        for (signal, action) in state.formerHandlers {
            var action = action
            sigaction(signal, &action, nil)
        }
        state.formerHandlers = []
    }
}
