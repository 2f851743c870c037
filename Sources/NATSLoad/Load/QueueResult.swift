public import Measurement

/// What a run on a queue has shown: the figures, the accounts of its streams and how far its consumers were behind.
public struct QueueResult: Sendable {
    /// Latencies, rates and failures: `publish <stream>` from due to acknowledged, `message <stream>` from due to received.
    public var report: RunReport
    /// One account a stream.
    public var ledgers: [StreamLedger]
    /// Depth over time, by consumer as `<stream>/<consumer>`.
    public var lags: [String: QueueLag]
    /// What a reader has to know: fields a server ignored, permissions, losses of connections.
    public var notices: [String]
    /// The broker's own figures at the end.
    public var server: ServerStatistics?
    /// The server's version.
    public var serverVersion: String
    /// Whether the run was ended before its time.
    public var wasInterrupted: Bool

    /// Why the figures don't say what they were to say: the run ended early, or messages are unaccounted for.
    public var invalid: [InvalidReason] = []

    /// Whether every message is accounted for.
    public var isBalanced: Bool { ledgers.allSatisfy(\.isBalanced) }

    /// What doesn't add up, one sentence each.
    public var differences: [String] { ledgers.flatMap(\.differences) }

    /// What all publishers did together.
    public var published: PublishCounts {
        ledgers.reduce(into: PublishCounts()) { $0.add($1.published) }
    }

    /// The account of a stream.
    public subscript(stream stream: String) -> StreamLedger? { ledgers.first { $0.stream == stream } }

    /// The depth over time of the only consumer, or of the one with this name.
    public func lag(_ consumer: String? = nil) -> QueueLag {
        guard let consumer else { return lags.values.first ?? QueueLag() }
        return lags[consumer] ?? lags.first { $0.key.hasSuffix("/\(consumer)") }?.value ?? QueueLag()
    }

    /// Accounts, lags and notices as text.
    public var lines: [String] {
        var lines = ledgers.flatMap(\.lines)
        for (name, lag) in lags.sorted(by: { $0.key < $1.key }) {
            var parts = [lag.verdict]
            if let peak = lag.peak { parts.append("peak \(peak)") }
            if let time = lag.timeToDrain { parts.append("drained \(time.formatted) after the last message") }
            if let rate = lag.drainRate {
                parts.append(
                    "\(Int(rate)) messages/s\(lag.members > 1 ? ", \(Int(rate / Double(lag.members))) each of \(lag.members) clients" : "")"
                )
            }
            lines.append("queue \(name): " + parts.joined(separator: ", "))
        }
        if let server { lines.append("server \(serverVersion): \(server.line)") }
        return lines + notices.map { "note: \($0)" }
    }
}

extension Duration {
    /// As `2h30m` or `1.5s`, to the millisecond.
    fileprivate var formatted: String {
        SpanText.text(nanoseconds: nanoseconds / 1_000_000 * 1_000_000)
    }
}
