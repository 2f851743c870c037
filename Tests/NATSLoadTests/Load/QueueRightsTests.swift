import EventLoop
import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// What clusters of others forbid, and what their streams are like: each ends in a sentence and an account that adds up.
struct QueueRightsTests {
    private static let releases = NATSServer.releases

    private func server(_ release: NATSServer.Release, permissions: String) throws -> NATSServer {
        try NATSServer(
            release,
            configuration: "authorization { users: [ { user: u, password: p, permissions: { \(permissions) } } ] }")
    }

    private func plan(_ server: NATSServer, rate: Double = 100) throws -> QueuePlan {
        var plan = try QueueRunTests.plan(server)
        plan.connection.credentials = .user("u", password: "p")
        plan.publishers = [
            QueueRunTests.publisher(.steady(perSecond: rate, rampNs: 0, durationNs: 500_000_000))
        ]
        return plan
    }

    private func failure(_ plan: QueuePlan) async -> String {
        do {
            _ = try await QueueRun.run(plan)
            return "nothing failed"
        } catch {
            return "\(error)"
        }
    }

    /// JetStream is on, but not for this user's account.
    @Test(arguments: releases) func accountWithoutJetStreamIsASentence(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(
            release,
            configuration: """
                accounts {
                  A: { jetstream: enabled, users: [ { user: a, password: p } ] }
                  B: { users: [ { user: u, password: p } ] }
                }
                """)
        let text = await failure(try plan(server))
        #expect(text.contains("10039") && text.contains("JetStream is not enabled for this account"), "\(text)")
    }

    @Test(arguments: releases) func serverWithoutJetStreamIsASentence(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, jetStream: false)
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [QueueRunTests.publisher(.unpaced(count: 1, durationNs: nil))]
        let text = await failure(plan)
        #expect(text.contains("JetStream is off on this server or account"), "\(text)")
    }

    @Test(arguments: releases) func userWithoutTheAPIIsToldWhatIsForbidden(_ release: NATSServer.Release) async throws {
        let server = try server(release, permissions: "publish: { deny: [\"$JS.API.>\"] }, subscribe: \">\"")
        let text = await failure(try plan(server))
        #expect(
            text
                == "no answer to $JS.API.STREAM.INFO.MEMES: these credentials may not publish to “$JS.API.STREAM.INFO.MEMES”"
        )
    }

    /// No answer can ever arrive, which is known at once and not after a wait.
    @Test(arguments: releases) func userWithoutInboxesIsToldAtOnce(_ release: NATSServer.Release) async throws {
        let server = try server(release, permissions: "publish: \">\", subscribe: [\"_INBOX_u.>\"]")
        let text = await failure(try plan(server))
        #expect(text.contains("may not subscribe to _INBOX.>, where answers arrive"), "\(text)")
    }

    @Test(arguments: releases) func inboxesOfOnesOwnAreEnough(_ release: NATSServer.Release) async throws {
        let server = try server(release, permissions: "publish: \">\", subscribe: [\"_INBOX_u.>\"]")
        var plan = try plan(server)
        plan.connection.inboxPrefix = "_INBOX_u"
        var push = QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "pushed"))
        push.kind = .push
        plan.consumers = [
            QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "pulled")), push,
        ]
        let result = try await QueueRun.run(plan)
        #expect(result.differences == [] && result.notices == [])
        #expect(result.published.acknowledged == 50)
        #expect(result[stream: "MEMES"]?.consumers.map(\.counts.acknowledged) == [50, 50])
    }

    /// The server drops such answers with a word only: what was sent isn't what was taken.
    @Test(arguments: releases) func answersThatAreForbiddenAreNotCounted(_ release: NATSServer.Release) async throws {
        let server = try server(release, permissions: "publish: { deny: [\"$JS.ACK.>\"] }, subscribe: \">\"")
        var plan = try plan(server)
        var config = ConsumerConfiguration(durableName: "worker")
        config.ackWaitNs = 60_000_000_000
        plan.consumers = [QueuePlan.Consumer(stream: "MEMES", config: config)]
        plan.drain = .seconds(1)
        let result = try await QueueRun.run(plan)
        let consumer = try #require(result[stream: "MEMES"]?.consumers.first)
        #expect(consumer.counts.distinct == 50 && consumer.counts.acknowledged == 0 && consumer.ackPending == 50)
        #expect(
            result.differences == [
                "MEMES, consumer worker: none of its answers was taken: these credentials may not acknowledge messages; "
                    + "allow them to publish to $JS.ACK.>"
            ])
    }

    /// A stream of somebody else's that answers nothing: waiting for its acknowledgements would make every message unknown.
    @Test(arguments: releases) func streamWithoutAcknowledgementsIsUnconfirmed(_ release: NATSServer.Release)
        async throws
    {
        let server = try NATSServer(release)
        let url = server.url
        try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            try await connection.connected()
            var config = StreamConfiguration(name: "MEMES", subjects: ["MEMES.>"])
            config.acknowledgementsOff = true
            _ = try await JetStream(connection).createStream(config)
            await connection.drained()
        }
        var plan = try QueueRunTests.plan(server)
        plan.streams = []
        plan.publishers = [QueueRunTests.publisher(.steady(perSecond: 100, rampNs: 0, durationNs: 500_000_000))]
        plan.consumers = [QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "worker"))]
        let result = try await QueueRun.run(plan)
        #expect(result.published.unconfirmed == 50 && result.published.unknown == 0)
        #expect(result[stream: "MEMES"]?.stored == 50)
        #expect(result.differences == [])
        #expect(
            result.notices == [
                "stream MEMES acknowledges nothing (no_ack), so what is published to it stays unconfirmed"
            ])
    }

    /// More members than the consumer takes requests from: those who are refused come again, and everything is delivered.
    @Test(arguments: releases) func refusedRequestsForMessagesAreMadeAgain(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [QueueRunTests.publisher(.steady(perSecond: 100, rampNs: 0, durationNs: 1_000_000_000))]
        var config = ConsumerConfiguration(durableName: "worker")
        config.maxWaiting = 1
        var consumer = QueuePlan.Consumer(stream: "MEMES", config: config)
        consumer.members = 3
        plan.consumers = [consumer]
        let result = try await QueueRun.run(plan)
        #expect(result.differences == [])
        #expect(result[stream: "MEMES"]?.consumers[0].counts.acknowledged == 100)
        // Newer servers keep the requests waiting without a word.
        guard release.name.contains("2.9.") else { return }
        #expect(result.notices.contains { $0.contains("Exceeded MaxWaiting") }, "\(result.notices)")
    }

    /// The messages between the forbidden ones are stored, and each is judged by its own subject.
    @Test(arguments: NATSServer.releases)
    func forbiddenSubjectAmongAllowedOnesIsToldApart(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, configuration: NATSServer.denyingSecret)
        var plan = try QueueRunTests.plan(server)
        plan.connection.credentials = .user("u", password: "p")
        var publisher = QueueRunTests.publisher(.steady(perSecond: 1000, rampNs: 0, durationNs: 500_000_000))
        publisher.subjects = ["MEMES.new", "MEMES.secret"]
        plan.publishers = [publisher]
        let result = try await QueueRun.run(plan)
        #expect(
            result.published.acknowledged == 250 && result.published.refused == 250 && result.published.unknown == 0)
        #expect(result[stream: "MEMES"]?.stored == 250)
        #expect(result.differences == [])
    }

    /// Core NATS answers nothing but a refusal.
    @Test(arguments: NATSServer.releases)
    func forbiddenSubjectOfCoreIsRefused(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, jetStream: false, configuration: NATSServer.denyingSecret)
        var plan = try QueueRunTests.plan(server)
        plan.streams = []
        plan.usesJetStream = false
        plan.connection.credentials = .user("u", password: "p")
        var consumer = QueuePlan.Consumer(stream: "MEMES", config: ConsumerConfiguration(durableName: "all"))
        consumer.subjects = ["MEMES.>"]
        plan.consumers = [consumer]
        var publisher = QueueRunTests.publisher(.steady(perSecond: 100, rampNs: 0, durationNs: 1_000_000_000))
        publisher.subjects = ["MEMES.new", "MEMES.secret"]
        plan.publishers = [publisher]
        let result = try await QueueRun.run(plan)
        #expect(result.published.attempted == 100)
        #expect(result.published.refused == 50 && result.published.unconfirmed == 50)
        #expect(result.differences == [])
        #expect(result.notices.contains("these credentials may not publish to “MEMES.secret”"))
    }

    /// Several workers load the same stream: what the others store isn't missing here, and nothing is removed from under them.
    @Test func sharedStreamsAddUpForEachWorker() async throws {
        let server = try NATSServer()
        var plan = try plan(server, rate: 200)
        plan.connection.credentials = .none
        var config = ConsumerConfiguration(durableName: "worker")
        config.ackWaitNs = 2_000_000_000
        plan.consumers = [QueuePlan.Consumer(stream: "MEMES", config: config)]
        (plan.hasForeignPublishers, plan.hasForeignConsumers, plan.keeps) = (true, true, true)
        let shared = plan
        async let first = QueueRun.run(shared)
        async let second = QueueRun.run(shared)
        let results = try await [first, second]
        #expect(results.flatMap(\.differences) == [])
        #expect(results.map(\.published.acknowledged) == [100, 100])
        let received = results.compactMap { $0[stream: "MEMES"]?.consumers[0].counts.distinct }.reduce(0, +)
        // Who ends first leaves what was just delivered to it to the other.
        #expect(received >= 200)
    }
}
