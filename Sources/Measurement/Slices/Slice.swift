/// What one endpoint did in one second of one phase. Slices are additive: those of several shards, or late ones, merge without loss.
package struct Slice: Sendable, Equatable {
    /// The second of the run in which the requests ended; 0 is the first.
    package var second: Int
    /// The phase in which they were planned to start, by its place in the run's list.
    package var phase: Int
    /// Whose requests these are.
    package var endpoint: Endpoint
    /// The counts and times.
    package var tally: Tally

    /// Creates a slice.
    package init(second: Int, phase: Int, endpoint: Endpoint, tally: Tally = Tally()) {
        self.second = second
        self.phase = phase
        self.endpoint = endpoint
        self.tally = tally
    }
}
