/// One launch of each build, measured close together in time so that what the machine does hits both.
package struct Block: Sendable, Equatable {
    /// The block's number, from one.
    package var index: Int

    /// The side that began.
    package var first: Side

    /// The repetition of the base build.
    package var base: Repetition

    /// The repetition of the head build.
    package var head: Repetition

    /// Why the block as a whole may not be judged, beside the faults of its sides.
    package var faults: [String]

    /// Creates a block from its two repetitions.
    package init(index: Int, first: Side, base: Repetition, head: Repetition, faults: [String] = []) {
        self.index = index
        self.first = first
        self.base = base
        self.head = head
        self.faults = faults
    }

    /// Why the block may not be judged; empty for a valid one.
    package var allFaults: [String] {
        faults + base.faults.map { "base: \($0)" } + head.faults.map { "head: \($0)" }
    }

    /// What kept the generator from its schedule on either side; nothing where its machine let it keep it.
    package var disturbance: Disturbance? {
        guard let base = base.disturbance, let head = head.disturbance else {
            return base.disturbance ?? head.disturbance
        }
        return base.merged(with: head)
    }

    /// Whether the block may be judged.
    package var isValid: Bool { faults.isEmpty && base.faults.isEmpty && head.faults.isEmpty }

    /// Returns what the block says about a metric.
    package func pair(_ metric: Metric) -> Pair {
        let readings = (base.readings[metric], head.readings[metric])
        switch readings {
        case (.level(let base, _)?, .level(let head, _)?):
            if let change = Change(from: base, to: head, of: metric) {
                return .change(change.logarithm, base: base, head: head)
            }
            let (side, value) = base > 0 && base.isFinite ? (Side.head, head) : (Side.base, base)
            return .missing(
                "\(metric) of the \(side.rawValue) in block \(index) is \(value), and a level is a positive number")
        case (.count(let base)?, .count(let head)?):
            guard base.isPossible, head.isPossible else {
                return .missing("\(metric) in block \(index) counts \(base.description) and \(head.description)")
            }
            return .counts(base: base, head: head)
        case (.missing(let reason)?, _): return .missing("base, block \(index): \(reason)")
        case (_, .missing(let reason)?): return .missing("head, block \(index): \(reason)")
        case (nil, nil): return .missing("neither side measured \(metric) in block \(index)")
        case (nil, _): return .missing("\(metric) exists only on the head in block \(index)")
        case (_, nil): return .missing("\(metric) exists only on the base in block \(index)")
        default: return .missing("\(metric) is a level on one side and a count on the other in block \(index)")
        }
    }
}
