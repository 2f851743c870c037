import Foundation
internal import Measurement

/// Where a side's measurement stops being believable for a comparison of a few percent.
///
/// Narrower than the bounds of a report: a generator that is late by a twentieth of the median hides a regression as large.
package struct GeneratorRules: Sendable {
    /// The 99th percentile of the schedule lag, the median over windows, may be this long in nanoseconds.
    package var lag = 1e6
    /// The share of the median response time that it may have where that is longer.
    package var lagShare = 0.05
    /// The share of the processors the generator may use.
    package var cpuShare = 0.8
    /// The share of the due arrivals that must be started.
    package var delivered = 0.99
    /// The share of the allowed descriptors that may be open.
    package var descriptors = 0.95
    /// The share of seconds that may hold a hiccup of the generator; one second always may.
    package var hiccupShare = 0.2
    /// A lag that makes a second a hiccup, in nanoseconds.
    package var hiccup = 50e6
    /// A turn of an event loop that makes a second a hiccup, in nanoseconds.
    package var stall = 100e6

    /// Creates the rules as documented.
    package init() {}

    /// Adds to a side's repetition why it may not be judged, and whether the generator's machine is to blame.
    package func judge(_ repetition: inout Repetition, _ side: SideSamples, as name: Side, median: Double?) {
        repetition.faults += faults(of: side, as: name, median: median)
        let generator = side.generator
        let disturbance = Disturbance(generator.noise)
        // A generator that takes more than it may has itself to blame, unless somebody else was seen.
        let isOwnDoing = exertion(generator) != nil && disturbance.cause == nil
        if !disturbances(generator, median: median).isEmpty, !isOwnDoing { repetition.disturbance = disturbance }
    }

    /// Returns why a side may not be judged; empty for a valid one.
    package func faults(of side: SideSamples, as name: Side, median: Double?) -> [String] {
        let generator = side.generator
        guard generator.slices > 0 else { return ["nothing was measured; check the target and the suite's output"] }
        var faults = disturbances(generator, median: median) + [exertion(generator)].compactMap(\.self)
        let health = generator.health
        let (started, dropped) = (generator.started, generator.dropped)
        if let open = health.descriptors, let limit = health.descriptorLimit, Double(open) > descriptors * Double(limit)
        {
            faults.append("the generator ran out of file descriptors; raise the limit (ulimit -n)")
        }
        // On the head alone that is a loss of capacity, which the throughput shows.
        if name == .base, dropped > 0, Double(started) < delivered * Double(started + dropped) {
            faults.append("less than \(Percent.plain(delivered)) of the load was delivered to the base; lower the rate")
        }
        return faults
    }

    /// Returns in which ways the generator was kept from its schedule.
    private func disturbances(_ generator: GeneratorTally, median: Double?) -> [String] {
        var faults: [String] = []
        let allowedLag = max(lag, lagShare * (median ?? 0))
        if let lateness = generator.lateness, lateness > allowedLag {
            // One sentence for all blocks, whose medians differ.
            let bound = allowedLag > lag ? "\(Percent.plain(lagShare)) of the median" : Self.milliseconds(lag)
            faults.append("the generator started late: schedule lag p99 above \(bound)")
        }
        let hiccups = generator.hitches.count { Double($0.lag) > hiccup || Double($0.turn) > stall }
        if Double(hiccups) > max(1, hiccupShare * Double(generator.slices)) {
            faults.append("the generator had hiccups in more than \(Percent.plain(hiccupShare)) of the seconds")
        }
        return faults
    }

    private func exertion(_ generator: GeneratorTally) -> String? {
        guard let mean = generator.cpu.mean, mean > cpuShare else { return nil }
        return "the generator used more than \(Percent.plain(cpuShare)) of its processors"
    }

    private static func milliseconds(_ ns: Double) -> String { String(format: "%.3g ms", ns / 1e6) }
}
