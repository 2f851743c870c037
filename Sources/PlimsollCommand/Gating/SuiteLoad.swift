import Foundation
import Gate
import Load

/// Loads the two sides of a block with the package's suites, run once by `swift test`.
struct SuiteLoad: BlockLoad {
    let options: GateOptions
    /// The suites whose verdict is to be confirmed: those that run when none is named.
    var flagged: [String] = []

    func run(_ plan: BlockPlan, urls: [Side: String], place: URL) async throws -> Int32 {
        var run = TierRun(tier: .load, isRelease: !options.isDebug, packagePath: options.packagePath)
        run.filter = filter
        let words = run.test(events: place.appendingPathComponent("events.jsonl").path)
        let log = place.appendingPathComponent("suites.log").path
        return try await ForegroundProcess.run(
            ["/bin/sh", "-c", "log=$1; shift; exec \"$@\" > \"$log\" 2>&1", "sh", log] + words,
            adding: variables(plan, urls: urls, place: place))
    }

    /// The tests that are run: those of the suites named, of the suites flagged, or all load suites.
    var filter: String {
        // A verdict's suite may have its test's name behind a dot.
        let known = flagged.map { String($0.prefix { $0 != "." }) }
        let names = (options.suites.isEmpty ? known : options.suites)
            .map { NSRegularExpression.escapedPattern(for: $0) }.joined(separator: "|")
        return names.isEmpty ? #"^\w+\.(\w+/)*Load\w*/"# : #"^\w+\.(\w+/)*("# + names + ")/"
    }

    /// The variables that make a suite's run a block.
    func variables(_ plan: BlockPlan, urls: [Side: String], place: URL) -> [String: String] {
        [
            "PLIMSOLL_TIERS": "smoke,load,stress,soak", "PLIMSOLL_BASE": urls[.base] ?? "",
            "PLIMSOLL_HEAD": urls[.head] ?? "", "PLIMSOLL_RESULTS": place.path, "PLIMSOLL_SEED": "\(plan.index)",
            "PLIMSOLL_PAIR_ORDER": plan.order.map(\.rawValue).joined(separator: ","),
            "PLIMSOLL_PAIR_SLICE": Self.text(options.slice), "PLIMSOLL_PAIR_SETTLE": Self.text(options.settle),
            "PLIMSOLL_PAIR_WARMUP": Self.text(options.warmUp),
        ]
    }

    private static func text(_ duration: Duration) -> String {
        let milliseconds = duration.components.seconds * 1000 + duration.components.attoseconds / 1_000_000_000_000_000
        return "\(milliseconds)ms"
    }
}

/// What loads both sides of a block and leaves the results of its slices.
protocol BlockLoad: Sendable {
    /// Loads both sides in the plan's order, leaves a results folder a slice under the side's name in the place, and
    /// returns the exit code: 130 when it was interrupted.
    func run(_ plan: BlockPlan, urls: [Side: String], place: URL) async throws -> Int32
}
