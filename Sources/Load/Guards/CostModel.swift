/// What requests cost, by endpoint: for an estimate before a run, a figure after it and a budget that stops it.
public struct CostModel: Sendable, Equatable {
    /// The currency, as reports write it.
    public let currency: String
    private let prices: [String: Double]
    private let otherPrice: Double
    /// How many requests of each endpoint a user makes a second, or an arrival in all.
    private var expected: [String: Double] = [:]

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

    /// What a load will cost, given how many requests each arrival makes, or each user a second, of each endpoint.
    ///
    ///     costs.estimate(of: .arrivals(perSecond: 10, for: .minutes(5)), making: ["POST /generate": 0.5, "GET /gallery": 0.1])
    ///
    /// Nil for iterations, whose number says nothing of their requests' time.
    public func estimate(of load: LoadModel, making requests: [String: Double]) -> Double? {
        guard let profile = load.profile else { return nil }
        return requests.reduce(0) { sum, request in
            sum + cost(of: LoadBounds.whole(profile.sum * request.value), requestsTo: request.key)
        }
    }

    /// The same prices with how many requests of each endpoint a user makes a second, or each arrival in all: a run then says before it begins
    /// what it is likely to cost.
    ///
    ///     prices.expecting(["POST /generate": 0.25, "GET /gallery": 0.05])
    public func expecting(_ requests: [String: Double]) -> CostModel {
        var copy = self
        copy.expected = requests
        return copy
    }

    /// What is to be said of a load before it runs: its likely cost, and whether that is above its budget. Empty when nothing was expected.
    package func forecast(of load: LoadModel) -> [String] {
        guard !expected.isEmpty, !load.goesOnUntilStopped, let cost = estimate(of: load, making: expected) else {
            return []
        }
        let words = "\(LoadNumber.words((cost * 100).rounded() / 100)) \(currency)"
        let budgets = load.guards.compactMap { if case .cost(let limit) = $0.condition { limit } else { nil } }
        guard let budget = budgets.min(), budget < cost else { return ["it is likely to cost \(words)"] }
        return ["it is likely to cost \(words), and will be stopped at its budget of \(LoadNumber.words(budget))"]
    }

    /// The name of the metric that a run with costs counts: `cost (USD)`.
    public var metricName: String { "cost (\(currency))" }

    /// Everything that is wrong with it, a sentence each.
    package var faults: [String] {
        var faults = prices.sorted { $0.key < $1.key }
            .filter { !($0.value >= 0 && $0.value.isFinite) }
            .map { "the price of “\($0.key)”, \(LoadNumber.words($0.value)), can't be negative" }
        if !(otherPrice >= 0 && otherPrice.isFinite) {
            faults.append("the price of other requests, \(LoadNumber.words(otherPrice)), can't be negative")
        }
        faults += expected.sorted { $0.key < $1.key }
            .filter { !($0.value >= 0 && $0.value.isFinite) }
            .map { "the number of requests to “\($0.key)”, \(LoadNumber.words($0.value)), can't be negative" }
        return faults
    }
}
