import Foundation

/// A field of a stream's or consumer's configuration that has another value than was asked for.
///
/// Two uses: a server of an older version silently ignores fields it doesn't know, so what it returns is compared with what was requested; and a stream
/// that exists already is only used if it is what was asked for.
package struct ConfigurationDifference: Equatable, Sendable {
    package let field: String
    package let requested: String
    /// `nil` when the server's answer doesn't have the field.
    package let actual: String?

    /// Compares what was asked for with what is there; fields that weren't asked for don't count, nor do those that the server fills in.
    package static func between<Configuration: Encodable>(
        requested: Configuration, actual: Configuration
    ) -> [ConfigurationDifference] {
        let (wanted, found) = (fields(of: requested), fields(of: actual))
        return wanted.keys.sorted().compactMap { key in
            guard let value = wanted[key], found[key] != value else { return nil }
            // Servers leave out false, zero and empty values.
            if found[key] == nil, isAbsence(value) { return nil }
            if isUnlimited(key, value), found[key].map({ isUnlimited(key, $0) }) ?? true { return nil }
            return ConfigurationDifference(field: key, requested: value, actual: found[key])
        }
    }

    private static func fields(of value: some Encodable) -> [String: String] {
        // Both configurations are plain structs of strings, numbers and lists: encoding can't fail.
        guard let data = try? JSONEncoder().encode(value),
            let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
        else { preconditionFailure("a configuration can't be written as JSON: \(value)") }
        return object.mapValues(text)
    }

    private static func text(_ value: Any) -> String {
        switch value {
        case let text as String: return text
        case let list as [Any]: return "[" + list.map(text).joined(separator: ", ") + "]"
        case let object as [String: Any]:
            let members = object.filter { !$0.key.hasPrefix("_nats.") }.sorted { $0.key < $1.key }
            return "{" + members.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ") + "}"
        case let number as NSNumber:
            return isBoolean(number) ? (number.boolValue ? "true" : "false") : "\(number)"
        default: return "\(value)"
        }
    }

    private static func isBoolean(_ number: NSNumber) -> Bool {
        // Booleans are the only numbers kept as a signed char.
        String(cString: number.objCType) == "c"
    }

    private static func isAbsence(_ value: String) -> Bool {
        ["false", "0", "", "[]", "{}", "none"].contains(value)
    }

    /// Whether the value means "no limit": −1, and for ages 0.
    private static func isUnlimited(_ key: String, _ value: String) -> Bool {
        key.hasPrefix("max_") && (value == "-1" || value == "0")
    }

    /// The difference for a list of them.
    package var line: String {
        "\(field): wanted \(shown(requested)), is \(actual.map(shown) ?? "not set")"
    }

    /// Nanoseconds, which the API counts ages and waits in, are shown as durations too.
    private func shown(_ value: String) -> String {
        let isTime = ["max_age", "duplicate_window", "ack_wait", "idle_heartbeat", "inactive_threshold"].contains(field)
        guard isTime, let ns = Int64(value), ns > 0 else { return value }
        return SpanText.text(nanoseconds: ns)
    }

    /// What a run says when a server ignored a field, such as
    /// "stream MEMES: the server 2.9.10 doesn't honour compression = s2 (it has: not set)".
    package func sentence(about subject: String, serverVersion: String) -> String {
        "\(subject): the server \(serverVersion) doesn't honour \(field) = \(shown(requested))"
            + " (it has: \(actual.map(shown) ?? "not set")); a newer server may"
    }
}
