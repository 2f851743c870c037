internal import Measurement

/// How a side's generator fared over the measured seconds.
struct GeneratorTally: Sendable {
    /// The seconds that were measured.
    private(set) var moments: Set<Int> = []
    /// The slices of seconds: one a second and phase.
    private(set) var slices = 0
    /// The longest lag and the longest turn of an event loop of each slice, in nanoseconds.
    private(set) var hitches: [(lag: Int64, turn: Int64)] = []
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

    // How late arrivals and iterations started, and where those of each slice stand.
    private var lags = SparseCounters()
    private var pieces: [SamplePiece] = []

    /// The 99th percentile of the schedule lag in nanoseconds: the median over windows, as the target's own tail is judged, so that one stall of
    /// the machine doesn't decide it; of the whole where it is too short for windows. Nil for fewer than 100 starts.
    var lateness: Double? {
        let adding = { (pieces: ArraySlice<SamplePiece>, room: inout Histogram) in
            for piece in pieces { room.add(lags, piece.words) }
        }
        var room = Histogram()
        let inOrder = pieces.sorted(by: SamplePiece.isBefore)
        if case .level(let level, _) = WindowedQuantile(quantile: 0.99).reading(
            of: inOrder, room: &room, adding: adding)
        {
            return level
        }
        room.reset()
        adding(inOrder[...], &room)
        return room.count >= 100 ? room.value(atQuantile: 0.99).map(Double.init) : nil
    }

    /// Adds a second.
    mutating func add(_ second: SecondSlice) {
        moments.insert(second.second)
        slices += 1
        let start = lags.count
        lags.append(second.lag)
        pieces.append(
            SamplePiece(
                second: second.second, phase: Int32(clamping: second.phase), endpoint: 0, count: second.lag.count,
                longest: second.lag.max ?? 0, words: start..<lags.count))
        hitches.append((second.lag.max ?? 0, second.health.longestStallNs ?? 0))
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
        let shift = lags.append(part.lags)
        for var piece in part.pieces {
            piece.second += seconds
            piece.phase += phases
            piece.words = (piece.words.lowerBound + shift)..<(piece.words.upperBound + shift)
            pieces.append(piece)
        }
        hitches += part.hitches
        started += part.started
        dropped += part.dropped
        health = health.merged(with: part.health)
        if let phase = part.lastPhase { lastPhase = max(lastPhase ?? 0, phase + phases) }
        cpu.merge(part.cpu)
        noise.merge(part.noise)
    }
}
