/// How long the parts of a request may take.
public struct Timeouts: Sendable, Hashable {
    /// Until the connection stands: name, connect, TLS.
    public var connect: Duration
    /// From the start to the last byte of the answer; nil for as long as it likes. A request may say otherwise.
    public var total: Duration?

    /// Limits of time.
    public init(connect: Duration = .seconds(10), total: Duration? = .seconds(60)) {
        self.connect = connect
        self.total = total
    }
}

extension Duration {
    /// Whole milliseconds, rounded up: what libcurl takes, to which 0 means no limit.
    var roundedUpMilliseconds: Int {
        let (seconds, attoseconds) = components
        let part = attoseconds / 1_000_000_000_000_000
        return Int(clamping: max(1, seconds * 1000 + part + (attoseconds % 1_000_000_000_000_000 > 0 ? 1 : 0)))
    }
}
