internal import Foundation

extension DecodingError {
    /// What is wrong with an answer's JSON, with the path of the place.
    func sentence(about answer: ExchangeAnswer, keys: JSONKeys) -> String {
        switch self {
        case .keyNotFound(let key, let context):
            "\(Self.path(context.codingPath + [key], keys)) is missing"
        case .typeMismatch(let type, let context):
            "\(Self.path(context.codingPath, keys)) isn't \(Self.noun(type))"
        case .valueNotFound(let type, let context):
            "\(Self.path(context.codingPath, keys)) is null and not \(Self.noun(type))"
        case .dataCorrupted(let context) where !context.codingPath.isEmpty:
            "\(Self.path(context.codingPath, keys)): \(context.debugDescription)"
        case .dataCorrupted:
            "it isn't JSON but \(answer.excerpt) (\(answer.body.count) bytes)"
        @unknown default:
            "\(self)"
        }
    }

    private static func path(_ path: [any CodingKey], _ keys: JSONKeys) -> String {
        let path = path.reduce("") { path, key in
            if let index = key.intValue { "\(path)[\(index)]" } else { "\(path).\(keys.written(key.stringValue))" }
        }
        return path.isEmpty ? "the whole" : path.hasPrefix(".") ? String(path.dropFirst()) : path
    }

    private static func noun(_ type: any Any.Type) -> String {
        switch "\(type)" {
        case "Double", "Int": "a number"
        case "String": "a text"
        case "Bool": "true or false"
        case let name where name.hasPrefix("Array"): "a list"
        default: "an object"
        }
    }
}
