internal import CLinux
internal import EventLoop
internal import Foundation
internal import Glibc
internal import Measurement

/// A program that runs on behalf of the calling thread until it ends, its time is over or a signal stops it.
///
/// It never outlives its caller: it has a process group of its own, which is ended as a whole; its input is the null
/// device, so that nothing can ask a question; and the kernel kills it when the thread that started it ends, which
/// covers the death of the whole program. The call blocks, so it belongs on a thread of its own, never on the
/// cooperative pool.
package struct ChildProcess: Sendable {
    /// The program's path.
    package var path: String
    /// The arguments after the program's name.
    package var arguments: [String]
    /// The environment.
    package var environment: [String: String]

    /// Describes a program to run.
    package init(
        path: String, arguments: [String], environment: [String: String] = ProcessInfo.processInfo.environment
    ) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// The steps by which a process is ended, with the time each may take.
    private static let teardown: [(signal: Int32, patience: Duration)] = [
        (SIGTERM, .seconds(2)), (SIGKILL, .seconds(5)),
    ]

    /// The longest line that is kept; a longer one is a fault of the other side and is cut.
    private static let longestLine = 64 * 1_024 * 1_024

    /// Runs the program, and hands over each line of its output as it comes.
    ///
    /// - Parameters:
    ///   - time: how long it may take; nil for as long as it likes.
    ///   - stops: signals that end it.
    ///   - line: called on the calling thread, without the line's end.
    package func run(
        atMost time: Duration? = nil, stops: [StopSignal] = [], line: (ArraySlice<UInt8>) -> Void
    ) throws -> ProcessEnding {
        let output = try Pipe.make()
        defer { close(output.reading) }
        let errors: Pipe
        do {
            errors = try Pipe.make()
        } catch {
            close(output.writing)
            throw error
        }
        defer { close(errors.reading) }
        let words = CommandWords(path: path, arguments: arguments, environment: environment)
        let process = words.spawn(output: output.writing, errors: errors.writing)
        close(output.writing)
        close(errors.writing)
        guard process > 0 else { throw ChildProcessError(path: path, number: -process) }

        let ended = plimsoll_process_descriptor(process)
        defer { if ended >= 0 { close(ended) } }
        var lines = LineBuffer(longest: Self.longestLine)
        var complaint: [UInt8] = []
        var cause = ProcessEnding.Cause.itself
        var steps = Self.teardown[...]
        var deadline = time.map { MonotonicClock.now() + $0.nanoseconds }
        var status: Int32?
        var openEnds = [output.reading, errors.reading]
        var buffer = [UInt8](repeating: 0, count: 65_536)

        while status == nil {
            // Without a descriptor for the process its end is looked for ten times a second.
            var wait: Int64 = ended >= 0 ? .max : 100_000_000
            if let deadline { wait = min(wait, max(0, deadline - MonotonicClock.now())) }
            let isEnding = cause != .itself
            let watched = openEnds + [ended] + (isEnding ? [] : stops.map(\.descriptor))
            let ready = Self.poll(watched.filter { $0 >= 0 }, nanoseconds: wait)
            openEnds.removeAll { end in
                guard ready.contains(end) else { return false }
                return !Self.drain(end, through: &buffer) {
                    end == output.reading ? lines.append($0, line) : complaint.append(contentsOf: $0)
                }
            }
            if complaint.count > 65_536 { complaint.removeFirst(complaint.count - 16_384) }
            if ended < 0 || ready.contains(ended) || openEnds.isEmpty { status = Self.reapable(process) }
            if status != nil { break }
            if !isEnding, stops.contains(where: \.isStopped) {
                cause = .stopped
            } else if !isEnding, let limit = deadline, MonotonicClock.now() >= limit {
                cause = .deadline
            } else if !isEnding || MonotonicClock.now() < (deadline ?? .max) {
                continue
            }
            // Either it has just been decided to end it, or the last step's patience is over.
            guard let step = steps.popFirst() else { break }
            kill(-process, step.signal)
            deadline = MonotonicClock.now() + step.patience.nanoseconds
        }
        // What the program left running in its group goes with it; the group's number is ours until it is reaped.
        kill(-process, SIGKILL)
        for end in openEnds {
            _ = Self.drain(end, through: &buffer) {
                end == output.reading ? lines.append($0, line) : complaint.append(contentsOf: $0)
            }
        }
        lines.finish(line)
        Self.reap(process)
        return ProcessEnding(
            status: status ?? 128 + SIGKILL, cause: cause,
            errors: String(decoding: complaint.suffix(16_384), as: UTF8.self))
    }

    /// Waits for descriptors, and answers those that have something to say.
    private static func poll(_ descriptors: [Int32], nanoseconds: Int64) -> [Int32] {
        var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        let milliseconds = nanoseconds == .max ? -1 : Int32(clamping: (nanoseconds + 999_999) / 1_000_000)
        guard Glibc.poll(&watched, nfds_t(watched.count), milliseconds) > 0 else { return [] }
        return watched.filter { $0.revents != 0 }.map(\.fd)
    }

    /// Reads what is there; false at the end of the stream.
    private static func drain(
        _ descriptor: Int32, through buffer: inout [UInt8], _ take: (ArraySlice<UInt8>) -> Void
    ) -> Bool {
        while true {
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 {
                take(buffer[..<count])
            } else if count == 0 {
                return false
            } else if errno == EINTR {
                continue
            } else {
                return errno == EAGAIN
            }
        }
    }

    /// The status of a process that has ended and waits to be reaped; nil while it runs. It stays unreaped, so that its
    /// number can't come to mean another process.
    private static func reapable(_ process: pid_t) -> Int32? {
        var information = siginfo_t()
        guard waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == 0 else { return 127 }
        guard information._sifields._sigchld.si_pid == process else { return nil }
        let status = information._sifields._sigchld.si_status
        return information.si_code == CLD_EXITED ? status : 128 + status
    }

    private static func reap(_ process: pid_t) {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
    }
}

/// A pipe whose reading end doesn't block and whose ends no other program inherits.
private struct Pipe {
    var reading: Int32
    var writing: Int32

    static func make() throws -> Pipe {
        var ends: [Int32] = [-1, -1]
        guard plimsoll_pipe(&ends) == 0 else { throw ChildProcessError(path: "a pipe", number: errno) }
        plimsoll_set_nonblocking(ends[0])
        return Pipe(reading: ends[0], writing: ends[1])
    }
}
