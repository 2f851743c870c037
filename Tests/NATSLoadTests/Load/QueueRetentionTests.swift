import EventLoop
import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// Every way in which streams keep and drop messages: the account adds up, and what is gone has its reason.
@Suite(.timeLimit(.minutes(10)))
struct QueueRetentionTests {
    private static let releases = NATSServer.releases

    private func plan(_ server: NATSServer, messages: Int = 200) throws -> QueuePlan {
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [QueueRunTests.publisher(.unpaced(count: messages, durationNs: nil))]
        return plan
    }

    private func consumer(
        _ name: String = "worker", stream: String = "MEMES", _ change: (inout ConsumerConfiguration) -> Void = { _ in }
    ) -> QueuePlan.Consumer {
        var config = ConsumerConfiguration(durableName: name)
        config.ackWaitNs = 30_000_000_000
        change(&config)
        return QueuePlan.Consumer(stream: stream, config: config)
    }

    /// Does something on the server before the run, as somebody else would.
    private func before(_ server: NATSServer, _ body: @escaping @Sendable (JetStream) async throws -> Void) async throws
    {
        let url = server.url
        try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            try await connection.connected()
            try await body(JetStream(connection))
            await connection.drained()
        }
    }

    @Test(arguments: releases) func whatMaxMessagesDropsIsExplained(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server)
        plan.streams[0].config.maxMessages = 50
        var slow = consumer { $0.maxAckPending = 5 }
        slow.delayNs = 5_000_000
        plan.consumers = [slow]
        let result = try await QueueRun.run(plan)
        let ledger = try #require(result[stream: "MEMES"])
        #expect(result.differences == [])
        #expect(ledger.stored == 200 && ledger.remaining == 50 && ledger.removed == 150)
        #expect(ledger.consumers[0].counts.distinct < 200)
        #expect(
            ledger.explanations.contains { $0.hasSuffix("left the stream before they were delivered (max_msgs 50)") },
            "\(ledger.explanations)")
    }

    /// A subject that is full gives up its oldest message, also where a full stream would refuse.
    @Test(arguments: releases) func whatASubjectsLimitDropsIsExplained(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server)
        plan.streams[0].config.maxMessagesPerSubject = 10
        plan.streams[0].config.discard = .new
        var slow = consumer { $0.maxAckPending = 5 }
        slow.delayNs = 5_000_000
        plan.consumers = [slow]
        let result = try await QueueRun.run(plan)
        #expect(result.published.acknowledged == 200)
        #expect(result.differences == [])
        #expect(result[stream: "MEMES"]?.remaining == 10)
        #expect(result[stream: "MEMES"]?.explanations.contains { $0.contains("max_msgs_per_subject 10") } == true)
    }

    @Test(arguments: releases) func fullSubjectRefusesAndTheAccountSaysSo(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server)
        plan.streams[0].config.maxMessagesPerSubject = 10
        plan.streams[0].config.discard = .new
        plan.streams[0].config.discardNewPerSubject = true
        plan.consumers = [consumer()]
        let result = try await QueueRun.run(plan)
        #expect(result.published.acknowledged == 10 && result.published.refused == 190)
        #expect(result.differences == [])
        #expect(result[stream: "MEMES"]?.stored == 10)
    }

    @Test(arguments: releases) func whatNobodyAcknowledgesIsExplained(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server, messages: 20)
        var stubborn = consumer { $0.maxDeliver = 3 }
        stubborn.answer = { number, _ in number % 2 == 0 ? .done : .again(afterNs: nil) }
        plan.consumers = [stubborn]
        let result = try await QueueRun.run(plan)
        let ledger = try #require(result[stream: "MEMES"])
        let counts = ledger.consumers[0].counts
        #expect(result.differences == [])
        #expect(counts.distinct == 20)
        #expect(counts.delivered <= 60)
        let silent = 20 - counts.acknowledged - ledger.consumers[0].ackPending
        #expect(
            ledger.explanations.contains { $0.contains("as often as max_deliver allows (3)") } == (silent > 0),
            "\(ledger.lines)")
    }

    @Test(arguments: releases) func endedMessagesAreAnswered(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server, messages: 30)
        var picky = consumer()
        picky.answer = { number, _ in number % 3 == 0 ? .terminate : .done }
        plan.consumers = [picky]
        let result = try await QueueRun.run(plan)
        let counts = try #require(result[stream: "MEMES"]?.consumers[0].counts)
        #expect(counts.acknowledged == 20 && counts.terminated == 10)
        #expect(result.differences == [])
        #expect(result[stream: "MEMES"]?.explanations == [])
    }

    @Test(arguments: releases) func workQueueIsEmptyInTheEnd(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server)
        plan.streams[0].config.retention = .workqueue
        plan.streams[0].config.maxAgeNs = 60_000_000_000
        var shared = consumer()
        shared.members = 3
        plan.consumers = [shared]
        let result = try await QueueRun.run(plan)
        let ledger = try #require(result[stream: "MEMES"])
        #expect(result.differences == [] && ledger.explanations == [])
        #expect(ledger.consumers[0].counts.acknowledged == 200)
        #expect(ledger.remaining == 0 && ledger.removed == 200)
    }

    @Test(arguments: releases) func interestKeepsForAllConsumers(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try plan(server)
        plan.streams[0].config.retention = .interest
        plan.consumers = [consumer("first"), consumer("second")]
        let result = try await QueueRun.run(plan)
        let ledger = try #require(result[stream: "MEMES"])
        #expect(result.differences == [] && ledger.explanations == [])
        #expect(ledger.consumers.map(\.counts.distinct) == [200, 200])
        #expect(ledger.remaining == 0)
    }

    @Test(arguments: releases) func consumerThatAcknowledgesNothingIsAccountedFor(_ release: NATSServer.Release)
        async throws
    {
        let server = try NATSServer(release)
        var plan = try plan(server)
        plan.consumers = [consumer { $0.acknowledgement = .none }]
        let result = try await QueueRun.run(plan)
        #expect(result.differences == [])
        #expect(result[stream: "MEMES"]?.consumers[0].counts.distinct == 200)
        #expect(result[stream: "MEMES"]?.consumers[0].counts.acknowledged == 0)
    }

    /// A stream of the application's that takes messages from another one while the run goes on.
    @Test(arguments: releases) func messagesOfASourceAreExplained(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        try await before(server) { api in
            _ = try await api.createStream(StreamConfiguration(name: "ORIGIN", subjects: ["origin"]))
            var config = StreamConfiguration(name: "MEMES", subjects: ["MEMES.>"])
            config.sources = [.init(name: "ORIGIN")]
            _ = try await api.createStream(config)
            for _ in 0..<30 { _ = try await api.connection.request("origin") }
        }
        var plan = try plan(server)
        plan.streams = []
        plan.consumers = [consumer()]
        let result = try await QueueRun.run(plan)
        let ledger = try #require(result[stream: "MEMES"])
        #expect(result.differences == [])
        #expect(try #require(ledger.stored) >= 200)
        #expect(
            ledger.explanations == [
                "MEMES: it takes messages from ORIGIN as well, so what it took beyond this run's is theirs"
            ])
    }

    @Test(arguments: releases) func consumersOfAMirrorAreAccountedFor(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        try await before(server) { api in
            _ = try await api.createStream(StreamConfiguration(name: "MEMES", subjects: ["MEMES.>"]))
            var config = StreamConfiguration(name: "COPY", subjects: [])
            config.mirror = .init(name: "MEMES")
            _ = try await api.createStream(config)
        }
        var plan = try plan(server)
        plan.streams = []
        plan.consumers = [consumer(stream: "COPY")]
        let result = try await QueueRun.run(plan)
        #expect(result.published.acknowledged == 200)
        #expect(result.differences == [])
        #expect(result[stream: "COPY"]?.explanations.first?.contains("takes messages from MEMES") == true)
    }

    /// Clients that share a consumer of core NATS get each message once among them, from all of its subjects.
    @Test(arguments: releases) func coreClientsShareTheirConsumersMessages(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, jetStream: false)
        var plan = try plan(server)
        (plan.streams, plan.usesJetStream) = ([], false)
        var publisher = QueueRunTests.publisher(.steady(perSecond: 200, rampNs: 0, durationNs: 1_000_000_000))
        publisher.subjects = ["MEMES.a", "MEMES.b"]
        plan.publishers = [publisher]
        var shared = consumer()
        (shared.subjects, shared.members) = (["MEMES.a", "MEMES.b"], 3)
        var alone = consumer("alone")
        alone.subjects = ["MEMES.*"]
        plan.consumers = [shared, alone]
        let result = try await QueueRun.run(plan)
        let ledger = try #require(result[stream: "MEMES"])
        #expect(ledger.published.unconfirmed == 200)
        for consumer in ledger.consumers {
            #expect(consumer.counts.delivered <= 200)
            // A message that was published before the server knew of its listeners is said to be missed.
            #expect(ledger.explanations.isEmpty == ledger.consumers.allSatisfy { $0.counts.distinct == 200 })
        }
        #expect(result.differences == [])
    }
}
