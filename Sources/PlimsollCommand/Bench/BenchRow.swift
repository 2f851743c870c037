/// One generator's figures over all rounds: medians, so that one disturbed round doesn't decide.
struct BenchRow: Equatable, Sendable {
    let name: String
    let requestsPerSecond: Double
    /// CPU time of the generator for each request, in microseconds.
    let cpuMicrosecondsPerRequest: Double

    init(name: String, rounds: [(rate: Double, cpu: Double)]) {
        self.name = name
        requestsPerSecond = rounds.map(\.rate).median
        cpuMicrosecondsPerRequest = rounds.map(\.cpu).median
    }
}

extension [Double] {
    /// The middle value, or the mean of the two middle ones; not a number when there is none.
    var median: Double {
        guard !isEmpty else { return .nan }
        let sorted = sorted()
        let middle = count / 2
        return count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

/// The bench's table: a row a generator, each held against the first.
enum BenchTable {
    static func text(_ rows: [BenchRow]) -> String {
        guard let own = rows.first else { return "" }
        let width = max(20, rows.map(\.name.count).max() ?? 0)
        let head = "generator".padded(to: width) + "    req/s  CPU µs/req   req/s of it = 1   CPU of it = 1"
        let lines = rows.map { row in
            row.name.padded(to: width)
                + column(row.requestsPerSecond, 9, digits: 0)
                + column(row.cpuMicrosecondsPerRequest, 12, digits: 1)
                + column(own.requestsPerSecond / row.requestsPerSecond, 18, digits: 2)
                + column(own.cpuMicrosecondsPerRequest / row.cpuMicrosecondsPerRequest, 16, digits: 2)
        }
        return ([head] + lines).joined(separator: "\n")
    }

    private static func column(_ value: Double, _ width: Int, digits: Int) -> String {
        let scale = digits == 0 ? 1.0 : (digits == 1 ? 10 : 100)
        let rounded = (value * scale).rounded() / scale
        let text = digits == 0 ? "\(Int(rounded.isFinite ? rounded : 0))" : "\(rounded)"
        return String(repeating: " ", count: max(1, width - text.count)) + text
    }
}
