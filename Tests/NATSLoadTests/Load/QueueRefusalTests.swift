import EventLoop
import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// What a server refuses or drops: each is said, and the account adds up.
struct QueueRefusalTests {
    @Test(arguments: NATSServer.releases)
    func fullStreamRefusesAndTheAccountSaysSo(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.streams[0].config.discard = .new
        plan.streams[0].config.maxMessages = 100
        plan.publishers = [.steady(500, seconds: 0.5)]
        let result = try await QueueRun.run(plan)
        #expect(result.published.acknowledged == 100 && result.published.refused == 150)
        #expect(result[stream: "MEMES"]?.stored == 100)
        #expect(result.differences == [])
        #expect(
            result.report.failuresByKind.contains {
                $0.message.contains("the stream is full and discards new messages")
            })
    }

    @Test(arguments: NATSServer.releases)
    func tooLargeMessagesAreRefusedWithoutLosingTheConnection(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, configuration: "max_payload: 1024")
        var plan = try QueueRunTests.plan(server)
        var publisher = QueuePlan.Publisher.steady(100, seconds: 0.5)
        publisher.payloads = [Array(repeating: 0x78, count: 2000), Array(repeating: 0x78, count: 100)]
        plan.publishers = [publisher]
        let result = try await QueueRun.run(plan)
        #expect(result.published.acknowledged == 25 && result.published.refused == 25)
        #expect(result.differences == [])
        #expect(
            result.report.failuresByKind.contains {
                $0.message.contains("larger than the server's max_payload of 1024")
            })
    }

    @Test(arguments: NATSServer.releases)
    func forbiddenSubjectIsRefusedMessageByMessage(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release, configuration: NATSServer.denyingSecret)
        var plan = try QueueRunTests.plan(server)
        plan.connection.credentials = .user("u", password: "p")
        plan.publishers = [.steady(100, seconds: 0.5), .steady(100, seconds: 0.5, subject: "MEMES.secret")]
        let result = try await QueueRun.run(plan)
        #expect(result.published.acknowledged == 50 && result.published.refused == 50)
        #expect(result.differences == [])
        #expect(result.notices.contains("these credentials may not publish to “MEMES.secret”"))
    }

    @Test func subjectWithoutStreamIsRefused() async throws {
        let server = try NATSServer()
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(100, seconds: 0.2, subject: "nowhere.new")]
        let result = try await QueueRun.run(plan)
        #expect(result.published.refused == 20)
        #expect(
            result.report.failuresByKind.map(\.message) == [
                "no stream takes messages of this subject, or it has no leader at the moment"
            ])
    }

    /// Releases before 2.10 take a configuration with a field that they don't know, and say nothing.
    @Test(arguments: NATSServer.releases)
    func fieldsThatTheServerDropsAreSaid(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.streams[0].config.storage = .file
        plan.streams[0].config.compression = "s2"
        plan.publishers = [.steady(100, seconds: 0.1)]
        let result = try await QueueRun.run(plan)
        let parts = result.serverVersion.split(separator: ".").compactMap { Int($0) }
        let isOld = parts[0] == 2 && parts[1] < 10
        #expect(
            result.notices.contains(
                "stream MEMES: the server \(result.serverVersion) doesn't honour compression = s2 (it has: not set); a newer server may"
            ) == isOld)
        #expect(result.differences == [])
    }

    @Test func existingStreamOfAnotherKindIsLeftAlone() async throws {
        let server = try NATSServer()
        let url = server.url
        try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            try await connection.connected()
            _ = try await JetStream(connection).createStream(StreamConfiguration(name: "MEMES", subjects: ["other.>"]))
            await connection.drained()
        }
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(100, seconds: 0.1)]
        let unchanged = plan
        await #expect {
            try await QueueRun.run(unchanged)
        } throws: { error in
            "\(error)".contains("stream MEMES exists with another configuration")
                && "\(error)".contains("storage: wanted memory, is file")
                && "\(error)".contains("subjects: wanted [MEMES.>], is [other.>]")
        }
        let left = try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            return try await JetStream(connection).existingStream("MEMES") != nil
        }
        #expect(left)
    }
}
