/// How the load generator itself fared: whether it delivered the load that was asked for.
public struct GeneratorHealth: Sendable {
    /// How late arrivals and iterations started.
    public let lag: LatencyFigures
    /// The longest time that an event loop didn't answer.
    public let longestStall: Figure<Duration>
    /// The mean share of the processors that this process may use which it did use: 0 … 1.
    public let cpuShare: Figure<Double>
    /// The mean share of the machine's processor time that its host gave to others while this machine wanted it: 0 … 1.
    public let stolenShare: Figure<Double>
    /// The mean share of the time for which the CPU limit of the container held this process back: 0 … 1.
    public let throttledShare: Figure<Double>
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
    /// What others took from the generator, in words.
    package let noise: HostNoise

    package init(_ totals: PhaseTotals) {
        lag = LatencyFigures(histogram: totals.lag, subject: "of schedule lag", absence: nil)
        longestStall =
            totals.health.longestStallNs.map {
                Figure(.nanoseconds($0), text: Duration.nanoseconds($0).brief, basis: "longest turn of a loop")
            } ?? Figure(missing: "the loops' turns weren't measured")
        cpuShare = Self.figure(totals.cpu) ?? Figure(missing: "processor time wasn't measured")
        noise = totals.noise
        stolenShare =
            Self.figure(noise.stolen, withPeak: true)
            ?? Figure(missing: "the system doesn't tell what its host took")
        throttledShare =
            Self.figure(noise.throttled, withPeak: true)
            ?? Figure(missing: "the process is in no control group that can be throttled")
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

    /// A mean share, with the worst second where that is wanted; nil where nothing was measured.
    private static func figure(_ tally: ShareTally, withPeak: Bool = false) -> Figure<Double>? {
        guard let mean = tally.mean, let peak = tally.peak else { return nil }
        let basis = "mean of \(tally.count.grouped) s" + (withPeak ? ", at most \(HostNoise.percent(peak))" : "")
        return Figure(mean, text: HostNoise.percent(mean), basis: basis)
    }
}
