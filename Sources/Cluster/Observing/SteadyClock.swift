internal import EventLoop
internal import Glibc

/// A calendar clock that goes on steadily from where it stood when it was made: a clock that is set meanwhile moves no change.
package struct SteadyClock: Sendable {
    private let calendar: Int64
    private let monotonic: Int64

    /// Reads both clocks.
    package init() {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        calendar = Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
        monotonic = MonotonicClock.now()
    }

    /// The time now.
    @Sendable package func now() -> WallTime {
        time(monotonic: MonotonicClock.now())
    }

    /// The calendar time of a monotonic one.
    package func time(monotonic nanoseconds: Int64) -> WallTime {
        WallTime(nanoseconds: calendar + nanoseconds - monotonic)
    }
}
