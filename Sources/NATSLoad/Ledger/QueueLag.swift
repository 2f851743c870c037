/// How far the consumers were behind, from samples of the queue's depth.
///
/// Beside the depth stand the totals at each moment, so that "empty because it drains fast" and "empty because nothing happened" can be told apart.
public struct QueueLag: Sendable, Equatable {
    /// The queue at one moment.
    public struct Sample: Sendable, Equatable, Codable {
        /// From the run's start.
        public var elapsed: Duration
        /// Stored and not yet delivered.
        public var pending: Int64
        /// Delivered and not yet acknowledged.
        public var ackPending: Int64
        /// Deliveries that were repetitions, as the server counts them.
        public var redelivered: Int64
        /// Everything stored since the run's start.
        public var stored: Int64
        /// Everything acknowledged by consumers since the run's start.
        public var acknowledged: Int64

        /// A moment's figures.
        public init(
            elapsed: Duration, pending: Int64, ackPending: Int64, redelivered: Int64 = 0, stored: Int64,
            acknowledged: Int64
        ) {
            self.elapsed = elapsed
            self.pending = pending
            self.ackPending = ackPending
            self.redelivered = redelivered
            self.stored = stored
            self.acknowledged = acknowledged
        }

        /// Everything that isn't done yet.
        public var depth: Int64 { pending + ackPending }
    }

    /// In the order of time.
    public private(set) var samples: [Sample] = []
    /// When the last message was published.
    public var publishingEnded: Duration?

    /// No samples yet.
    public init() {}

    /// Adds the latest sample.
    public mutating func add(_ sample: Sample) { samples.append(sample) }

    /// The greatest depth that was seen.
    public var peak: Int64? { samples.map(\.depth).max() }

    /// From the end of publishing until the queue was empty and stayed so; `nil` when it never was, or nothing was ever stored.
    public var timeToDrain: Duration? {
        guard let publishingEnded, let last = samples.last, last.depth == 0, last.stored > 0 else { return nil }
        let lastBusy = samples.lastIndex { $0.depth > 0 }
        let empty = samples[lastBusy.map { $0 + 1 } ?? 0]
        return max(.zero, empty.elapsed - publishingEnded)
    }

    /// Messages acknowledged each second while there was work: between the first sample with a depth and the last.
    public var drainRate: Double? {
        guard let first = samples.firstIndex(where: { $0.depth > 0 }),
            let last = samples.lastIndex(where: { $0.depth > 0 })
        else { return nil }
        let end = min(last + 1, samples.count - 1)
        let time = (samples[end].elapsed - samples[first].elapsed) / .seconds(1)
        guard time > 0 else { return nil }
        return Double(samples[end].acknowledged - samples[first].acknowledged) / time
    }

    /// What the samples show, in words.
    public var verdict: String {
        guard let last = samples.last else { return "the queue's depth was never sampled" }
        if last.stored == 0 { return "nothing happened: no message was stored" }
        if (peak ?? 0) == 0 {
            return
                "drains fast: \(last.stored) messages were stored and \(last.acknowledged) acknowledged, though every sample shows an empty queue"
        }
        if last.depth == 0 { return "drained: a peak of \(peak ?? 0), empty at the end" }
        return "not drained: \(last.depth) of \(last.stored) messages are left"
    }
}
