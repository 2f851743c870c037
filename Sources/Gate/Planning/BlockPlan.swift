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
    /// Blocks go in twos, the second of them the other way round in both respects. Left to chance alone, one run in 32 launches the same
    /// side first in each of its first six blocks, and what being first costs would look like a change of the build.
    ///
    /// The same seed gives the same plan, so that an interrupted run goes on as it would have.
    package init(index: Int, slices: Int, seed: UInt64) {
        var random = SimulationGenerator(seed: seed, stream: UInt64((index - 1) / 2))
        func draw() -> Side { (random.next() & 1 == 0) == (index % 2 == 0) ? .base : .head }
        self.index = index
        launchedFirst = draw()
        let first = draw()
        order = (0..<slices).map { $0 % 4 == 0 || $0 % 4 == 3 ? first : first.other }
    }
}
