/// `${NAME}` and `${NAME:-otherwise}` in a document, replaced by the environment's values.
enum Expansion {
    struct Missing: Error { let name: String }

    static func expand(_ text: String, _ environment: [String: String]) throws(Missing) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.firstRange(of: "${") {
            result += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            guard let end = rest.firstIndex(of: "}") else {
                return result + "${" + rest
            }
            let expression = rest[..<end]
            rest = rest[rest.index(after: end)...]
            let name: Substring
            var otherwise: Substring?
            if let mark = expression.firstRange(of: ":-") {
                name = expression[..<mark.lowerBound]
                otherwise = expression[mark.upperBound...]
            } else {
                name = expression
            }
            if let value = environment[String(name)], !(value.isEmpty && otherwise != nil) {
                result += value
            } else if let otherwise {
                result += otherwise
            } else {
                throw Missing(name: String(name))
            }
        }
        return result + rest
    }
}
