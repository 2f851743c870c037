package import Foundation
package import Load

/// Everything that a run on NATS does, with all names and numbers settled: what streams and consumers there are, who publishes what and when.
///
/// The JSON document, the verbs and the suites all become this value; it can be printed before anything is created.
package struct QueuePlan: Sendable {
    package struct Stream: Sendable {
        package var config: StreamConfiguration
        package init(_ config: StreamConfiguration) { self.config = config }
    }

    package struct Publisher: Sendable {
        /// The stream that takes its messages, for the ledger; the subject decides really.
        package var stream: String
        /// Each message goes to the next of these.
        package var subjects: [String]
        /// Each message has the next of these payloads.
        package var payloads: [[UInt8]]
        package var shape: PublishSchedule.Shape
        /// Whether the header bears the times.
        package var isStamped = true
        /// Messages that may wait for their acknowledgement; 1 publishes synchronously.
        package var window = 256
        /// Which of how many publishers of the same kind it is.
        package var place = 0
        package var places = 1

        package init(stream: String, subjects: [String], payloads: [[UInt8]], shape: PublishSchedule.Shape) {
            self.stream = stream
            self.subjects = subjects
            self.payloads = payloads
            self.shape = shape
        }
    }

    package struct Consumer: Sendable {
        package enum Kind: String, Sendable { case pull, push }
        package var stream: String
        package var config: ConsumerConfiguration
        package var kind: Kind = .pull
        /// Clients that share the consumer.
        package var members = 1
        /// How long a member works on each message, one after the other.
        package var delayNs: Int64 = 0
        /// Messages that a member asks for at a time.
        package var batch = 256
        /// For core NATS: the subjects to subscribe to; empty for a consumer of JetStream's.
        package var subjects: [String] = []
        /// The answer to the nth message (from 1); for tests of redelivery.
        package var answer: (@Sendable (_ number: Int64, _ deliveries: Int) -> Acknowledgement)?

        package init(stream: String, config: ConsumerConfiguration) {
            self.stream = stream
            self.config = config
        }

        package var name: String { config.durableName ?? "ephemeral" }
    }

    package var name: String
    package var connection: ConnectionOptions
    package var usesJetStream = true
    package var streams: [Stream] = []
    package var publishers: [Publisher] = []
    package var consumers: [Consumer] = []
    /// After this publishers stop, whatever is left of their schedules; `nil`: when all have finished.
    package var duration: Duration?
    /// How long consumers may take to empty the queue after the last message.
    package var drain: Duration = .seconds(30)
    /// How long a broker that doesn't answer is asked again for the closing of the accounts.
    package var settling: Duration = .seconds(30)
    package var ackTimeout: Duration = .seconds(5)
    /// How often the queue's depth is looked at.
    package var watchInterval: Duration = .milliseconds(250)
    /// Whether streams and consumers of this run stay at its end.
    package var keeps = false
    /// Whether others may publish to the streams during the run.
    package var hasForeignPublishers = false
    /// Whether others may take messages from the run's consumers.
    package var hasForeignConsumers = false
    package var seed: UInt64 = 1
    /// Consumers of others to be looked at beside: (stream, consumer).
    package var watched: [(stream: String, consumer: String)] = []
    /// Address of the server's monitoring endpoint, for /varz and /jsz.
    package var monitor: URL?
    /// What ends the run early when it is seen.
    package var guards: [RunGuard] = []
    /// What messages cost, for a budget.
    package var costs: CostModel?
    package var phases: [(name: String, start: Duration, excluded: Bool)] = []

    package init(name: String, connection: ConnectionOptions) {
        self.name = name
        self.connection = connection
    }

    /// How long the load takes as planned; `nil` when only the broker's speed decides.
    package var plannedDuration: Duration? {
        let longest = publishers.compactMap(\.shape.lengthNs).max().map { Duration.nanoseconds($0) }
        guard let duration else { return longest }
        return longest.map { min($0, duration) } ?? duration
    }
}
