/// A rate limit that lets short bursts pass.
struct TokenBucket: Sendable, Equatable {
    let perSecond: Double
    let burst: Double
    private var tokens: Double
    private var filledNs: Int64

    init(perSecond: Double, burst: Double, atNs: Int64) {
        self.perSecond = perSecond
        self.burst = burst
        tokens = burst
        filledNs = atNs
    }

    /// Takes a token for one request; nil if there was one, otherwise the seconds until there will be.
    mutating func take(atNs: Int64) -> Double? {
        tokens = min(burst, tokens + Double(max(0, atNs - filledNs)) / 1e9 * perSecond)
        filledNs = max(filledNs, atNs)
        guard tokens < 1 else {
            tokens -= 1
            return nil
        }
        return (1 - tokens) / perSecond
    }
}
