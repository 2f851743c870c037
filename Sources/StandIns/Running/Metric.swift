/// A family of figures for Prometheus.
struct Metric: Sendable {
    enum Kind: String, Sendable {
        case counter, gauge
    }

    var name: String
    var help: String
    var kind: Kind
    /// The values with their labels.
    var values: [(labels: [(String, String)], value: Double)]

    init(_ name: String, _ help: String, _ kind: Kind, _ values: [(labels: [(String, String)], value: Double)]) {
        self.name = name
        self.help = help
        self.kind = kind
        self.values = values
    }

    /// A family of one value without labels.
    init(_ name: String, _ help: String, _ kind: Kind, _ value: Double) {
        self.init(name, help, kind, [([], value)])
    }

    /// The families in Prometheus' text format 0.0.4.
    static func text(_ metrics: [Metric]) -> String {
        metrics.map { metric in
            let head = "# HELP \(metric.name) \(metric.help)\n# TYPE \(metric.name) \(metric.kind.rawValue)\n"
            return head
                + metric.values.map { labels, value in
                    let inner = labels.map { "\($0)=\"\(escaped($1))\"" }.joined(separator: ",")
                    return metric.name + (inner.isEmpty ? "" : "{\(inner)}") + " \(number(value))\n"
                }.joined()
        }.joined()
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
    }

    private static func number(_ value: Double) -> String {
        value == value.rounded() && value.magnitude < 1e15 ? "\(Int64(value))" : "\(value)"
    }
}
