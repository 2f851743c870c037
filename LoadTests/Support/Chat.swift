import Plimsoll
import StandIns

/// The chat service: people who ask, one question after the other, in a conversation of their own.
enum Chat {
    /// The conversation that a user is in.
    static let conversation = Captured<String>("conversation")

    static let questions = [
        "What is the weather like in Bergen in November?", "Explain a load balancer to a child.",
        "How do I boil an egg for exactly six minutes?", "Write a limerick about a slow database.",
        "Which books are like The Left Hand of Darkness?", "Why does my bread not rise?",
        "Translate ‘good evening’ into Finnish.", "What should I ask my landlord before I sign?",
    ]

    /// Ordinary users: they read what they are told before they ask again, and look at the service's state now and then.
    static let users = Scenario("chat users", wait: .uniform(.milliseconds(100) ... .milliseconds(500))) {
        Action("ask", weight: 8, tags: "chat") { user in try await ask(user) }
        Action("health", weight: 1, tags: "health") { user in try await user.get("/health").expect(status: 200) }
        Action("stats", weight: 1, tags: "metrics") { user in try await user.get("/stats").expect(status: 200) }
        Action("metrics", weight: 1, tags: "metrics") { user in
            try await user.get("/metrics", keepingBody: true).expect(status: 200).expect(bodyContains: "# TYPE")
        }
    }

    /// Users who ask without a pause.
    static let eager = Scenario("eager chat users", wait: .constant(.milliseconds(20))) {
        Action("ask", tags: "chat") { user in try await ask(user) }
    }

    /// Three ordinary users for each who asks without a pause.
    static let everyone = Scenario("everyone", mixing: [(share: 3, scenario: users), (share: 1, scenario: eager)])

    /// Asks a question in the user's conversation, and begins one with the first.
    private static func ask(_ user: HTTPUser) async throws {
        let question = Question(message: user.choose(from: questions), conversation_id: user[conversation])
        let answer = try await user.post("/chat", body: .json(question), keepingBody: true)
            .expect(status: 200)
            .json(Answer.self)
        user[conversation] = answer.conversation_id
        user.check("an answer says something", !answer.reply.isEmpty)
    }

    private struct Question: Encodable {
        var message: String
        var conversation_id: String?
    }

    private struct Answer: Decodable {
        var reply: String
        var conversation_id: String
    }
}

extension Target {
    /// The chat service that `PLIMSOLL_TARGET_CHAT` points at, or one in this process.
    static let chat = chat(Capacity())

    /// A chat service in this process, with a capacity and perhaps faults.
    static func chat(_ capacity: Capacity, faults: Faults = .none) -> Target {
        Target(
            named: "chat", launching: .embedded { try ChatService.start(port: 0, capacity: capacity, faults: faults) })
    }
}
