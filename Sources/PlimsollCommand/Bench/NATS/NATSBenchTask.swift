/// What clients are compared at.
enum NATSBenchTask: String, CaseIterable, Sendable {
    /// Publishing without acknowledgement.
    case core
    /// JetStream's asynchronous publishing with 1,000 messages in flight, 128 B, memory.
    case publish
    /// Pulling from a stream, each message acknowledged.
    case pull
    /// A request and its reply over two connections of one process.
    case roundtrip
    /// From publishing to receiving at 2,000 messages/s.
    case latency
    /// 500 connections.
    case connections

    /// How many messages, requests or connections; a slow client gets fewer.
    func usualCount(for peer: String) -> Int {
        let isSlow = peer == "nats-py"
        return switch self {
        case .core: isSlow ? 200_000 : 4_000_000
        case .publish: isSlow ? 50_000 : 500_000
        case .pull: isSlow ? 40_000 : 400_000
        case .roundtrip: isSlow ? 5_000 : 20_000
        case .latency: 6_000
        case .connections: 500
        }
    }
}

/// What a client says of its turn.
struct NATSBenchResult: Sendable {
    var messages: Double
    var seconds: Double
    var cpuSeconds: Double
    var p50Us: Double?
    var p99Us: Double?
    var residentMB: Double?
    var threads: Double?

    /// Reads `name=value` words from a client's output.
    init?(_ run: MeasuredProcess) {
        var values: [String: Double] = [:]
        for word in run.output.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: "=")
            if parts.count == 2, let value = Double(parts[1]) { values[String(parts[0])] = value }
        }
        guard run.status == 0, let messages = values["messages"], let seconds = values["seconds"], seconds > 0 else {
            return nil
        }
        self.messages = messages
        self.seconds = seconds
        cpuSeconds = run.cpuSeconds
        (p50Us, p99Us) = (values["p50_us"], values["p99_us"])
        (residentMB, threads) = (values["rss_kb"].map { $0 / 1024 }, values["threads"])
    }
}

/// The bench's tables: a row a client, each held against the first.
enum NATSBenchTable {
    static func text(_ task: NATSBenchTask, _ rows: [(name: String, results: [NATSBenchResult])]) -> String {
        var lines = ["\(task.rawValue)"]
        for (name, results) in rows where !results.isEmpty {
            var words = ["  " + name.padded(to: 10)]
            switch task {
            case .core, .publish, .pull:
                words.append("\(Int(results.map { $0.messages / $0.seconds }.median))/s")
                words.append("\(short(results.map { $0.cpuSeconds / $0.messages * 1e6 }.median)) µs CPU a message")
            case .roundtrip, .latency:
                words.append(
                    "p50 \(short(results.compactMap(\.p50Us).median)) µs, p99 \(short(results.compactMap(\.p99Us).median)) µs"
                )
            case .connections:
                words.append(
                    "\(short(results.compactMap(\.residentMB).median)) MB, \(Int(results.compactMap(\.threads).median)) threads"
                )
            }
            lines.append(words.joined(separator: "  "))
        }
        return lines.joined(separator: "\n")
    }

    private static func short(_ value: Double) -> String { "\((value * 100).rounded() / 100)" }
}
