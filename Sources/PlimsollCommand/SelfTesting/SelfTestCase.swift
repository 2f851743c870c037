import Gate
import StandIns

/// One thing that the self-test shows: a fault on the head, and what the gate has to say to it.
struct SelfTestCase: Sendable {
    /// The case's name, as `--only` takes it.
    let name: String
    /// What is done to the head, in words.
    let change: String
    /// The faults of the head.
    let faults: Faults
    /// Whether users press as hard as they can, to measure capacity; otherwise arrivals come at a fixed rate.
    let isSaturating: Bool
    /// The kinds of metric of which one has to be flagged; none where nothing may be.
    let flagged: [Metric.Kind]

    /// All cases: one that must stay green, and one for each kind of gate that must turn red.
    static let all: [SelfTestCase] = [
        SelfTestCase(name: "unchanged", change: "nothing", faults: .none, isSaturating: false, flagged: []),
        SelfTestCase(
            name: "median", change: "20 % slower", faults: Faults(slowerPercent: 20), isSaturating: false,
            flagged: [.p50]),
        SelfTestCase(
            name: "tail", change: "3 % of the answers take 1.5 times as long: p99 30 % higher",
            faults: Faults(slowShare: 0.03, slowFactor: 1.5),
            isSaturating: false, flagged: [.p99w]),
        SelfTestCase(
            name: "capacity", change: "10 % less capacity", faults: Faults(slowerPercent: 11), isSaturating: true,
            flagged: [.throughput]),
        SelfTestCase(
            name: "errors", change: "2 % errors", faults: Faults(errorShare: 0.02), isSaturating: false,
            flagged: [.badSeconds]),
        SelfTestCase(
            name: "dead", change: "every connection is closed", faults: Faults(closedShare: 1), isSaturating: false,
            flagged: [.badSeconds]),
    ]

    /// Whether a verdict is what the case asks for.
    func isMet(by verdict: Verdict) -> Bool {
        if flagged.isEmpty { return verdict.outcome == .pass || verdict.outcome == .improved }
        let kinds = verdict.gated(.fail).compactMap { Metric($0.metric)?.kind }
        return verdict.outcome == .fail && flagged.contains(where: kinds.contains)
    }
}
