internal import Measurement

/// How a side's generator fared over the measured seconds.
struct GeneratorTally: Sendable {
    /// The seconds that were measured.
    private(set) var moments: Set<Int> = []
    /// The slices of seconds: one a second and phase.
    private(set) var slices = 0
    /// How late arrivals and iterations started.
    private(set) var lag = Histogram()
    /// The longest lag of each slice, in nanoseconds.
    private(set) var longestLags: [Int64] = []
    /// Arrivals started, and arrivals that were due and weren't started.
    private(set) var started: Int64 = 0, dropped: Int64 = 0
    /// The share of the processors it used.
    private(set) var cpu = ShareTally()
    /// What others took from it.
    private(set) var noise = HostNoise()
    /// The worst of the generator's health.
    private(set) var health = HealthTally()
    /// The last phase seen.
    private(set) var lastPhase: Int32?

    /// Adds a second.
    mutating func add(_ second: SecondSlice) {
        moments.insert(second.second)
        slices += 1
        lag.merge(second.lag)
        longestLags.append(second.lag.max ?? 0)
        started += second.arrivalsStarted
        dropped += second.arrivalsDropped
        health = health.merged(with: second.health)
        lastPhase = max(lastPhase ?? 0, Int32(clamping: second.phase))
        cpu.add(second.health.cpuShare)
        noise.add(second.health)
    }

    /// Adds a later part.
    mutating func append(_ part: GeneratorTally, shiftedBy seconds: Int, phases: Int32) {
        moments.formUnion(part.moments.map { $0 + seconds })
        slices += part.slices
        lag.merge(part.lag)
        longestLags += part.longestLags
        started += part.started
        dropped += part.dropped
        health = health.merged(with: part.health)
        if let phase = part.lastPhase { lastPhase = max(lastPhase ?? 0, phase + phases) }
        cpu.merge(part.cpu)
        noise.merge(part.noise)
    }
}
