import Measurement

/// The level of a load over time: straight pieces, one a stage.
///
/// A pure value that answers without a clock how high the level is at a moment, how much of it has passed until then, and when that sum reaches a number.
package struct Profile: Sendable, Equatable {
    /// One straight piece with its stage's name.
    package struct Piece: Sendable, Equatable {
        package var name: String
        package var startNs: Int64
        package var durationNs: Int64
        package var from: Double
        package var to: Double
        package var isExcluded: Bool
        /// Whether the author gave it its name.
        var isNamed: Bool
        /// What the level added up to before this piece, in level × seconds.
        package var sumBefore: Double

        package var endNs: Int64 { startNs + durationNs }
        var seconds: Double { Double(durationNs) * 1e-9 }

        /// The level so many nanoseconds after the run's start.
        func level(at ns: Int64) -> Double {
            guard durationNs > 0 else { return to }
            return from + (to - from) * (Double(ns - startNs) / Double(durationNs))
        }

        /// What the level adds up to between the start of the piece and a moment in it.
        func sum(at ns: Int64) -> Double {
            let elapsed = Double(ns - startNs) * 1e-9
            return (from + level(at: ns)) / 2 * elapsed
        }

        /// The seconds after the piece's start at which the level has added up to a sum, by the stable form of the quadratic's root.
        func seconds(untilSum sum: Double) -> Double {
            guard seconds > 0 else { return 0 }
            let slope = (to - from) / seconds
            let root = (from * from + 2 * slope * sum).squareRoot()
            let divisor = from + (root.isNaN ? 0 : root)
            return divisor > 0 ? min(2 * sum / divisor, seconds) : seconds
        }
    }

    /// The pieces in their order, without gaps.
    package private(set) var pieces: [Piece] = []
    /// How long all pieces take.
    package private(set) var durationNs: Int64 = 0
    /// What the level adds up to over the whole, in level × seconds: the number of arrivals of an open model.
    package private(set) var sum: Double = 0
    /// The highest level of any piece.
    package private(set) var peak = 0.0

    /// Where a profile is cut: longer than any load, and short enough to be added to any moment.
    private static let ceilingNs: Int64 = 1 << 61

    /// The profile of stages that begin at a level.
    package init(startingAt start: Double = 0, stages: [Stage]) {
        var level = start
        var used: [String: Int] = [:]
        for stage in stages {
            let from = stage.start ?? level
            let to = stage.end ?? from
            var name = stage.name ?? Self.name(from: from, to: to)
            used[name, default: 0] += 1
            if let times = used[name], times > 1 { name += " \(times)" }
            let longest = Self.ceilingNs - durationNs
            let piece = Piece(
                name: name, startNs: durationNs, durationNs: min(stage.duration.nanoseconds, longest), from: from,
                to: to, isExcluded: stage.isExcluded, isNamed: stage.name != nil && !stage.isNamedByModel,
                sumBefore: sum)
            pieces.append(piece)
            durationNs += max(0, piece.durationNs)
            sum += (from + to) / 2 * piece.seconds
            peak = max(peak, from, to)
            level = to
        }
    }

    /// The piece a moment falls into; nil after the end. In logarithmic time: a replay may have a stage for each second of a day.
    package func piece(at ns: Int64) -> Piece? {
        let begun = leading { $0.startNs <= ns }
        guard begun > 0, ns < pieces[begun - 1].endNs else { return nil }
        return pieces[begun - 1]
    }

    /// How many of the first pieces satisfy a condition that no later one does once one doesn't.
    private func leading(_ condition: (Piece) -> Bool) -> Int {
        var (low, high) = (0, pieces.count)
        while low < high {
            let middle = (low + high) / 2
            if condition(pieces[middle]) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The level at a moment; 0 after the end.
    package func level(at ns: Int64) -> Double {
        piece(at: ns)?.level(at: ns) ?? 0
    }

    /// The moment at which the level has added up to a sum; nil when it never does.
    ///
    /// The open model's clock: the k-th arrival is due when the rate has added up to k (time rescaling of a Poisson process uses the same inverse).
    package func moment(ofSum wanted: Double) -> Int64? {
        guard wanted < sum else { return nil }
        let reached = leading { $0.sumBefore <= wanted }
        guard let piece = pieces[..<reached].last(where: { $0.durationNs > 0 }) else { return nil }
        let offset = piece.seconds(untilSum: wanted - piece.sumBefore)
        return min(piece.startNs + Int64((offset * 1e9).rounded()), durationNs)
    }

    /// The same pieces over a time so many times as long.
    package func scaled(time factor: Double) -> [Stage] {
        pieces.map {
            Stage(
                start: $0.from, end: $0.to, duration: LoadBounds.scaled(.nanoseconds($0.durationNs), by: factor),
                name: $0.name, isExcluded: $0.isExcluded, isNamedByModel: !$0.isNamed)
        }
    }

    /// What a stage without a name is called.
    private static func name(from: Double, to: Double) -> String {
        if from == to { return "hold at \(LoadNumber.words(to))" }
        return to == 0 ? "cool-down" : "ramp to \(LoadNumber.words(to))"
    }
}
