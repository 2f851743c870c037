internal import Foundation
import Serving

/// One message of a user.
struct ChatMessage: Sendable, Equatable {
    var text: String
    var conversation: String?

    static let lengths = 1...8000

    /// What is wrong with a message.
    struct Problem: Error, Equatable {
        var status: Int
        var field: String?
        var reason: String

        var response: HTTPResponse {
            let error = JSONText.object([
                (
                    "error",
                    .object([("field", field.map { .text($0) } ?? .null), ("reason", .text(reason))])
                )
            ])
            return .json(error, status: status)
        }
    }

    /// Reads the body of a request: 400 for what is no JSON, 422 for wrong fields.
    static func reading(_ body: [UInt8]) -> Result<ChatMessage, Problem> {
        guard let json = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any] else {
            return .failure(Problem(status: 400, reason: "the body is no JSON object"))
        }
        guard let text = json["message"] as? String else {
            let reason = json["message"] == nil ? "is missing" : "is no text"
            return .failure(Problem(status: 422, field: "message", reason: reason))
        }
        let length = text.trimmingCharacters(in: .whitespacesAndNewlines).count
        guard lengths.contains(length) else {
            let reason = "has \(length) characters, expected \(lengths.lowerBound) to \(lengths.upperBound)"
            return .failure(Problem(status: 422, field: "message", reason: reason))
        }
        switch json["conversation_id"] {
        case nil, is NSNull:
            return .success(ChatMessage(text: text))
        case let id as String where (1...128).contains(id.count):
            return .success(ChatMessage(text: text, conversation: id))
        default:
            let reason = "is no text of 1 to 128 characters"
            return .failure(Problem(status: 422, field: "conversation_id", reason: reason))
        }
    }
}
