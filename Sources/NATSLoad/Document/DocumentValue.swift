/// A value of a JSON text: numbers as they were written, since one may be larger than any type, and members in order, since a name may stand there twice.
enum DocumentValue: Equatable, Sendable {
    case null
    case boolean(Bool)
    case number(String)
    case text(String)
    case list([DocumentValue])
    case object([Member])

    struct Member: Equatable, Sendable {
        let name: String
        let value: DocumentValue
        /// Where its name stands, from 1.
        let line: Int
    }

    /// What it is, for a sentence.
    var kind: String {
        switch self {
        case .null: "null"
        case .boolean: "a boolean"
        case .number(let text): "the number \(text.prefix(40))"
        case .text(let text): "the text “\(text.prefix(40))”"
        case .list: "a list"
        case .object: "an object"
        }
    }
}
