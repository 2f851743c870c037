/// A condition on labels, as text (`app=web,tier in (a, b),!old`) or as `matchLabels` and `matchExpressions`.
struct LabelSelector: Sendable, Equatable {
    enum Requirement: Sendable, Equatable {
        case isIn(String, [String])
        case isNotIn(String, [String])
        case exists(String)
        case doesNotExist(String)
    }

    var requirements: [Requirement] = []

    /// Whether everything matches.
    var isEmpty: Bool { requirements.isEmpty }

    /// Reads a text; nil for what is none.
    init?(text: String) {
        for part in LabelSelector.parts(text) {
            guard let requirement = LabelSelector.requirement(part) else { return nil }
            requirements.append(requirement)
        }
    }

    /// Reads the selector of a deployment or a service.
    init(_ value: JSONValue?) {
        for (key, label) in (value?["matchLabels"]?.strings ?? [:]).sorted(by: { $0.key < $1.key }) {
            requirements.append(.isIn(key, [label]))
        }
        for expression in value?["matchExpressions"]?.array ?? [] {
            let key = expression["key"]?.string ?? ""
            let values = (expression["values"]?.array ?? []).compactMap(\.string)
            switch expression["operator"]?.string {
            case "In": requirements.append(.isIn(key, values))
            case "NotIn": requirements.append(.isNotIn(key, values))
            case "Exists": requirements.append(.exists(key))
            default: requirements.append(.doesNotExist(key))
            }
        }
    }

    init(labels: [String: String]) {
        requirements = labels.sorted { $0.key < $1.key }.map { .isIn($0.key, [$0.value]) }
    }

    func matches(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            switch requirement {
            case .isIn(let key, let values): labels[key].map(values.contains) ?? false
            case .isNotIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
            case .exists(let key): labels[key] != nil
            case .doesNotExist(let key): labels[key] == nil
            }
        }
    }

    /// The text of a selector, as a scale's status carries it.
    var text: String {
        requirements.map { requirement in
            switch requirement {
            case .isIn(let key, let values):
                values.count == 1 ? "\(key)=\(values[0])" : "\(key) in (\(values.joined(separator: ",")))"
            case .isNotIn(let key, let values): "\(key) notin (\(values.joined(separator: ",")))"
            case .exists(let key): key
            case .doesNotExist(let key): "!\(key)"
            }
        }.joined(separator: ",")
    }

    /// The text between commas that aren't inside parentheses.
    private static func parts(_ text: String) -> [String] {
        var parts = [""]
        var depth = 0
        for character in text {
            if character == "(" { depth += 1 }
            if character == ")" { depth -= 1 }
            if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
        }
        return parts.map { $0.trimmingBlanks() }.filter { !$0.isEmpty }
    }

    private static func requirement(_ part: String) -> Requirement? {
        for (word, isIn) in [(" notin ", false), (" in ", true)] {
            guard let range = part.firstRange(of: word) else { continue }
            let key = String(part[..<range.lowerBound]).trimmingBlanks()
            let list = String(part[range.upperBound...]).trimmingBlanks()
            guard list.hasPrefix("("), list.hasSuffix(")") else { return nil }
            let values = list.dropFirst().dropLast().split(separator: ",").map { String($0).trimmingBlanks() }
            return isIn ? .isIn(key, values) : .isNotIn(key, values)
        }
        for (word, isIn) in [("!=", false), ("==", true), ("=", true)] {
            guard let range = part.firstRange(of: word) else { continue }
            let key = String(part[..<range.lowerBound]).trimmingBlanks()
            let value = String(part[range.upperBound...]).trimmingBlanks()
            return isIn ? .isIn(key, [value]) : .isNotIn(key, [value])
        }
        if part.hasPrefix("!") { return .doesNotExist(String(part.dropFirst()).trimmingBlanks()) }
        return part.contains(" ") ? nil : .exists(part)
    }
}

extension String {
    /// Without blanks at its ends.
    func trimmingBlanks() -> String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
