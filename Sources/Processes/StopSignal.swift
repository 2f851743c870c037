internal import CLinux
internal import Glibc
internal import Measurement
internal import Synchronization

/// Tells threads that wait for a process, or for time to pass, that they shall stop.
///
/// It is a descriptor that becomes readable, so that one call waits for it and for a process's output.
package final class StopSignal: Sendable {
    private let reading: Int32
    private let writing: Int32
    private let isOn = Atomic(false)

    /// Makes a signal that isn't given yet.
    package init() {
        var ends: [Int32] = [-1, -1]
        let made = plimsoll_pipe(&ends)
        precondition(made == 0, "no pipe can be made: \(String(cString: strerror(errno)))")
        reading = ends[0]
        writing = ends[1]
    }

    deinit {
        close(reading)
        close(writing)
    }

    /// Gives the signal. Once given it stays.
    package func stop() {
        guard !isOn.exchange(true, ordering: .relaxed) else { return }
        var byte: UInt8 = 1
        _ = write(writing, &byte, 1)
    }

    /// Whether the signal was given.
    package var isStopped: Bool { isOn.load(ordering: .relaxed) }

    /// The descriptor that is readable once the signal was given.
    var descriptor: Int32 { reading }

    /// Waits on the calling thread, at most so long; true if the signal was given. Only for threads of one's own.
    package func wait(atMost time: Duration) -> Bool {
        var watched = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
        let milliseconds = Int32(clamping: max(0, time.nanoseconds / 1_000_000))
        while poll(&watched, 1, milliseconds) < 0 && errno == EINTR {}
        return isStopped
    }

    /// Waits on the calling thread until the signal is given. Only for threads of one's own.
    package func wait() {
        while !wait(atMost: .seconds(3600)) {}
    }
}
