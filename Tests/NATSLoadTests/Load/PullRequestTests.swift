import EventLoop
import Foundation
import Testing

@testable import NATSLoad

/// Requests for messages, as consumers of somebody else's limit them.
struct PullRequestTests {
    /// The application's stream MEMES and its consumer “worker”.
    private func givenConsumer(
        on server: NATSServer, _ change: @escaping @Sendable (inout ConsumerConfiguration) -> Void
    ) async throws {
        let url = server.url
        try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            try await connection.connected()
            let api = JetStream(connection)
            var stream = StreamConfiguration(name: "MEMES", subjects: ["MEMES.>"])
            stream.storage = .memory
            _ = try await api.createStream(stream)
            var config = ConsumerConfiguration(durableName: "worker")
            change(&config)
            _ = try await api.createConsumer(config, on: "MEMES")
            await connection.drained()
        }
    }

    @Test(arguments: [
        (Int64(0), #"{"batch":7,"expires":5000000000,"idle_heartbeat":1000000000}"#),
        (60_000_000_000, #"{"batch":7,"expires":5000000000,"idle_heartbeat":1000000000}"#),
        (2_000_000_000, #"{"batch":7,"expires":2000000000,"idle_heartbeat":1000000000}"#),
        (1_500_000_000, #"{"batch":7,"expires":1500000000}"#),
    ])
    func requestsWaitNoLongerThanTheyMay(_ longestNs: Int64, _ expected: String) {
        #expect(NATSConsumer.request(batch: 7, longestNs: longestNs) == expected)
    }

    /// The application's consumer takes small and short requests only; asking for more would be refused for ever.
    @Test(arguments: NATSServer.releases)
    func limitsOfAnExistingConsumerAreKept(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        try await givenConsumer(on: server) { ($0.maxRequestBatch, $0.maxRequestExpiresNs) = (5, 1_000_000_000) }
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [QueueRunTests.publisher(.steady(perSecond: 200, rampNs: 0, durationNs: 1_000_000_000))]
        plan.consumers = [QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "worker"))]
        let result = try await QueueRun.run(plan)
        #expect(result[stream: "MEMES"]?.consumers[0].counts.acknowledged == 200)
        #expect(result.differences == [])
        #expect(!result.notices.contains { $0.contains("Exceeded") }, "\(result.notices)")
    }

    @Test func consumerThatPushesIsNotPulledFrom() async throws {
        let server = try NATSServer()
        try await givenConsumer(on: server) { $0.deliverSubject = "deliver.here" }
        var plan = try QueueRunTests.plan(server)
        plan.consumers = [QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "worker"))]
        let unchanged = plan
        await #expect {
            try await QueueRun.run(unchanged)
        } throws: { error in
            "\(error)".contains("deliver_subject: wanted none, as one pulls, is deliver.here")
        }
    }
}
