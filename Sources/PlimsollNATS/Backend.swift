import Measurement
import NATSLoad

/// A stand-in for the application behind a queue: replicas that share a durable consumer and work on each message for a while.
public final class Backend: Sendable {
    private let backend: QueueBackend

    private init(_ backend: QueueBackend) { self.backend = backend }

    /// Starts replicas that consume a stream, which must exist.
    ///
    /// - Parameters:
    ///   - ackWait: after how long the broker gives a message to another replica, since the one that had it may be gone.
    ///   - maxAckPending: messages that may be under work at the same time, over all replicas.
    public static func start(
        consuming stream: String, as durable: String = "backend", replicas: Int, workingFor time: Duration,
        ackWait: Duration = .seconds(30), maxAckPending: Int = 1000, on broker: Broker
    ) async throws -> Backend {
        var config = ConsumerConfiguration(durableName: durable)
        config.ackWaitNs = ackWait.nanoseconds
        config.maxAckPending = maxAckPending
        var plan = QueuePlan.Consumer(stream: stream, config: config)
        plan.delayNs = time.nanoseconds
        // A replica takes few at a time, so that added replicas find work.
        plan.batch = 4
        return Backend(try await QueueBackend.start(plan, on: broker.options, replicas: replicas))
    }

    /// Adds or removes replicas.
    public func scale(to replicas: Int) async throws { try await backend.scale(to: replicas) }

    /// How many messages all replicas have finished.
    public func finished() async throws -> Int64 { try await backend.counts().acknowledged }

    /// Ends all replicas.
    public func stop() async { await backend.stop() }
}
