/// What happens in one block: which side is launched first, and in which order the slices are loaded.
package struct BlockPlan: Sendable, Equatable {
    /// The block's number, from one.
    package let index: Int

    /// The side that is launched first.
    package let launchedFirst: Side

    /// The sides of the slices.
    package let order: [Side]

    /// Plans a block: ABBAABBA… from a random side, so that a steady drift cancels and neither side is always first.
    ///
    /// The same seed gives the same plan, so that an interrupted run goes on as it would have.
    package init(index: Int, slices: Int, seed: UInt64) {
        var random = SimulationGenerator(seed: seed, stream: UInt64(index))
        self.index = index
        launchedFirst = random.next() & 1 == 0 ? .base : .head
        let first: Side = random.next() & 1 == 0 ? .base : .head
        order = (0..<slices).map { $0 % 4 == 0 || $0 % 4 == 3 ? first : first.other }
    }
}
