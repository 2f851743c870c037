/// Reads environment variables and gathers what is wrong with them.
struct VariableReader {
    private let environment: [String: String]
    private(set) var faults: [String] = []

    init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The value of the first of the names that is set and not empty; a fault when it isn't what is expected.
    mutating func value<Value>(_ names: [String], _ expectation: String, _ parse: (String) -> Value?) -> Value? {
        guard let name = names.first(where: { environment[$0]?.isEmpty == false }), let text = environment[name] else {
            return nil
        }
        guard let value = parse(text) else {
            faults.append("\(name) is “\(text)”; expected \(expectation)")
            return nil
        }
        return value
    }
}
