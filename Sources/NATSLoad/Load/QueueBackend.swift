import EventLoop
import Measurement

/// A stand-in for the application behind a queue: replicas that share one durable consumer and work on each message for a while.
///
/// Replicas may be added and removed while it runs, as an autoscaler would.
package final class QueueBackend: Sendable {
    /// Everything that lives on the shard.
    ///
    /// Unchecked: made and used on the shard's thread only.
    private final class Crew: @unchecked Sendable {
        let loop: NATSLoop
        let group: ConsumerGroup
        let recorder: Recorder
        var members: [(consumer: NATSConsumer, connection: NATSConnection)] = []

        init(loop: NATSLoop, group: ConsumerGroup) {
            self.loop = loop
            self.group = group
            recorder = Recorder(originNs: Shard.now(), phases: [])
        }
    }

    private let shard: Shard
    private let crew: Crew
    private let options: ConnectionOptions
    package let stream: String
    package let consumer: String

    private init(shard: Shard, crew: Crew, options: ConnectionOptions) {
        self.shard = shard
        self.crew = crew
        self.options = options
        stream = crew.group.plan.stream
        consumer = crew.group.name
    }

    /// Starts replicas of a pull consumer, which is made when it isn't there.
    package static func start(
        _ plan: QueuePlan.Consumer, on options: ConnectionOptions, replicas: Int
    ) async throws -> QueueBackend {
        let shard = try Shard(name: "backend")
        let task = Task(executorPreference: shard) {
            let loop = NATSLoop(shard: shard)
            let admin = try NATSConnection(options, loop: loop)
            try await admin.connected()
            let info = try await JetStream(admin).createConsumer(plan.config, on: plan.stream)
            await admin.drained()
            var plan = plan
            plan.config.takeRequestLimits(of: info.config)
            return Crew(
                loop: loop,
                group: ConsumerGroup(plan: plan, name: info.name, foreseen: Int64(info.pending), isCreated: true))
        }
        do {
            let backend = QueueBackend(shard: shard, crew: try await task.value, options: options)
            try await backend.scale(to: replicas)
            return backend
        } catch {
            await shard.shutDown()
            throw error
        }
    }

    /// Adds or removes replicas; a removed one leaves what it had begun to the others.
    package func scale(to replicas: Int) async throws {
        let (shard, crew, options) = (shard, crew, options)
        try await Task(executorPreference: shard) {
            while crew.members.count > replicas {
                let member = crew.members.removeLast()
                member.consumer.stop()
                await member.connection.drained()
            }
            while crew.members.count < replicas {
                var options = options
                options.name = "\(options.name)-replica-\(crew.members.count + 1)"
                let connection = try NATSConnection(options, loop: crew.loop)
                try await connection.connected()
                let consumer = NATSConsumer(connection: connection, group: crew.group, recorder: crew.recorder)
                consumer.start()
                crew.members.append((consumer, connection))
            }
        }.value
    }

    /// What all replicas have received and answered.
    package func counts() async throws -> ConsumeCounts {
        try await shard.run { [crew] in
            // Its samples are nobody's, so they aren't kept.
            _ = crew.recorder.drain(before: .max)
            return crew.group.counts
        }
    }

    /// Ends all replicas; the consumer stays, as a deployment's would.
    package func stop() async {
        try? await scale(to: 0)
        try? await shard.run { [crew] in crew.loop.close() }
        await shard.shutDown()
    }
}
