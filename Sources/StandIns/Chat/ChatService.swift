import Serving

/// A chat service before a language model: what a chatbot's back end looks like to a load test.
///
/// `POST /chat` with `{"message": "…", "conversation_id": "…"}` answers `{"conversation_id", "turn", "reply",
/// "context"}`, where `context` are the messages of earlier turns, the oldest first. Without an id a conversation
/// begins; an id that isn't known begins one under that id. `GET /health`, `GET /stats` and `GET /metrics` as with
/// each stand-in. Only `POST /chat` takes a replica's time.
package enum ChatService {
    /// Starts it; ``StandIn/stop()`` ends it.
    ///
    /// - Throws: ``StandInError``, `HTTPServerError`.
    package static func start(_ settings: StandInSettings = StandInSettings()) throws -> StandIn {
        try StandIn(ChatRoutes(), settings)
    }

    /// Starts it on a port, 0 for a free one.
    package static func start(
        port: Int, capacity: Capacity = Capacity(), faults: Faults = .none, seed: UInt64 = 1
    ) throws -> StandIn {
        try start(StandInSettings(port: port, capacity: capacity, faults: faults, seed: seed))
    }
}

/// The paths of the chat service.
final class ChatRoutes: Routes {
    let name = "chat"
    private let conversations = Conversations()

    func route(_ request: HTTPRequest) -> Route {
        guard request.path == "/chat" else { return .notFound(request) }
        guard request.method == "POST" else {
            return .now("other", .json(#"{"error":"POST a message to /chat"}"#, status: 405).header("Allow", "POST"))
        }
        let body = request.body
        switch ChatMessage.reading(body) {
        case .failure(let problem):
            return .now("POST /chat", problem.response)
        case .success(let message):
            return Route(endpoint: "POST /chat", effort: .work) { [conversations] replica in
                .json(conversations.answer(message, replica: replica))
            }
        }
    }

    var metrics: [Metric] {
        [Metric("chat_conversations", "Conversations that are remembered.", .gauge, Double(conversations.count))]
    }
}
