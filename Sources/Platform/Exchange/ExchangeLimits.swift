/// How long an exchange may take and how much it may bring.
struct ExchangeLimits: Sendable {
    var connecting: Duration = .seconds(5)
    /// From the start to the last byte.
    var total: Duration = .seconds(30)
    /// The most bytes of a body, after decompression.
    var bodyBytes = 32 << 20
}
