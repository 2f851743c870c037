/// What a client says of its turn, and what the server spent on it.
struct NATSBenchResult: Sendable {
    var messages: Double
    var seconds: Double
    /// From the task's beginning to its end: starting a client isn't part of it.
    var processorSeconds: Double
    var serverSeconds: Double
    var p50Us: Double?
    var p99Us: Double?
    var residentMB: Double?
    var threads: Double?

    /// Reads `name=value` words from a client's output.
    init?(_ run: MeasuredProcess, serverSeconds: Double) {
        var values: [String: Double] = [:]
        for word in run.output.split(whereSeparator: \.isWhitespace) {
            let parts = word.split(separator: "=")
            if parts.count == 2, let value = Double(parts[1]) { values[String(parts[0])] = value }
        }
        guard run.status == 0, let messages = values["messages"], let seconds = values["seconds"], seconds > 0,
            let processorSeconds = values["cpu_seconds"]
        else { return nil }
        self.messages = messages
        self.seconds = seconds
        self.processorSeconds = processorSeconds
        self.serverSeconds = serverSeconds
        (p50Us, p99Us) = (values["p50_us"], values["p99_us"])
        (residentMB, threads) = (values["rss_kb"].map { $0 / 1024 }, values["threads"])
    }

    /// A figure, for being compared.
    func value(_ figure: NATSBenchGoal.Figure) -> Double? {
        switch figure {
        case .rate: messages / seconds
        case .processor: processorSeconds / messages
        case .median: p50Us
        case .memory: residentMB
        }
    }
}
