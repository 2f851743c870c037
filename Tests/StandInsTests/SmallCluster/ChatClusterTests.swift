import Foundation
import Serving
import Testing

@testable import StandIns

/// The chat service whose replicas are pods.
@Suite(.timeLimit(.minutes(10))) struct ChatClusterTests {
    @Test func loadMakesReplicasOfPods() async throws {
        var settings = ClusterSettings()
        settings.timeFactor = 60
        let slow = Capacity(replicas: 0, slots: 1, serviceTime: .milliseconds(20))
        let chat = try ChatCluster.start(StandInSettings(capacity: slow), cluster: settings)
        defer { chat.stop() }
        while chat.chat.capacity.replicas.count < 2 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(chat.chat.capacity.replicas.allSatisfy { $0.hasPrefix("llm-chatbot-backend-") })
        // Both slots are kept busy until more pods have come.
        let port = chat.chat.port
        let clients = try (0..<6).map { _ in try LoopbackClient(port: port) }
        var names: Set<String> = []
        while chat.chat.capacity.replicas.count < 3 {
            for client in clients { try client.send("POST", "/chat", body: #"{"message":"hello"}"#) }
            for client in clients { names.insert(try client.answer().headers["X-Served-By"] ?? "") }
            await Task.yield()
        }
        #expect(names.count >= 2)
        #expect(names.allSatisfy { $0.hasPrefix("llm-chatbot-backend-") })
    }
}
