/// What recorders hand over once a second: additive, and a value that may cross threads.
package struct ShardSlices: Sendable, Equatable {
    /// A slice for each second, phase and endpoint in which anything happened.
    package var slices: [Slice] = []
    /// A slice for each second and phase of the run.
    package var seconds: [SecondSlice] = []
    /// What a reader of the report has to know: too many endpoint names, for example.
    package var warnings: [String] = []

    /// Creates slices.
    package init(slices: [Slice] = [], seconds: [SecondSlice] = [], warnings: [String] = []) {
        self.slices = slices
        self.seconds = seconds
        self.warnings = warnings
    }

    /// Whether there is nothing in them.
    package var isEmpty: Bool { slices.isEmpty && seconds.isEmpty && warnings.isEmpty }

    /// Adds those of another shard: equal second, phase and endpoint become one slice.
    package mutating func merge(_ other: ShardSlices) {
        struct Key: Hashable {
            let second: Int
            let phase: Int
            let name: String
            let kind: EndpointKind?
        }
        func key(_ slice: Slice) -> Key {
            Key(second: slice.second, phase: slice.phase, name: slice.endpoint.name, kind: slice.endpoint.kind)
        }
        var places = Dictionary(slices.enumerated().map { (key($1), $0) }) { first, _ in first }
        for slice in other.slices {
            if let place = places[key(slice)] {
                slices[place].tally.merge(slice.tally)
            } else {
                places[key(slice)] = slices.count
                slices.append(slice)
            }
        }
        var moments = Dictionary(
            seconds.enumerated().map { (Key(second: $1.second, phase: $1.phase, name: "", kind: nil), $0) }
        ) { first, _ in first }
        for second in other.seconds {
            let key = Key(second: second.second, phase: second.phase, name: "", kind: nil)
            if let place = moments[key] {
                seconds[place].merge(second)
            } else {
                moments[key] = seconds.count
                seconds.append(second)
            }
        }
        warnings += other.warnings.filter { !warnings.contains($0) }
    }
}
