import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// Runs against each release of the server: the same plan must give the same account.
struct QueueRunTests {
    static func plan(_ server: NATSServer, _ name: String = "MEMES") throws -> QueuePlan {
        var plan = QueuePlan(name: "test", connection: try ConnectionOptions(server.url))
        var config = StreamConfiguration(name: name, subjects: ["\(name).>"])
        config.storage = .memory
        plan.streams = [.init(config)]
        plan.monitor = server.monitor
        return plan
    }

    static func publisher(_ shape: PublishSchedule.Shape, stream: String = "MEMES") -> QueuePlan.Publisher {
        QueuePlan.Publisher(
            stream: stream, subjects: ["\(stream).new"], payloads: [Array(repeating: 0x78, count: 128)], shape: shape)
    }

    @Test(arguments: NATSServer.releases)
    func everyMessageIsAccountedFor(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try Self.plan(server)
        plan.publishers = (0..<4).map { place in
            var publisher = Self.publisher(
                .steady(perSecond: 250, rampNs: 200_000_000, durationNs: 1_000_000_000))
            (publisher.place, publisher.places) = (place, 4)
            return publisher
        }
        var config = ConsumerConfiguration(durableName: "worker")
        config.ackWaitNs = 30_000_000_000
        var consumer = QueuePlan.Consumer(stream: "MEMES", config: config)
        consumer.members = 2
        plan.consumers = [consumer]
        let result = try await QueueRun.run(plan)

        // 4 × 250/s, of the first 0.2 s half.
        #expect(result.published.attempted == 900)
        #expect(result.differences == [])
        let ledger = try #require(result[stream: "MEMES"])
        #expect(ledger.published.acknowledged == 900 && ledger.stored == 900)
        #expect(ledger.consumers[0].counts.distinct == 900)
        #expect(ledger.consumers[0].counts.acknowledged == 900)
        #expect(ledger.consumers[0].ackPending == 0)
        #expect(result.report["publish MEMES"].requests == 900)
        #expect(result.report["message MEMES"].requests == 900)
        #expect(result.report.errorRate == 0)
        #expect(result.server?.connections != nil)
        #expect(result.notices == [])
    }
}
