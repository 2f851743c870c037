/// Looks for the highest level that still meets its limits: by steps upwards, then by halving.
///
/// A pure state machine: the level to try comes out, whether it was met goes in.
public struct CapacitySearch: Sendable, Equatable {
    /// What is raised.
    public enum Quantity: String, Sendable {
        /// The users of a closed model.
        case users
        /// The arrivals a second of an open model.
        case arrivals
    }

    /// What is raised.
    public let quantity: Quantity
    /// How long each level is held.
    public let duration: Duration
    private let start: Double
    private let step: Double
    private let most: Double
    private let precision: Double
    private var highestMet: Double?
    private var lowestMissed: Double?

    /// The highest number of users, tried in steps.
    ///
    /// - Parameters:
    ///   - precision: how near the answer must be; a fifth of a step unless given.
    ///   - duration: how long each level is held.
    public static func users(
        from start: Int, by step: Int, upTo most: Int, precision: Int? = nil, each duration: Duration
    ) -> CapacitySearch {
        CapacitySearch(
            quantity: .users, duration: duration, start: Double(start), step: Double(step), most: Double(most),
            precision: precision.map(Double.init) ?? max(1, Double(step / 5)))
    }

    /// The highest rate of arrivals, tried in steps.
    public static func arrivals(
        from start: Double, by step: Double, upTo most: Double, precision: Double? = nil, each duration: Duration
    ) -> CapacitySearch {
        CapacitySearch(
            quantity: .arrivals, duration: duration, start: start, step: step, most: most,
            precision: precision ?? step / 5)
    }

    private init(
        quantity: Quantity, duration: Duration, start: Double, step: Double, most: Double, precision: Double
    ) {
        self.quantity = quantity
        self.duration = duration
        self.start = start
        self.step = step
        self.most = most
        self.precision = precision
    }

    /// The level to try next; nil when the answer is known.
    public var next: Double? {
        guard let highestMet else {
            // Not even the first level was met: there is nothing to halve.
            return lowestMissed == nil ? start : nil
        }
        guard let lowestMissed else {
            return highestMet >= most ? nil : min(highestMet + step, most)
        }
        guard lowestMissed - highestMet > precision else { return nil }
        let middle = (highestMet + lowestMissed) / 2
        let level = quantity == .users ? middle.rounded(.down) : middle
        return level > highestMet ? level : nil
    }

    /// The highest level that met the limits so far; nil when none did.
    public var highest: Double? { highestMet }

    /// Whether the highest level that was to be tried met the limits: there may be more.
    public var isOpenEnded: Bool { highestMet.map { $0 >= most } ?? false }

    /// The level tried last met its limits, or didn't.
    public mutating func tried(_ level: Double, met: Bool) {
        precondition(level == next, "the level \(level) wasn't the one to try")
        if met { highestMet = level } else { lowestMissed = level }
    }

    /// The load at a level.
    public func load(at level: Double) -> LoadModel {
        switch quantity {
        case .users:
            .users(LoadBounds.whole(level.rounded(.down)), for: duration).named(
                "capacity \(LoadNumber.words(level)) users")
        case .arrivals: .arrivals(perSecond: level, for: duration).named("capacity \(LoadNumber.words(level))/s")
        }
    }

    /// Everything that is wrong with it, a sentence each.
    public var faults: [String] {
        var faults: [String] = []
        if !(start > 0 && start.isFinite) {
            faults.append("a search must start above 0, not at \(LoadNumber.words(start))")
        }
        if !(step > 0 && step.isFinite) {
            faults.append("a search's step must be above 0, not \(LoadNumber.words(step))")
        }
        if !(most >= start && most.isFinite) {
            faults.append("a search up to \(LoadNumber.words(most)) can't start at \(LoadNumber.words(start))")
        }
        if !(precision > 0) {
            faults.append("a search's precision must be above 0, not \(LoadNumber.words(precision))")
        }
        if duration <= .zero { faults.append("a level must be held longer than \(duration.words)") }
        return faults
    }
}
