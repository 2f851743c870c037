/// Keys and array positions that lead to a value in a JSON text: `choices.0.text`, or as JSONPath has it, `$.choices[0].text`.
struct JSONPath: Sendable {
    let steps: [String]

    static let key = CodingUserInfoKey(rawValue: "plimsoll.path")!

    init(_ text: String) {
        guard text == "$" || text.hasPrefix("$.") || text.hasPrefix("$[") else {
            steps = text.split(separator: ".").map(String.init)
            return
        }
        steps = text.dropFirst().replacing("[", with: ".").replacing("]", with: "").split(separator: ".").map { step in
            let isQuoted = step.count > 1 && step.first == step.last && "'\"".contains(step.first!)
            return String(isQuoted ? step.dropFirst().dropLast() : step)
        }
    }
}

/// The value at the end of the decoder's path.
struct JSONPathValue<Value: Decodable>: Decodable {
    let value: Value

    /// A key of whatever name.
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            nil
        }
    }

    init(from decoder: any Decoder) throws {
        let path = decoder.userInfo[JSONPath.key] as? JSONPath
        value = try Self.descend(decoder, path?.steps[...] ?? [])
    }

    private static func descend(_ decoder: any Decoder, _ steps: ArraySlice<String>) throws -> Value {
        guard let step = steps.first else { return try Value(from: decoder) }
        if let position = Int(step), var list = try? decoder.unkeyedContainer() {
            for _ in 0..<max(0, position) where !list.isAtEnd { _ = try list.superDecoder() }
            guard position >= 0, !list.isAtEnd else {
                throw DecodingError.keyNotFound(
                    Key(stringValue: step), .init(codingPath: decoder.codingPath, debugDescription: "too short"))
            }
            return try descend(list.superDecoder(), steps.dropFirst())
        }
        let object = try decoder.container(keyedBy: Key.self)
        let key = Key(stringValue: step)
        guard object.contains(key) else {
            throw DecodingError.keyNotFound(key, .init(codingPath: decoder.codingPath, debugDescription: "missing"))
        }
        return try descend(object.superDecoder(forKey: key), steps.dropFirst())
    }
}
