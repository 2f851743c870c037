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
    /// Clients that shared the consumer; 1 when it is somebody else's.
    public var members = 1

    /// Whether the consumer was removed, so that the last sample is of before that.
    public internal(set) var isGone = false

    /// No samples yet.
    public init() {}

    /// Adds the latest sample.
    public mutating func add(_ sample: Sample) { samples.append(sample) }

    /// The greatest depth that was seen.
    public var peak: Int64? { samples.map(\.depth).max() }

    /// From the end of publishing until the queue was empty and stayed so; `nil` when it never was, or nothing was ever stored.
    public var timeToDrain: Duration? {
        guard !isGone, let publishingEnded, let last = samples.last, last.depth == 0, last.stored > 0 else {
            return nil
        }
        let lastBusy = samples.lastIndex { $0.depth > 0 }
        let empty = samples[lastBusy.map { $0 + 1 } ?? 0]
        return max(.zero, empty.elapsed - publishingEnded)
    }

    /// Messages acknowledged each second while there was work: from every sample with a depth to the next one.
    public var drainRate: Double? {
        var time = Duration.zero
        var done: Int64 = 0
        for (sample, next) in zip(samples, samples.dropFirst()) where sample.depth > 0 {
            time += next.elapsed - sample.elapsed
            done += next.acknowledged - sample.acknowledged
        }
        return time > .zero ? Double(done) / (time / .seconds(1)) : nil
    }

    /// The same for each client of the consumer.
    public var drainRateOfEach: Double? { drainRate.map { $0 / Double(max(members, 1)) } }

    /// What the samples show, in words.
    public var verdict: String {
        guard let last = samples.last else { return "the queue's depth was never sampled" }
        if isGone {
            return "its consumer was removed: \(last.depth) of \(last.stored) messages were left when it was last seen"
        }
        if last.stored == 0 { return "nothing happened: no message was stored" }
        if (peak ?? 0) == 0 {
            return
                "drains fast: \(last.stored) messages were stored and \(last.acknowledged) acknowledged, though every sample shows an empty queue"
        }
        if last.depth == 0 { return "drained: empty at the end" }
        return "not drained: \(last.depth) of \(last.stored) messages are left"
    }
}
