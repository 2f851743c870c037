import Load
import Measurement

/// A run's progress as a line: again and again in place on a terminal, now and then in a pipe.
struct ProgressLine: Sendable {
    /// Whether a line is due at a second in a pipe: each five seconds in the first minute, each half a minute afterwards.
    static func isDue(_ progress: RunProgress) -> Bool {
        let second = Int(progress.elapsed.seconds.rounded())
        return second % (second <= 60 ? 5 : 30) == 0
    }

    /// The line: `  0:35 / 15:00  sustained  100 users  4,012 requests  98/s  p95 312 ms  0 failed`.
    static func text(_ progress: RunProgress) -> String {
        var parts = ["  \(clock(progress.elapsed)) / \(clock(progress.planned))"]
        parts.append(progress.isStopping ? "finishing" : progress.phase)
        parts.append("\(progress.users) active")
        parts.append("\(progress.requests.grouped) requests")
        parts.append("\(progress.recentRequests.grouped)/s")
        if let p95 = progress.p95 { parts.append("p95 \(p95.brief)") }
        parts.append("\(progress.failures.grouped) failed")
        if progress.dropped > 0 { parts.append("\(progress.dropped.grouped) arrivals dropped") }
        return parts.joined(separator: "  ")
    }

    private static func clock(_ duration: Duration) -> String {
        let seconds = Int(duration.seconds.rounded())
        let tail = "\(seconds / 60 % 60):" + (seconds % 60 < 10 ? "0" : "") + "\(seconds % 60)"
        guard seconds >= 3_600 else { return tail }
        return "\(seconds / 3600):" + (seconds / 60 % 60 < 10 ? "0" : "") + tail
    }
}
