/// A label selector as an object declares it, written the way kubectl takes it on its command line.
package struct LabelSelector: Sendable, Hashable, Decodable {
    /// Labels that have to be equal.
    package var matchLabels: [String: String]?
    /// Labels that have to be in a set, outside it, present or absent.
    package var matchExpressions: [Expression]?

    /// One requirement on a label.
    package struct Expression: Sendable, Hashable, Decodable {
        /// The label.
        package var key: String
        /// In, NotIn, Exists or DoesNotExist.
        package var `operator`: String
        /// The set; empty for the last two operators.
        package var values: [String]?
    }

    /// The selector as an argument, in a stable order; nil when it asks for nothing, since that would select all pods.
    package var argument: String? {
        let labels = (matchLabels ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let expressions = (matchExpressions ?? []).compactMap { expression -> String? in
            let values = (expression.values ?? []).joined(separator: ",")
            return switch expression.operator {
            case "In": "\(expression.key) in (\(values))"
            case "NotIn": "\(expression.key) notin (\(values))"
            case "Exists": expression.key
            case "DoesNotExist": "!\(expression.key)"
            default: nil
            }
        }
        let all = labels + expressions
        return all.isEmpty ? nil : all.joined(separator: ",")
    }
}
