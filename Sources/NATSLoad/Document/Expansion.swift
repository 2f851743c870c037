/// `${NAME}` and `${NAME:-otherwise}` in a document, replaced by the environment's values.
enum Expansion {
    struct Missing: Error { let name: String }

    /// Makes `"port": ${PORT}` readable as JSON: outside of strings the expression gets the quotation marks it lacks.
    static func quoted(_ text: String) -> String {
        var result: [UInt8] = []
        var isInString = false
        var isEscaped = false
        var isInExpression = false
        let bytes = Array(text.utf8)
        for (index, byte) in bytes.enumerated() {
            if isInExpression {
                result.append(byte)
                if byte == UInt8(ascii: "}") {
                    result.append(UInt8(ascii: "\""))
                    isInExpression = false
                }
                continue
            }
            if isInString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isInString = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isInString = true
            } else if byte == UInt8(ascii: "$"), index + 1 < bytes.count, bytes[index + 1] == UInt8(ascii: "{") {
                result.append(UInt8(ascii: "\""))
                isInExpression = true
            }
            result.append(byte)
        }
        return String(decoding: result, as: UTF8.self)
    }

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
