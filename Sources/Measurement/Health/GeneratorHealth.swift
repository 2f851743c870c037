/// How the load generator itself fared: whether it delivered the load that was asked for.
public struct GeneratorHealth: Sendable {
    /// How late arrivals and iterations started.
    public let lag: LatencyFigures
    /// The longest time that an event loop didn't answer.
    public let longestStall: Figure<Duration>
    /// The mean share of the processors that this process may use which it did use: 0 … 1.
    public let cpuShare: Figure<Double>
    /// The most file descriptors open at a time.
    public let descriptors: Figure<Int>
    /// How many file descriptors may be open.
    public let descriptorLimit: Int?
    /// The most memory resident, in bytes.
    public let residentBytes: Figure<Int>
    /// Arrivals that were started.
    public let startedArrivals: Int
    /// Arrivals that were due and weren't started.
    public let droppedArrivals: Int

    package init(_ totals: PhaseTotals) {
        lag = LatencyFigures(histogram: totals.lag, subject: "of schedule lag", absence: nil)
        longestStall =
            totals.health.longestStallNs.map {
                Figure(.nanoseconds($0), text: Duration.nanoseconds($0).brief, basis: "longest turn of a loop")
            } ?? Figure(missing: "the loops' turns weren't measured")
        cpuShare =
            totals.meanCPU.map {
                Figure($0, text: "\(($0 * 100).fixed(0)) %", basis: "mean of \(totals.cpuCount.grouped) s")
            } ?? Figure(missing: "processor time wasn't measured")
        descriptorLimit = totals.health.descriptorLimit
        descriptors =
            totals.health.descriptors.map {
                Figure(
                    $0, text: $0.grouped,
                    basis: totals.health.descriptorLimit.map { "of \($0.grouped)" } ?? "no limit known")
            } ?? Figure(missing: "descriptors weren't counted")
        residentBytes =
            totals.health.residentBytes.map {
                Figure(Int($0), text: "\((Double($0) / 1_048_576).fixed(0)) MiB", basis: "greatest")
            } ?? Figure(missing: "memory wasn't measured")
        startedArrivals = Int(totals.arrivalsStarted)
        droppedArrivals = Int(totals.arrivalsDropped)
    }
}
