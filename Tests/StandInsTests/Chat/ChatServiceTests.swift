import Foundation
import Serving
import Testing

@testable import StandIns

/// The chat service over real sockets.
@Suite struct ChatServiceTests {
    private func chat(_ capacity: Capacity = Capacity(serviceTime: .zero), faults: Faults = .none) throws -> StandIn {
        try ChatService.start(port: 0, capacity: capacity, faults: faults)
    }

    private func fields(_ answer: LoopbackClient.Answer) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(answer.body)) as? [String: Any])
    }

    @Test func conversationKeepsItsContextOverTurns() throws {
        let chat = try chat()
        defer { chat.stop() }
        let client = try LoopbackClient(port: chat.port)
        let first = try fields(client.request("POST", "/chat", body: #"{"message":"What is a pod?"}"#))
        let id = try #require(first["conversation_id"] as? String)
        #expect(first["turn"] as? Int == 1)
        #expect(first["context"] as? [String] == [])
        let second = try fields(
            client.request("POST", "/chat", body: #"{"message":"And a node?","conversation_id":"\#(id)"}"#))
        #expect(second["conversation_id"] as? String == id)
        #expect(second["turn"] as? Int == 2)
        #expect(second["context"] as? [String] == ["What is a pod?"])
    }

    @Test func wrongMessagesAre4xxAndTakeNoReplica() throws {
        let chat = try chat(Capacity(replicas: 0))
        defer { chat.stop() }
        let client = try LoopbackClient(port: chat.port)
        #expect(try client.request("POST", "/chat", body: "nonsense").status == 400)
        #expect(try client.request("POST", "/chat", body: "{}").status == 422)
        #expect(try client.get("/chat").status == 405)
        #expect(try client.get("/nowhere").status == 404)
        #expect(try client.request("POST", "/chat", body: #"{"message":"a"}"#).status == 503)
    }

    @Test func replicasTakeTurnsAndAreNamed() throws {
        let chat = try chat(Capacity(replicas: 3, serviceTime: .zero))
        defer { chat.stop() }
        let client = try LoopbackClient(port: chat.port)
        let names = try (0..<6).map { _ in
            try client.request("POST", "/chat", body: #"{"message":"a"}"#).headers["X-Served-By"]
        }
        #expect(names == ["replica-2", "replica-3", "replica-1", "replica-2", "replica-3", "replica-1"])
        #expect(chat.requestsPerReplica == ["replica-1": 2, "replica-2": 2, "replica-3": 2])
        #expect(try client.get("/health").headers["X-Served-By"] == nil)
    }

    @Test func connectionCanBeBoundToItsReplica() throws {
        let chat = try chat(Capacity(replicas: 2, serviceTime: .zero, balancing: .perConnection))
        defer { chat.stop() }
        let (one, two) = try (LoopbackClient(port: chat.port), LoopbackClient(port: chat.port))
        let names = try [one, two, one, one, two].map {
            try $0.request("POST", "/chat", body: #"{"message":"a"}"#).headers["X-Served-By"]
        }
        #expect(names == ["replica-2", "replica-1", "replica-2", "replica-2", "replica-1"])
    }

    @Test func statsAndMetricsTellWhatWasServed() throws {
        let chat = try chat()
        defer { chat.stop() }
        let client = try LoopbackClient(port: chat.port)
        for _ in 0..<3 { _ = try client.request("POST", "/chat", body: #"{"message":"a"}"#) }
        _ = try client.request("POST", "/chat", body: "{}")
        let stats = try fields(client.get("/stats"))
        #expect((stats["endpoints"] as? [String: [String: Int]])?["POST /chat"] == ["200": 3, "422": 1])
        let metrics = try client.get("/metrics")
        #expect(metrics.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8")
        #expect(metrics.text.contains("# TYPE chat_requests_total counter\n"))
        #expect(metrics.text.contains(#"chat_requests_total{endpoint="POST /chat",status="200"} 3"#))
        #expect(metrics.text.contains("chat_conversations 3\n"))
    }

    @Test func beyondItsCapacityRequestsWaitAndThenAreTurnedAway() throws {
        let chat = try chat(Capacity(replicas: 1, slots: 1, serviceTime: .seconds(600), queueLimit: 2))
        let clients = try (0..<3).map { _ in try LoopbackClient(port: chat.port) }
        for client in clients { try client.send("POST", "/chat", body: #"{"message":"a"}"#) }
        while chat.figures.waiting < 2 { usleep(500) }
        let late = try LoopbackClient(port: chat.port).request("POST", "/chat", body: #"{"message":"a"}"#)
        #expect(late.status == 503)
        #expect(late.text == #"{"error":"overloaded: the queue is full"}"#)
        // Whoever waits starts on the replicas that come.
        chat.capacity.replicas = ["replica-1", "replica-2", "replica-3"]
        #expect(chat.figures.replicas.map(\.running) == [1, 1, 1])
        chat.stop()
        for client in clients { #expect(try client.answer().status == 503) }
    }

    @Test func faultsStrikeAndEnd() throws {
        let chat = try chat(faults: Faults(errorShare: 1, errorStatus: 502))
        defer { chat.stop() }
        let client = try LoopbackClient(port: chat.port)
        #expect(try client.request("POST", "/chat", body: #"{"message":"a"}"#).status == 502)
        #expect(try client.get("/health").status == 502)
        #expect(try client.request("PUT", "/admin/faults", body: #"{"error_share":0,"closed_share":1}"#).status == 200)
        #expect(throws: LoopbackClient.Failure.closed) { try client.get("/health") }
        let next = try LoopbackClient(port: chat.port)
        #expect(try next.request("DELETE", "/admin/faults").status == 200)
        #expect(try next.get("/health").status == 200)
        #expect(chat.faults == .none)
    }

    @Test func administrationChangesWhatIsNamedAndRefusesTheRest() throws {
        let chat = try chat(Capacity(replicas: 2, slots: 3, serviceTime: .milliseconds(5)))
        defer { chat.stop() }
        let client = try LoopbackClient(port: chat.port)
        let changed = try client.request(
            "PUT", "/admin/capacity",
            body: #"{"replicas":["a","b"],"service_time_ms":7.5,"spread":0.1,"balancing":"per-connection"}"#)
        #expect(changed.status == 200)
        #expect(
            chat.capacity
                == Capacity(
                    replicas: ["a", "b"], slots: 3, serviceTime: .microseconds(7500), spread: .uniform(0.1),
                    balancing: .perConnection))
        let refused = try client.request(
            "PUT", "/admin/capacity", body: #"{"slots":true,"replicas":-1,"colour":"red","queue_limit":5}"#)
        #expect(refused.status == 400)
        #expect(try (fields(refused)["errors"] as? [String])?.count == 3)
        #expect(chat.capacity.queueLimit == 1000)
        #expect(
            try client.request("PUT", "/admin/faults", body: #"{"stall":{"every_s":10,"length_s":1}}"#).status == 200)
        #expect(chat.faults.stall == Stall(every: .seconds(10), length: .seconds(1)))
        #expect(try client.request("PUT", "/admin/faults", body: #"{"stall":null}"#).status == 200)
        #expect(chat.faults == .none)
        #expect(try client.request("PUT", "/admin/faults", body: #"{"error_share":2}"#).status == 400)
        #expect(try client.get("/admin/other").status == 404)
    }
}
