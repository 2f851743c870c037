package import Measurement
package import Results

extension QueueRun {
    /// Who is told what during a run; called on the shard's thread.
    package struct Surroundings: Sendable {
        /// Gets every second's slices as they are made.
        package var slices: @Sendable (ShardSlices) -> Void = { _ in }
        /// Gets a moment's figures at each interval.
        package var moment: @Sendable (Moment) -> Void = { _ in }
        package var interval: Duration = .seconds(1)
        /// Gets what a reader has to know, as soon as it is known.
        package var notice: @Sendable (String) -> Void = { _ in }
        /// The streams and consumers are there and the load begins; the run's start on the monotonic clock.
        package var began: @Sendable (Int64) -> Void = { _ in }

        /// Where the run's results are kept, so that its report can look into them again.
        package var results: ResultsFolder?
        /// Where the figures stop being believed.
        package var rules = ValidityRules()

        package init() {}
    }

    /// How a run stands.
    package struct Moment: Sendable {
        package var elapsed: Duration
        package var published: PublishCounts
        package var consumed: ConsumeCounts
        package var lags: [String: QueueLag.Sample]
        /// Latencies since the last moment, from due to received, and from due to acknowledged.
        package var endToEnd: Histogram
        package var acknowledgement: Histogram
        /// Failures since the last moment, by kind.
        package var errors: [String: Int64]
        package var server: ServerStatistics?
        package var bytesSent: Int64
        package var bytesReceived: Int64
        package var reconnections: Int
        /// Clients that are connected now, and how many there are.
        package var connected: Int
        package var connections: Int
        /// How this process fared in the last second.
        package var health: HealthTally
        /// How long the load takes as planned.
        package var planned: Duration?
    }
}
