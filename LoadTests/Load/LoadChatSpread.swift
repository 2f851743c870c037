import Plimsoll
import StandIns
import Testing

/// The load is spread over all pods, and pods that come later get their share once connections are recycled.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(5)))
struct LoadChatSpread {
    /// People who ask, and note which pod has answered.
    static let users = Scenario("chat users by pod", wait: .constant(.milliseconds(20))) {
        Action("ask") { user in
            let answer = try await user.post("/chat", body: .json(["message": "Who are you?"])).expect(status: 200)
            user.countServer(of: answer)
        }
    }

    @Test func eachPodServesItsShare() async throws {
        let report = try await Self.users.run(
            .users(12, spawning: 12, for: .seconds(4)), against: .chat(Capacity(replicas: 4)))
        let spread = try #require(report.spread)

        #expect(report.errorRate < 0.01)
        #expect(spread.pods.count == 4)
        #expect(spread.pods.allSatisfy { (0.2...0.3).contains(spread.share(of: $0.pod)) })
    }

    /// Two pods become four in the middle of the run: what the new ones serve depends on the callers' connections alone.
    @Test(arguments: [(ConnectionPolicy.perUser, false), (.perUser(recycledAfter: 10), true)])
    func newPodsServeOnceConnectionsAreRecycled(connections: ConnectionPolicy, expected: Bool) async throws {
        let service = try ChatService.start(port: 0, capacity: Capacity(replicas: 2, balancing: .perConnection))
        defer { service.stop() }
        let target = Target(service.url, name: "chat") { $0.connections = connections }
        async let grown: Void = {
            try await Task.sleep(for: .seconds(2))
            service.capacity = Capacity(replicas: 4, balancing: .perConnection)
        }()
        let report = try await Self.users.run(.users(12, spawning: 12, for: .seconds(6)), against: target)
        try await grown
        let spread = try #require(report.spread)

        let new = Set(Capacity.names(4)).subtracting(Capacity.names(2))
        #expect(new.count == 2)
        #expect(new.allSatisfy { (spread.share(of: $0) > 0) == expected })
    }
}
