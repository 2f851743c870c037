import Serving

/// JSON that keeps the order in which it is written; for answers that are made, not read.
indirect enum JSONText: Sendable {
    case text(String)
    case number(Double)
    case flag(Bool)
    case null
    case list([JSONText])
    case object([(String, JSONText)])

    var encoded: String {
        switch self {
        case .text(let text): JSONText.quoted(text)
        case .number(let value):
            value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
        case .flag(let flag): flag ? "true" : "false"
        case .null: "null"
        case .list(let values): "[" + values.map(\.encoded).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { JSONText.quoted($0) + ":" + $1.encoded }.joined(separator: ",") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

extension HTTPResponse {
    /// An answer of JSON.
    static func json(_ value: JSONText, status: Int = 200) -> HTTPResponse {
        .json(value.encoded, status: status)
    }
}
