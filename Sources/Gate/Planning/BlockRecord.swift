/// A measured block as a line of blocks.jsonl, from which an interrupted run goes on and tests replay.
package struct BlockRecord: Sendable, Equatable, Codable {
    /// The suite.
    package var suite: String
    /// The block's number.
    package var index: Int
    /// The side that began.
    package var first: Side
    /// The base's readings and faults.
    package var base: SideRecord
    /// The head's readings and faults.
    package var head: SideRecord
    /// The faults of the block as a whole.
    package var faults: [String]

    /// One side of a block.
    package struct SideRecord: Sendable, Equatable, Codable {
        /// The readings, by the metric's text.
        package var readings: [String: ReadingRecord]
        /// Why it may not be judged.
        package var faults: [String]
        /// What kept the generator from its schedule; files from before it was kept have none.
        package var disturbance: Disturbance?

        init(_ repetition: Repetition) {
            readings = Dictionary(
                uniqueKeysWithValues: repetition.readings.map { ($0.key.description, ReadingRecord($0.value)) })
            faults = repetition.faults
            disturbance = repetition.disturbance
        }

        var repetition: Repetition {
            var result = Repetition(readings: [:], faults: faults)
            result.disturbance = disturbance
            for (name, record) in readings {
                guard let metric = Metric(name) else {
                    result.faults.append("“\(name)” names no metric")
                    continue
                }
                result.readings[metric] = record.reading
            }
            return result
        }
    }

    /// A reading: a level with its samples, a count, or the reason why there is none.
    package struct ReadingRecord: Sendable, Equatable, Codable {
        package var level: Double?
        package var samples: Int?
        package var count: SecondCount?
        package var missing: String?

        init(_ reading: Reading) {
            switch reading {
            case .level(let value, let samples): (level, self.samples) = (value, samples)
            case .count(let value): count = value
            case .missing(let reason): missing = reason
            }
        }

        var reading: Reading {
            if let level { return .level(level, samples: samples ?? 0) }
            if let count { return .count(count) }
            return .missing(missing ?? "the record holds no value")
        }
    }

    /// Creates the record of a block.
    package init(suite: String, block: Block) {
        self.suite = suite
        index = block.index
        first = block.first
        base = SideRecord(block.base)
        head = SideRecord(block.head)
        faults = block.faults
    }

    /// The block.
    package var block: Block {
        Block(index: index, first: first, base: base.repetition, head: head.repetition, faults: faults)
    }
}
