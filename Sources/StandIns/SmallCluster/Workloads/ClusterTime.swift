internal import Foundation

/// A moment of the cluster.
///
/// Durations of the simulation (delays, periods, windows) are counted in simulated seconds, which may pass faster than
/// real ones; the stamps on objects are the real time, so that they fit the clock of whoever watches.
struct ClusterTime: Sendable, Equatable {
    /// Simulated seconds since the cluster's start.
    var seconds: Double
    /// Real microseconds since 1970.
    var epochMicroseconds: Int64

    /// As in `creationTimestamp`, to the second.
    var stamp: String { ClusterTime.stamp(epochMicroseconds / 1_000_000) }

    /// As in `eventTime`, to the microsecond.
    var microStamp: String {
        let fraction = String(epochMicroseconds % 1_000_000)
        let zeros = String(repeating: "0", count: 6 - fraction.count)
        return String(stamp.dropLast()) + ".\(zeros)\(fraction)Z"
    }

    /// The stamp of the real time at which so many simulated seconds will have passed.
    func stamp(after simulated: Double, factor: Double) -> String {
        ClusterTime.stamp((epochMicroseconds + Int64(simulated / factor * 1e6)) / 1_000_000)
    }

    /// The stamp of a time so many real seconds from now: a pod's deletion is stamped with its grace period added, and
    /// whoever takes the one from the other, both in the object as whole seconds, must get the time of the request.
    func stamp(afterReal seconds: Int) -> String {
        ClusterTime.stamp(epochMicroseconds / 1_000_000 + Int64(seconds))
    }

    private static func stamp(_ epochSeconds: Int64) -> String {
        var seconds = time_t(epochSeconds)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        return "\(date)T\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))Z"
    }
}
