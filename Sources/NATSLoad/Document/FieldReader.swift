/// Reads the fields of one JSON object: notes what is missing, malformed or unknown under the field's path, and goes on with a default.
struct FieldReader {
    let path: String
    let log: DocumentLog
    private let object: [String: DocumentValue]

    init?(_ value: DocumentValue, path: String, log: DocumentLog) {
        guard case .object(let members) = value else {
            log.fault(path, "expected an object, found \(value.kind)")
            return nil
        }
        var object: [String: DocumentValue] = [:]
        var lines: [String: Int] = [:]
        for member in members {
            if let first = lines[member.name], !Self.isComment(member.name) {
                // Which of the two is meant nobody knows.
                log.fault(
                    path.isEmpty ? member.name : "\(path).\(member.name)",
                    first == member.line
                        ? "stands twice on line \(first)" : "stands there twice, on lines \(first) and \(member.line)")
                continue
            }
            lines[member.name] = member.line
            object[member.name] = member.value
        }
        self.object = object
        self.path = path
        self.log = log
    }

    func path(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

    func has(_ key: String) -> Bool { object[key].map { $0 != .null } ?? false }

    /// Notes keys that nobody reads; those that begin with _ or $ are comments.
    func refuseUnknown(_ known: [String]) {
        for key in object.keys.sorted() where !known.contains(key) && !Self.isComment(key) {
            log.fault(path(key), "there is no such field" + WordDistance.hint(for: key, among: known))
        }
    }

    private static func isComment(_ key: String) -> Bool { key.hasPrefix("_") || key.hasPrefix("$") }

    private func take(_ key: String, default value: String, required: Bool) -> DocumentValue? {
        guard let found = object[key], found != .null else {
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
        guard case .text(let text) = found else {
            log.fault(path(key), "expected a text, found \(found.kind)")
            return value
        }
        return expanded(text, key) ?? value
    }

    /// The texts of a list, each with its place in it: those that are none leave gaps.
    func texts(_ key: String, default value: [String], required: Bool = false) -> [(place: Int, text: String)] {
        let otherwise = value.enumerated().map { (place: $0.offset, text: $0.element) }
        guard let found = take(key, default: "\(value)", required: required) else { return otherwise }
        guard case .list(let list) = found else {
            log.fault(path(key), "expected a list of texts, found \(found.kind)")
            return otherwise
        }
        var texts: [(place: Int, text: String)] = []
        for (place, element) in list.enumerated() {
            if case .text(let text) = element {
                if let expanded = expanded(text, "\(key)[\(place)]") { texts.append((place, expanded)) }
            } else {
                log.fault("\(path(key))[\(place)]", "expected a text, found \(element.kind)")
            }
        }
        return texts
    }

    func number(
        _ key: String, default value: Double, in range: ClosedRange<Double>, required: Bool = false, whole: Bool = false
    )
        -> Double
    {
        guard let found = take(key, default: Self.short(value), required: required) else { return value }
        let written: String
        switch found {
        case .number(let text): written = text
        case .text(let text):
            guard let expanded = expanded(text, key) else { return value }
            guard text.contains("${"), Double(expanded) != nil else {
                let hint = Double(text) == nil ? "" : "; write it without quotation marks"
                log.fault(path(key), "expected a number, found the text “\(expanded.prefix(40))”\(hint)")
                return value
            }
            written = expanded
        default:
            log.fault(path(key), "expected a number, found \(found.kind)")
            return value
        }
        // What is too large for a number is infinite, and so beyond every range.
        let number = Double(written) ?? .infinity
        if whole, number != number.rounded() {
            log.fault(path(key), "expected a whole number, found \(written.prefix(40))")
            return value
        }
        guard range.contains(number) else {
            let (low, high) = (Self.short(range.lowerBound), Self.short(range.upperBound))
            log.fault(path(key), "expected a number from \(low) to \(high), found \(written.prefix(40))")
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
        if case .boolean(let flag) = found { return flag }
        var hint = ""
        if case .text(let text) = found {
            guard let expanded = expanded(text, key) else { return value }
            if text.contains("${"), let flag = Bool(expanded) { return flag }
            if Bool(expanded) != nil { hint = "; write it without quotation marks" }
        }
        log.fault(path(key), "expected true or false, found \(found.kind)\(hint)")
        return value
    }

    func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ key: String, default value: Choice, required: Bool = false
    )
        -> Choice
    {
        let text = text(key, default: value.rawValue, required: required)
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue)
            log.fault(
                path(key),
                "expected one of \(names.joined(separator: ", ")), found “\(text.prefix(40))”"
                    + WordDistance.hint(for: text, among: names))
            return value
        }
        return choice
    }

    /// A duration in nanoseconds, written like 2h30m; 0 needs no unit.
    func span(_ key: String, default value: String, required: Bool = false) -> Int64 {
        let otherwise = SpanText.nanoseconds(value) ?? 0
        if case .number(let text)? = object[key] {
            if Double(text) == 0 { return 0 }
            log.fault(
                path(key),
                "expected a duration such as 5m, 2h30m or 24h, found the number \(text.prefix(40)); write it with its unit, in quotation marks"
            )
            return otherwise
        }
        let text = text(key, default: value, required: required)
        guard let ns = SpanText.nanoseconds(text) else {
            log.fault(path(key), "expected a duration such as 5m, 2h30m or 24h, found “\(text.prefix(40))”")
            return otherwise
        }
        return ns
    }

    /// The elements of a list of objects, each with its reader.
    func objects(_ key: String, required: Bool = false) -> [FieldReader] {
        guard let found = take(key, default: "none", required: required) else { return [] }
        guard case .list(let list) = found else {
            log.fault(path(key), "expected a list, found \(found.kind)")
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

    /// Without a fraction where there is none.
    private static func short(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 9e18 ? "\(Int64(value))" : "\(value)"
    }
}
