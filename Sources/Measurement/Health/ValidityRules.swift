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

    /// The bounds as documented.
    package init() {}

    /// All reasons why the figures can't be believed.
    ///
    /// - Parameters:
    ///   - median: the median response time in nanoseconds, when there is one.
    ///   - empty: whether nothing at all was measured.
    package func judge(_ totals: PhaseTotals, median: Int64?, empty: Bool) -> [InvalidReason] {
        var reasons: [InvalidReason] = []
        if empty {
            reasons.append(
                InvalidReason(
                    "nothing was measured: no request was finished",
                    remedy: "check the target, the scenario and the run's duration"))
        }
        if let p99 = totals.lag.value(atQuantile: 0.99), totals.lag.count >= 100 {
            let bound = max(lag.nanoseconds, Int64(Double(median ?? 0) * lagShare))
            if p99 > bound {
                reasons.append(
                    InvalidReason(
                        "requests started late: schedule lag p99 \(Duration.nanoseconds(p99).brief), allowed \(Duration.nanoseconds(bound).brief)",
                        remedy: "lower the rate, give the generator more cores, or keep other work off its machine"))
            }
        }
        if let stallNs = totals.health.longestStallNs, stallNs > stall.nanoseconds {
            reasons.append(
                InvalidReason(
                    "an event loop stood still for \(Duration.nanoseconds(stallNs).brief), allowed \(stall.brief)",
                    remedy:
                        "take blocking calls and heavy work out of the scenario, or give the generator a machine of its own"
                ))
        }
        if let share = totals.meanCPU, share > cpuShare {
            reasons.append(
                InvalidReason(
                    "the generator used \((share * 100).fixed(0)) % of its processors, allowed \((cpuShare * 100).fixed(0)) %",
                    remedy: "lower the load, use more cores or machines, or move the target out of this process"))
        }
        let due = totals.arrivalsStarted + totals.arrivalsDropped
        if totals.arrivalsDropped > 0, Double(totals.arrivalsDropped) > Double(due) * droppedShare {
            reasons.append(
                InvalidReason(
                    "\(totals.arrivalsDropped.grouped) of \(due.grouped) arrivals were dropped, allowed \((droppedShare * 100).short()) %",
                    remedy: "raise the cap on users in flight, or lower the rate to what the target can take"))
        }
        if let open = totals.health.descriptors, let limit = totals.health.descriptorLimit,
            Double(open) > Double(limit) * descriptorShare
        {
            reasons.append(
                InvalidReason(
                    "\(open.grouped) of \(limit.grouped) file descriptors were in use",
                    remedy: "raise the limit (ulimit -n) or use fewer connections"))
        }
        return reasons
    }
}
