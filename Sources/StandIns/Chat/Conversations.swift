import Synchronization

/// What was said so far, bounded: the oldest conversation goes when there are too many, the oldest message when one
/// gets too long.
final class Conversations: Sendable {
    private struct Conversation {
        var turns = 0
        var messages: [String] = []
    }

    private struct State {
        var conversations = BoundedTable<Conversation>(limit: 50_000)
        var next = 0
    }

    /// The messages of a conversation that are kept.
    static let context = 20

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.conversations.count } }

    /// Adds a message and makes the answer.
    func answer(_ message: ChatMessage, replica: String) -> JSONText {
        let (id, turn, context) = state.withLock { state in
            if message.conversation == nil { state.next += 1 }
            let id = message.conversation ?? "c-\(state.next)"
            return state.conversations.change(id, fresh: Conversation()) { conversation in
                let before = conversation.messages
                conversation.turns += 1
                conversation.messages = (before + [message.text]).suffix(Conversations.context)
                return (id, conversation.turns, before)
            }
        }
        let about = "About “\(message.text.prefix(80))”: it depends."
        let reply = context.last.map { "You said “\($0.prefix(80))” before. \(about)" } ?? about
        return JSONText.object([
            ("conversation_id", .text(id)),
            ("turn", .number(Double(turn))),
            ("reply", .text(reply)),
            ("context", .list(context.map { .text($0) })),
            ("replica", .text(replica)),
        ])
    }
}
