/// Something that happened at a moment of a run: a guard, a scaling step, a warning.
///
/// In `events.jsonl` a line each: `{"second":12.5,"kind":"guard","message":"…"}`, with further fields beside these three.
package struct Event: Sendable, Hashable {
    /// When, in seconds from the run's start.
    package var second: Double
    /// What kind of event: `warning`, `invalid`, `guard`, `scaling`, …
    package var kind: String
    /// What happened, in a sentence.
    package var message: String
    /// Further facts; their keys carry units.
    package var fields: [String: EventValue]

    /// Creates an event.
    package init(second: Double, kind: String, message: String, fields: [String: EventValue] = [:]) {
        self.second = second
        self.kind = kind
        self.message = message
        self.fields = fields
    }

    /// Something a reader of the report has to know.
    package static let warningKind = "warning"
    /// A reason why the run's figures can't be believed; the field `remedy` says what to do.
    package static let invalidKind = "invalid"
}

// MARK: - Codable

extension Event: Codable {
    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
        static let second = Key(stringValue: "second")
        static let kind = Key(stringValue: "kind")
        static let message = Key(stringValue: "message")
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        second = try container.decode(Double.self, forKey: .second)
        // Beyond years it isn't a moment of a run, and no duration could hold it.
        guard second.magnitude <= 1e9 else { throw ResultsError(.malformed, "second \(second) isn't in the run") }
        kind = try container.decode(String.self, forKey: .kind)
        message = try container.decode(String.self, forKey: .message)
        fields = [:]
        for key in container.allKeys where !["second", "kind", "message"].contains(key.stringValue) {
            fields[key.stringValue] = try container.decode(EventValue.self, forKey: key)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(second, forKey: .second)
        try container.encode(kind, forKey: .kind)
        try container.encode(message, forKey: .message)
        for (key, value) in fields { try container.encode(value, forKey: Key(stringValue: key)) }
    }
}
