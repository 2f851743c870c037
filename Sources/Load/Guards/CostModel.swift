/// What requests cost, by endpoint: for an estimate before a run, a figure after it and a budget that stops it.
public struct CostModel: Sendable, Equatable {
    /// The currency, as reports write it.
    public let currency: String
    private let prices: [String: Double]
    private let otherPrice: Double

    /// Prices for 1,000 requests by the endpoint's name, and one for all others.
    ///
    ///     CostModel(per1000: ["POST /generate": 0.40, "GET /gallery": 0.001], others: 0.0004)
    public init(currency: String = "USD", per1000 prices: [String: Double], others: Double = 0) {
        self.currency = currency
        self.prices = prices
        otherPrice = others
    }

    /// What so many requests to an endpoint cost.
    public func cost(of requests: Int, requestsTo endpoint: String) -> Double {
        Double(requests) * (prices[endpoint] ?? otherPrice) / 1_000
    }

    /// Everything that is wrong with it, a sentence each.
    package var faults: [String] {
        var faults = prices.sorted { $0.key < $1.key }
            .filter { !($0.value >= 0 && $0.value.isFinite) }
            .map { "the price of “\($0.key)”, \(LoadNumber.words($0.value)), can't be negative" }
        if !(otherPrice >= 0 && otherPrice.isFinite) {
            faults.append("the price of other requests, \(LoadNumber.words(otherPrice)), can't be negative")
        }
        return faults
    }
}
