import Synchronization

/// What was said so far, bounded: the oldest conversation goes when there are too many, the oldest message when one
/// gets too long.
final class Conversations: Sendable {
    fileprivate struct State {
        var conversations: [String: [String]] = [:]
        var turns: [String: Int] = [:]
        /// In the order in which they began, from `first` on.
        var order: [String] = []
        var first = 0
        var next = 1
    }

    static let remembered = 50_000
    static let context = 20

    private let state = Mutex(State())

    var count: Int { state.withLock { $0.conversations.count } }

    /// Adds a message and makes the answer.
    func answer(_ message: ChatMessage, replica: String) -> JSONText {
        let (id, turn, context) = state.withLock { state in
            let id = message.conversation ?? state.newID()
            return (id, state.turn(of: id), state.add(message.text, to: id))
        }
        let reply =
            context.last.map { "You said “\($0.prefix(80))” before. About “\(message.text.prefix(80))”: it depends." }
            ?? "About “\(message.text.prefix(80))”: it depends."
        return JSONText.object([
            ("conversation_id", .text(id)),
            ("turn", .number(Double(turn))),
            ("reply", .text(reply)),
            ("context", .list(context.map { .text($0) })),
            ("replica", .text(replica)),
        ])
    }
}

extension Conversations.State {
    fileprivate mutating func newID() -> String {
        defer { next += 1 }
        return "c-\(next)"
    }

    fileprivate mutating func turn(of id: String) -> Int {
        turns[id, default: 0] += 1
        return turns[id] ?? 1
    }

    /// Adds a message; returns those before it.
    fileprivate mutating func add(_ text: String, to id: String) -> [String] {
        let before = conversations[id]
        if before == nil {
            order.append(id)
            if order.count - first > Conversations.remembered {
                conversations[order[first]] = nil
                turns[order[first]] = nil
                first += 1
                if first * 2 > order.count {
                    order.removeFirst(first)
                    first = 0
                }
            }
        }
        conversations[id] = Array(((before ?? []) + [text]).suffix(Conversations.context))
        return before ?? []
    }
}
