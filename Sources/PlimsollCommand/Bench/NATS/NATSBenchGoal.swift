/// A figure in which this client is held against another, and what it promises there.
struct NATSBenchGoal: Sendable {
    enum Figure: String, Sendable {
        case rate
        case processor = "CPU"
        case median = "p50"
        case memory
    }

    enum Bound: Sendable, Equatable, CustomStringConvertible {
        case atLeast(Double)
        case atMost(Double)

        func holds(_ ratio: Double) -> Bool {
            switch self {
            case .atLeast(let bound): ratio >= bound
            case .atMost(let bound): ratio <= bound
            }
        }

        var description: String {
            switch self {
            case .atLeast(let bound): "≥ \(bound.twoPlaces)"
            case .atMost(let bound): "≤ \(bound.twoPlaces)"
            }
        }
    }

    let figure: Figure
    let bound: Bound?
    /// What our own figure may be whatever the other's is.
    let ownMegabytes: Double?

    init(_ figure: Figure, _ bound: Bound?, ownMegabytes: Double? = nil) {
        self.figure = figure
        self.bound = bound
        self.ownMegabytes = ownMegabytes
    }

    /// How we compare with another client: the median of the rounds' ratios, as rounds of one time share the machine's mood.
    ///
    /// - Parameter isPromised: whether the goal is about that client.
    func text(_ own: [NATSBenchResult], _ other: [NATSBenchResult], isPromised: Bool) -> String? {
        let ratios = zip(own, other).compactMap { own, other -> Double? in
            guard let ours = own.value(figure), let theirs = other.value(figure), theirs > 0 else { return nil }
            return ours / theirs
        }
        guard !ratios.isEmpty else { return nil }
        var text = "\(figure.rawValue) \(ratios.median.twoPlaces) ×"
        if isPromised, let bound {
            text += " (goal \(bound): \(bound.holds(ratios.median) ? "kept" : "missed"))"
        }
        if isPromised, let ownMegabytes {
            let isKept = own.compactMap { $0.value(.memory) }.median <= ownMegabytes
            text += " (goal: at most \(Int(ownMegabytes)) MB of our own: \(isKept ? "kept" : "missed"))"
        }
        return text
    }
}

extension Double {
    /// Rounded to two places.
    var twoPlaces: String { "\((self * 100).rounded() / 100)" }
}
