internal import CLinux
internal import Glibc

/// A descriptor that another thread can make readable, to end a loop's waiting.
struct WakeUp: Sendable {
    /// How the system lets one thread wake another.
    enum Kind: Sendable {
        /// Linux's eventfd.
        case event
        /// A pipe, which every system has.
        case pipe
    }

    /// The end that the loop watches.
    let reading: Int32
    private let writing: Int32

    init(kind: Kind) throws {
        switch kind {
        case .event:
            reading = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
            writing = reading
            guard reading >= 0 else { throw EventLoopError(.wakeUp, call: "eventfd", errno: errno) }
        case .pipe:
            var ends: [Int32] = [-1, -1]
            guard Glibc.pipe(&ends) == 0 else { throw EventLoopError(.wakeUp, call: "pipe", errno: errno) }
            for end in ends {
                _ = plimsoll_set_nonblocking(end)
                _ = plimsoll_set_close_on_exec(end)
            }
            (reading, writing) = (ends[0], ends[1])
        }
    }

    /// Makes the reading end readable. May be called from any thread and from signal handlers.
    func signal() {
        var one: UInt64 = 1
        // Full means that the loop has been woken often enough.
        _ = write(writing, &one, 8)
    }

    /// Forgets all signals so far.
    func drain() {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        while read(reading, &words, 32) == 32 {}
    }

    func close() {
        Glibc.close(reading)
        if writing != reading { Glibc.close(writing) }
    }
}
