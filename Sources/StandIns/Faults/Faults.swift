/// What goes wrong on purpose.
package struct Faults: Sendable, Equatable {
    /// Every request takes so many percent longer: 20 makes 100 ms into 120 ms.
    package var slowerPercent: Double = 0
    /// The share of requests that are slowed down beyond that, as a tail that only high quantiles show.
    package var slowShare: Double = 0
    /// How many times as long those take.
    package var slowFactor: Double = 10
    /// The share of requests that are answered with `errorStatus`.
    package var errorShare: Double = 0
    package var errorStatus: Int = 500
    /// The share of requests whose connection is closed without an answer.
    package var closedShare: Double = 0
    package var stall: Stall?

    package init(
        slowerPercent: Double = 0, slowShare: Double = 0, slowFactor: Double = 10, errorShare: Double = 0,
        errorStatus: Int = 500, closedShare: Double = 0, stall: Stall? = nil
    ) {
        self.slowerPercent = slowerPercent
        self.slowShare = slowShare
        self.slowFactor = slowFactor
        self.errorShare = errorShare
        self.errorStatus = errorStatus
        self.closedShare = closedShare
        self.stall = stall
    }

    /// Nothing goes wrong.
    package static let none = Faults()

    /// Everything that is wrong with it, a sentence each.
    package var problems: [String] {
        var problems: [String] = []
        if !(-99...100_000).contains(slowerPercent) {
            problems.append("slower: expected -99 % to 100000 %, got \(slowerPercent)")
        }
        for (name, share) in [("slow share", slowShare), ("errors", errorShare), ("closed", closedShare)]
        where !(0...1).contains(share) {
            problems.append("\(name): expected a share from 0 to 1, got \(share)")
        }
        if errorShare + closedShare > 1 {
            problems.append("errors and closed: expected shares of at most 1 together, got \(errorShare + closedShare)")
        }
        if !(1...100_000).contains(slowFactor) {
            problems.append("slow factor: expected 1 to 100000, got \(slowFactor)")
        }
        if !(400...599).contains(errorStatus) {
            problems.append("error status: expected 400 to 599, got \(errorStatus)")
        }
        if let stall, !(.zero < stall.length && stall.length < stall.every && stall.every <= .seconds(86_400)) {
            problems.append("stall: expected a length above 0 and below its period, got \(stall.length)/\(stall.every)")
        }
        return problems
    }

    /// What becomes of one request.
    enum Fate: Sendable, Equatable {
        /// Served, in so many times the service time.
        case serve(factor: Double)
        case fail(status: Int)
        case close
    }

    /// Decides about one request by two numbers from 0 to 1, the first for failing, the second for slowness.
    func fate(_ failing: Double, _ slowness: Double) -> Fate {
        if failing < closedShare { return .close }
        if failing < closedShare + errorShare { return .fail(status: errorStatus) }
        return .serve(factor: (1 + slowerPercent / 100) * (slowness < slowShare ? slowFactor : 1))
    }
}
