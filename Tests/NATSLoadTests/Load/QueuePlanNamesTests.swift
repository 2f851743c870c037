import Testing

@testable import NATSLoad

/// Names and subjects go into lines of the protocol as they are, so what would end a line early is refused before.
struct QueuePlanNamesTests {
    private func plan(stream: String = "MEMES", durable: String = "worker", subject: String = "memes.new") throws
        -> QueuePlan
    {
        var plan = QueuePlan(name: "test", connection: try ConnectionOptions("nats://127.0.0.1:1"))
        plan.streams = [.init(StreamConfiguration(name: stream, subjects: ["memes.>"]))]
        plan.publishers = [
            QueuePlan.Publisher(
                stream: stream, subjects: [subject], payloads: [[0]],
                shape: .steady(perSecond: 1, rampNs: 0, durationNs: 1))
        ]
        plan.consumers = [.init(stream: stream, config: ConsumerConfiguration(durableName: durable))]
        return plan
    }

    @Test func usualNamesAreTaken() throws {
        #expect(try plan(stream: "Größe_1-a", durable: "worker-1", subject: "memes.ü.$x").faultsOfNames == [])
    }

    @Test(arguments: ["", "a b", "a.b", "a\tb", "a\r\nPUB x 0", "a\u{0}", "a*", ">", "a/b", "a\\b", "a\u{2028}b"])
    func namesThatNoServerTakesAreRefused(_ name: String) throws {
        #expect(try plan(stream: name).faultsOfNames.count == 1)
        #expect(try plan(durable: name).faultsOfNames.count == 1)
    }

    @Test(arguments: ["", "a b", "a..b", ".a", "a.", "a\r\nPUB x 0", "a.*", "a.>", ">"])
    func subjectsThatNobodyCanPublishToAreRefused(_ subject: String) throws {
        let faults = try plan(subject: subject).faultsOfNames
        #expect(faults.count == 1)
        #expect(faults.first?.contains("no subject to publish to") == true)
        #expect(faults.allSatisfy { !$0.contains("\n") })
    }

    @Test func allFaultsAreToldBeforeAnythingIsSent() async throws {
        let plan = try plan(stream: "a b", durable: "c d", subject: "e f")
        await #expect { try await QueueRun.run(plan) } throws: { error in
            ["“a b”", "“c d”", "“e f”"].allSatisfy { "\(error)".contains($0) }
        }
    }
}
