import EventLoop
import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// Runs that are asked to end before their time.
struct QueueStopTests {
    /// Stopped while it makes one stream after the other: what it made goes again, what was there stays.
    @Test func runThatIsStoppedBeforeItsLoadClearsUp() async throws {
        let server = try NATSServer()
        var plan = try QueueRunTests.plan(server)
        for name in ["THERE", "LATER"] {
            var config = StreamConfiguration(name: name, subjects: [name.lowercased()])
            config.storage = .memory
            plan.streams.append(.init(config))
        }
        plan.publishers = [QueueRunTests.publisher(.unpaced(count: 1, durationNs: nil))]
        let (unchanged, there, url) = (plan, plan.streams[1].config, server.url)
        try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            try await connection.connected()
            _ = try await JetStream(connection).createStream(there)
            await connection.drained()
        }
        let sign = StopSign()
        var surroundings = QueueRun.Surroundings()
        surroundings.notice = { if $0.contains("THERE exists already") { sign.raise() } }
        let told = surroundings
        await #expect(throws: StoppedEarly()) {
            try await QueueRun.run(unchanged, surroundings: told, stopSign: sign)
        }
        let left = try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            var left: [String] = []
            for name in ["MEMES", "THERE", "LATER"] {
                if try await JetStream(connection).existingStream(name) != nil { left.append(name) }
            }
            return left
        }
        #expect(left == ["THERE"])
    }

    /// Nobody answers, so what is on its way at the end has to be received, or it would count as missing.
    @Test(arguments: [QueuePlan.Consumer.Kind.pull, .push])
    func stoppedConsumersThatAnswerNothingHaveReceivedEverything(_ kind: QueuePlan.Consumer.Kind) async throws {
        let server = try NATSServer()
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [QueueRunTests.publisher(.unpaced(count: nil, durationNs: nil))]
        var config = ConsumerConfiguration(durableName: "worker")
        config.acknowledgement = .none
        var consumer = QueuePlan.Consumer(stream: "MEMES", config: config)
        consumer.kind = kind
        plan.consumers = [consumer]
        let sign = StopSign()
        var surroundings = QueueRun.Surroundings()
        surroundings.interval = .milliseconds(100)
        surroundings.moment = { if $0.consumed.delivered > 1000 { sign.raise() } }
        let result = try await QueueRun.run(plan, surroundings: surroundings, stopSign: sign)
        #expect(result.wasInterrupted)
        #expect(result.differences == [])
        #expect((result[stream: "MEMES"]?.consumers[0].counts.distinct ?? 0) > 1000)
    }
}
