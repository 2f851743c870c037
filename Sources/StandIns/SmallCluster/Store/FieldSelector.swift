/// A condition on fields of objects, such as `metadata.name=web,status.phase!=Running`.
struct FieldSelector: Sendable, Equatable {
    struct Requirement: Sendable, Equatable {
        var path: [String]
        var value: String
        var isEqual: Bool
    }

    var requirements: [Requirement] = []

    /// Reads a text; nil for what is none.
    init?(text: String) {
        for part in text.split(separator: ",").map({ String($0).trimmingBlanks() }) {
            guard
                let (word, isEqual) = [("!=", false), ("==", true), ("=", true)].first(where: { part.contains($0.0) }),
                let range = part.firstRange(of: word)
            else { return nil }
            let path = part[..<range.lowerBound].split(separator: ".").map(String.init)
            requirements.append(
                Requirement(path: path, value: String(part[range.upperBound...]), isEqual: isEqual))
        }
    }

    func matches(_ object: JSONValue) -> Bool {
        requirements.allSatisfy { requirement in
            let value = object.value(at: requirement.path[...])
            let text = value?.string ?? value.flatMap { $0 == .null ? nil : $0.encoded } ?? ""
            return (text == requirement.value) == requirement.isEqual
        }
    }
}
