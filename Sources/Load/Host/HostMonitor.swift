import Foundation

/// Tells what the host of the machine and the limit of the container took since the last time.
///
/// The thin shell around `ProcessorTimes` and `ControlGroups`, which read.
package struct HostMonitor {
    /// The shortest time that tells for how long a limit held the process back: it does so in periods of 100 ms.
    package static let shortestNs: Int64 = 250_000_000

    private let root: String
    private let statistics: [String]
    private var times: ProcessorTimes?
    private var throttled: [String: Int64]
    private var throttledAtNs: Int64

    /// Begins at a moment of the monotonic clock.
    ///
    /// - Parameter root: where the system's files are; empty for its own root.
    package init(atNs: Int64, root: String = "") {
        self.root = root
        let groups = Self.text(root + "/proc/self/cgroup") ?? ""
        statistics = ControlGroups.statisticsFiles(groups).map { root + $0 }.filter {
            FileManager.default.fileExists(atPath: $0)
        }
        times = Self.times(root)
        throttled = Self.throttled(statistics)
        throttledAtNs = atNs
    }

    /// Returns both shares, 0 … 1; nil where the system doesn't tell, or when too little time has passed to tell, which the next time covers.
    package mutating func measure(atNs: Int64) -> (stolenShare: Double?, throttledShare: Double?) {
        (stolen(), throttledShare(atNs))
    }

    private mutating func stolen() -> Double? {
        guard let now = Self.times(root) else { return nil }
        guard let earlier = times, now.total >= earlier.total else {
            times = now
            return nil
        }
        let share = now.stolenShare(since: earlier)
        if share != nil { times = now }
        return share
    }

    /// The greatest share of the process's groups. Several processors that are held back at a time count for each, at most the whole time.
    private mutating func throttledShare(_ atNs: Int64) -> Double? {
        let elapsed = atNs - throttledAtNs
        guard !statistics.isEmpty, elapsed >= Self.shortestNs else { return nil }
        let now = Self.throttled(statistics)
        let added = now.compactMap { file, ns in throttled[file].map { max(0, ns - $0) } }.max()
        (throttled, throttledAtNs) = (now, atNs)
        return added.map { min(1, Double($0) / Double(elapsed)) }
    }

    private static func times(_ root: String) -> ProcessorTimes? {
        text(root + "/proc/stat").flatMap(ProcessorTimes.init(procStat:))
    }

    private static func throttled(_ files: [String]) -> [String: Int64] {
        var found: [String: Int64] = [:]
        for file in files { found[file] = text(file).flatMap(ControlGroups.throttledNs) }
        return found
    }

    private static func text(_ file: String) -> String? { try? String(contentsOfFile: file, encoding: .utf8) }
}
