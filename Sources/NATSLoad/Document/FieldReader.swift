import Foundation

/// Reads the fields of one JSON object: notes what is missing, malformed or unknown under the field's path, and goes on with a default.
struct FieldReader {
    let path: String
    let log: DocumentLog
    private let object: [String: Any]

    init?(_ value: Any, path: String, log: DocumentLog) {
        guard let object = value as? [String: Any] else {
            log.fault(path, "expected an object, found \(Self.kind(value))")
            return nil
        }
        self.object = object
        self.path = path
        self.log = log
    }

    func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func has(_ key: String) -> Bool { object[key].map { !($0 is NSNull) } ?? false }

    /// Notes keys that nobody reads; those that begin with _ or $ are comments.
    func refuseUnknown(_ known: [String]) {
        for key in object.keys.sorted() where !known.contains(key) && !key.hasPrefix("_") && !key.hasPrefix("$") {
            let near = known.min { Self.distance($0, key) < Self.distance($1, key) }
            let hint = near.map { Self.distance($0, key) <= 3 ? "; is “\($0)” meant?" : "" } ?? ""
            log.fault(path(key), "there is no such field\(hint)")
        }
    }

    private func take(_ key: String, default value: String, required: Bool) -> Any? {
        guard let found = object[key], !(found is NSNull) else {
            if required { log.remark(path(key), "not given, taken as \(value)") }
            return nil
        }
        return found
    }

    /// The text with `${…}` replaced.
    private func expanded(_ text: String, _ key: String) -> String? {
        do {
            return try Expansion.expand(text, log.environment)
        } catch {
            log.fault(
                path(key), "the environment has no variable \(error.name); set it, or write ${\(error.name):-otherwise}"
            )
            return nil
        }
    }

    func text(_ key: String, default value: String, required: Bool = false) -> String {
        guard let found = take(key, default: value.isEmpty ? "empty" : "“\(value)”", required: required) else {
            return value
        }
        guard let text = found as? String else {
            log.fault(path(key), "expected a text, found \(Self.kind(found))")
            return value
        }
        return expanded(text, key) ?? value
    }

    func texts(_ key: String, default value: [String], required: Bool = false) -> [String] {
        guard let found = take(key, default: "\(value)", required: required) else { return value }
        guard let list = found as? [Any] else {
            log.fault(path(key), "expected a list of texts, found \(Self.kind(found))")
            return value
        }
        return list.enumerated().compactMap { index, element in
            guard let text = element as? String else {
                log.fault("\(path(key))[\(index)]", "expected a text, found \(Self.kind(element))")
                return nil
            }
            return expanded(text, "\(key)[\(index)]")
        }
    }

    func number(
        _ key: String, default value: Double, in range: ClosedRange<Double>, required: Bool = false, whole: Bool = false
    )
        -> Double
    {
        let shown = value == value.rounded() ? "\(Int64(value))" : "\(value)"
        guard let found = take(key, default: shown, required: required) else { return value }
        var number: Double?
        if let text = found as? String {
            guard let expanded = expanded(text, key) else { return value }
            number = text.contains("${") ? Double(expanded) : nil
            if number == nil {
                log.fault(path(key), "expected a number, found the text “\(expanded)”")
                return value
            }
        } else if !Self.isBoolean(found) {
            number = (found as? NSNumber)?.doubleValue
        }
        guard let number else {
            log.fault(path(key), "expected a number, found \(Self.kind(found))")
            return value
        }
        if whole, number != number.rounded() {
            log.fault(path(key), "expected a whole number, found \(number)")
            return value
        }
        guard range.contains(number) else {
            let (low, high) = (Self.short(range.lowerBound), Self.short(range.upperBound))
            log.fault(path(key), "expected a number from \(low) to \(high), found \(Self.short(number))")
            return value
        }
        return number
    }

    func integer(_ key: String, default value: Int, in range: ClosedRange<Int>, required: Bool = false) -> Int {
        Int(
            number(
                key, default: Double(value), in: Double(range.lowerBound)...Double(range.upperBound),
                required: required,
                whole: true))
    }

    func boolean(_ key: String, default value: Bool, required: Bool = false) -> Bool {
        guard let found = take(key, default: "\(value)", required: required) else { return value }
        if Self.isBoolean(found), let flag = found as? Bool { return flag }
        if let text = found as? String, text.contains("${"), let expanded = expanded(text, key) {
            if let flag = Bool(expanded) { return flag }
        }
        log.fault(path(key), "expected true or false, found \(Self.kind(found))")
        return value
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, default value: Choice, required: Bool = false
    )
        -> Choice
    {
        let text = text(key, default: value.rawValue, required: required)
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            log.fault(path(key), "expected one of \(names), found “\(text)”")
            return value
        }
        return choice
    }

    /// A duration in nanoseconds, written like 2h30m.
    func span(_ key: String, default value: String, required: Bool = false) -> Int64 {
        let text = text(key, default: value, required: required)
        guard let ns = SpanText.nanoseconds(text) else {
            log.fault(path(key), "expected a duration such as 5m, 2h30m or 24h, found “\(text)”")
            return SpanText.nanoseconds(value) ?? 0
        }
        return ns
    }

    /// The elements of a list of objects, each with its reader.
    func objects(_ key: String, required: Bool = false) -> [FieldReader] {
        guard let found = take(key, default: "none", required: required) else { return [] }
        guard let list = found as? [Any] else {
            log.fault(path(key), "expected a list, found \(Self.kind(found))")
            return []
        }
        return list.enumerated().compactMap { FieldReader($1, path: "\(path(key))[\($0)]", log: log) }
    }

    func object(_ key: String) -> FieldReader? {
        guard has(key), let value = object[key] else { return nil }
        return FieldReader(value, path: path(key), log: log)
    }

    /// The keys of this object.
    var keys: [String] { object.keys.sorted() }

    // MARK: - Words

    private static func isBoolean(_ value: Any) -> Bool {
        (value as? NSNumber).map { String(cString: $0.objCType) == "c" } ?? (value is Bool)
    }

    private static func short(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 9e18 ? "\(Int64(value))" : "\(value)"
    }

    private static func kind(_ value: Any) -> String {
        if isBoolean(value) { return "a boolean" }
        switch value {
        case let text as String: return "the text “\(text.prefix(40))”"
        case let number as NSNumber: return "the number \(number)"
        case is [Any]: return "a list"
        case is [String: Any]: return "an object"
        default: return "null"
        }
    }

    /// Levenshtein's distance.
    private static func distance(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first.utf8), Array(second.utf8))
        var row = Array(0...b.count)
        for i in 0..<a.count {
            var diagonal = row[0]
            row[0] = i + 1
            for j in 0..<b.count {
                let cost = a[i] == b[j] ? diagonal : min(diagonal, row[j], row[j + 1]) + 1
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}
