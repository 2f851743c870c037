/// Where a generator's health ends.
///
/// The bounds for a report. They are wider than the gate's, which compares changes of a few percent and uses bounds of its own.
package struct ValidityRules: Sendable, Hashable {
    /// The 99th percentile of the schedule lag may be this long, …
    package var lag: Duration = .milliseconds(10)
    /// … or this share of the median response time, whichever is longer.
    package var lagShare = 0.05
    /// The longest turn of an event loop.
    package var stall: Duration = .milliseconds(250)
    /// The mean share of the processors.
    package var cpuShare = 0.8
    /// The share of due arrivals that may be dropped.
    package var droppedShare = 0.01
    /// The share of the allowed file descriptors that may be open.
    package var descriptorShare = 0.95

    /// How late an arrival may start; a generator that doesn't catch up gives later ones up, which counts as dropped.
    package static let patience = Duration.seconds(1)

    /// The bounds as documented.
    package init() {}

    /// The bounds for a test of a tier, as runs are labelled with it.
    ///
    /// A smoke run asks whether a service works at all, on whatever machine is at hand, and is never compared. Response times count from when
    /// a request was due, so a limit that held in spite of a late generator held all the more.
    package init(tier: String?) {
        guard tier == "smoke" else { return }
        lag = .seconds(1)
        stall = .seconds(1)
    }

    /// All reasons why the figures can't be believed, and what the documented bounds hold against figures that these let pass.
    ///
    /// - Parameters:
    ///   - median: the median response time in nanoseconds, when there is one.
    ///   - yield: what the run left to make figures of.
    package func judge(
        _ totals: PhaseTotals, median: Int64?, yield: RunYield
    ) -> (reasons: [InvalidReason], cautions: [String]) {
        let own = findings(totals, median: median)
        let documented = self == ValidityRules() ? own : ValidityRules().findings(totals, median: median)
        let cautions = zip(own, documented).compactMap { own, documented in
            own == nil ? documented.map { "\($0.reason) for figures that are compared; \($0.remedy)" } : nil
        }
        return (([yield.emptiness] + own).compactMap(\.self), cautions)
    }

    /// One finding a rule, in the rules' order; nil where the rule is kept.
    private func findings(_ totals: PhaseTotals, median: Int64?) -> [InvalidReason?] {
        [
            lateness(totals, median: median), standstill(totals), exertion(totals), drops(totals), shortage(totals),
        ]
    }

    private func lateness(_ totals: PhaseTotals, median: Int64?) -> InvalidReason? {
        let bound = max(lag.nanoseconds, Int64(Double(median ?? 0) * lagShare))
        guard let p99 = totals.lag.value(atQuantile: 0.99), totals.lag.count >= 100, p99 > bound else { return nil }
        return Self.disturbed(
            "requests started late: schedule lag p99 \(Duration.nanoseconds(p99).brief), allowed \(Duration.nanoseconds(bound).brief)",
            remedy: "lower the rate, give the generator more cores, or keep other work off its machine",
            by: totals.noise)
    }

    private func standstill(_ totals: PhaseTotals) -> InvalidReason? {
        guard let longest = totals.health.longestStallNs, longest > stall.nanoseconds else { return nil }
        return Self.disturbed(
            "an event loop stood still for \(Duration.nanoseconds(longest).brief), allowed \(stall.brief)",
            remedy:
                "take blocking calls and heavy work out of the scenario, or give the generator a machine of its own",
            by: totals.noise)
    }

    /// A reason with what others took from the generator, where that is noteworthy: then it is they that need a remedy.
    private static func disturbed(_ reason: String, remedy: String, by noise: HostNoise) -> InvalidReason {
        InvalidReason(([reason] + noise.causes).joined(separator: "; "), remedy: noise.remedy ?? remedy)
    }

    private func exertion(_ totals: PhaseTotals) -> InvalidReason? {
        guard let share = totals.cpu.mean, share > cpuShare else { return nil }
        return InvalidReason(
            "the generator used \((share * 100).fixed(0)) % of its processors, allowed \((cpuShare * 100).fixed(0)) %",
            remedy: "lower the load, use more cores or machines, or move the target out of this process")
    }

    private func drops(_ totals: PhaseTotals) -> InvalidReason? {
        let due = totals.arrivalsStarted + totals.arrivalsDropped
        guard totals.arrivalsDropped > 0, Double(totals.arrivalsDropped) > Double(due) * droppedShare else {
            return nil
        }
        let reason =
            "\(totals.arrivalsDropped.grouped) of \(due.grouped) arrivals were dropped, allowed \((droppedShare * 100).short()) %"
        // Those that are given up count as late, so the lag tells why they were.
        if let p99 = totals.lag.value(atQuantile: 0.99), p99 >= Self.patience.nanoseconds {
            return Self.disturbed(
                "\(reason): the generator couldn't keep up with the rate",
                remedy: "lower the rate, or give the generator more cores or machines", by: totals.noise)
        }
        return InvalidReason(
            reason, remedy: "raise the cap on users in flight, or lower the rate to what the target can take")
    }

    private func shortage(_ totals: PhaseTotals) -> InvalidReason? {
        guard let open = totals.health.descriptors, let limit = totals.health.descriptorLimit,
            Double(open) > Double(limit) * descriptorShare
        else { return nil }
        return InvalidReason(
            "\(open.grouped) of \(limit.grouped) file descriptors were in use",
            remedy: "raise the limit (ulimit -n) or use fewer connections")
    }
}
