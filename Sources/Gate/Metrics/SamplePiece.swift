/// What one endpoint answered in one second of one phase: where its times stand in a side's samples.
struct SamplePiece: Sendable {
    /// The second in which the requests ended.
    var second: Int
    /// The phase in which they were planned to start.
    var phase: Int32
    /// The endpoint, by its place in the side's list.
    let endpoint: Int32
    /// How many times there are.
    let count: Int64
    /// The longest of them in nanoseconds, to the counters' precision; zero where there are none.
    let longest: Int64
    /// The words of their counters in the endpoint's list.
    var words: Range<Int>

    /// Whether a piece comes before another, by phase and second.
    static func isBefore(_ one: SamplePiece, _ other: SamplePiece) -> Bool {
        (one.phase, one.second) < (other.phase, other.second)
    }
}

extension Array<SamplePiece> {
    /// Returns the pieces in an order; mostly they are in it already, since a file is written as time goes by.
    func inOrder(by isBefore: (SamplePiece, SamplePiece) -> Bool) -> [SamplePiece] {
        for place in indices.dropFirst() where isBefore(self[place], self[place - 1]) { return sorted(by: isBefore) }
        return self
    }
}
