import Foundation
public import Load
import Measurement
package import NATSLoad

/// A load test of a queue: the stream, who publishes what and when, who consumes.
///
/// ```swift
/// let result = try await QueueTest("memes", stream: "MEMES", subjects: "memes.>")
///     .publishing(to: "memes.generate", at: .steady(perSecond: 100, for: .seconds(10)), from: 4)
///     .consuming(as: "backend", members: 2, workingFor: .milliseconds(5))
///     .run(against: broker)
/// #expect(result.isBalanced)
/// #expect(result.report["message MEMES"].p95 < .milliseconds(50))
/// ```
public struct QueueTest: Sendable {
    /// Where a stream's messages are kept.
    public enum Storage: Sendable { case memory, file }

    /// How long a stream keeps its messages: to its limits, while consumers are interested, or until one has worked on them.
    public enum Retention: Sendable { case limits, interest, workqueue }

    /// How a consumer answers.
    public enum Acknowledgement: Sendable { case explicit, all, none }

    private let name: String
    private let stream: String
    package var streams: [StreamConfiguration]
    package var publishers: [QueuePlan.Publisher] = []
    package var consumers: [QueuePlan.Consumer] = []
    private var watched: [(stream: String, consumer: String)] = []
    private var drain: Duration = .seconds(30)
    private var duration: Duration?
    private var keeps = false
    private var guards: [RunGuard] = []
    private var costs: CostModel?

    /// A test on a stream, which is made for it unless it exists as described.
    public init(
        _ name: String, stream: String, subjects: String..., storage: Storage = .memory, retention: Retention = .limits,
        replicas: Int = 1
    ) {
        self.name = name
        self.stream = stream
        var config = StreamConfiguration(name: stream, subjects: subjects)
        config.storage = storage == .memory ? .memory : .file
        config.replicas = replicas
        config.retention =
            switch retention {
            case .limits: .limits
            case .interest: .interest
            case .workqueue: .workqueue
            }
        streams = [config]
    }

    /// A test on a stream of somebody else's, the application's under test: it must be there, and is left as it is.
    public init(_ name: String, existingStream stream: String) {
        self.name = name
        self.stream = stream
        streams = []
    }

    /// Publishes messages on a schedule, each of so many publishers for itself.
    ///
    /// - Parameters:
    ///   - messages: the payloads, one after the other.
    ///   - window: messages of a publisher that may wait for their acknowledgement; 1 publishes synchronously.
    public func publishing(
        _ messages: [String] = ["{}"], to subject: String, at schedule: PublishingRate, from publishers: Int = 1,
        window: Int = 256
    ) -> QueueTest {
        var copy = self
        for place in 0..<publishers {
            let turn = place % max(messages.count, 1)
            let payloads = (messages[turn...] + messages[..<turn]).map { Array($0.utf8) }
            var publisher = QueuePlan.Publisher(
                stream: stream, subjects: [subject], payloads: payloads.isEmpty ? [[]] : payloads,
                shape: schedule.shape)
            (publisher.place, publisher.places, publisher.window) = (place, publishers, window)
            copy.publishers.append(publisher)
        }
        return copy
    }

    /// Consumes with a pull consumer that so many members share, each working on one message after the other.
    public func consuming(
        as durable: String, members: Int = 1, workingFor time: Duration = .zero,
        acknowledgement: Acknowledgement = .explicit,
        ackWait: Duration = .seconds(30), maxAckPending: Int = 1000
    ) -> QueueTest {
        var config = ConsumerConfiguration(durableName: durable)
        config.acknowledgement =
            switch acknowledgement {
            case .explicit: .explicit
            case .all: .all
            case .none: .none
            }
        config.ackWaitNs = ackWait.nanoseconds
        if acknowledgement != .none { config.maxAckPending = maxAckPending }
        var consumer = QueuePlan.Consumer(stream: stream, config: config)
        consumer.members = members
        consumer.delayNs = time.nanoseconds
        consumer.batch = min(256, maxAckPending)
        var copy = self
        copy.consumers.append(consumer)
        return copy
    }

    /// Watches the backlog of a consumer that is somebody else's: the application's under test.
    public func watching(_ consumer: String) -> QueueTest {
        var copy = self
        copy.watched.append((stream, consumer))
        return copy
    }

    /// How long the queue may take to empty after the last message; 30 s unless said otherwise.
    public func draining(within time: Duration) -> QueueTest {
        var copy = self
        copy.drain = time
        return copy
    }

    /// Leaves the streams and consumers that the test made.
    public func keepingStreams() -> QueueTest {
        var copy = self
        copy.keeps = true
        return copy
    }

    /// Ends the run early when something is seen: an error rate, a response time, a number of failures, a budget.
    public func stopping(when conditions: RunGuard...) -> QueueTest {
        var copy = self
        copy.guards += conditions
        return copy
    }

    /// What messages cost, by `publish <stream>`, for a budget that stops the run.
    public func costing(_ model: CostModel) -> QueueTest {
        var copy = self
        copy.costs = model
        return copy
    }

    /// The settled plan.
    package func plan(against broker: Broker, seed: UInt64) -> QueuePlan {
        var plan = QueuePlan(name: name, connection: broker.options)
        plan.streams = streams.map { .init($0) }
        plan.publishers = publishers
        plan.consumers = consumers
        plan.watched = watched
        plan.drain = drain
        plan.keeps = keeps
        plan.guards = guards
        plan.costs = costs
        plan.seed = seed
        plan.monitor = broker.monitor
        return plan
    }
}
