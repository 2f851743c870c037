import Measurement
import Testing

@testable import Load

private func slices(second: Int, arrivals: Int64) -> ShardSlices {
    var slice = SecondSlice(second: second, phase: 0)
    slice.arrivalsStarted = arrivals
    return ShardSlices(seconds: [slice])
}

@Suite struct SliceGatheringTests {
    @Test func aSecondIsWholeWhenAllShardsHaveAnswered() {
        var gathering = SliceGathering(shards: 2)
        #expect(gathering.asked() == nil)
        #expect(gathering.answered(1, slices(second: 0, arrivals: 2)) == nil)
        #expect(gathering.answered(0, slices(second: 0, arrivals: 3)) == slices(second: 0, arrivals: 5))
        #expect(gathering.isComplete)
    }

    @Test func aLateShardDoesntHoldUpTheOthers() {
        var gathering = SliceGathering(shards: 2)
        _ = gathering.asked()
        _ = gathering.answered(0, slices(second: 0, arrivals: 3))
        #expect(gathering.asked() == slices(second: 0, arrivals: 3))
        #expect(gathering.answered(1, slices(second: 0, arrivals: 2)) == nil)
        let both = gathering.answered(0, slices(second: 1, arrivals: 4))
        #expect(both?.seconds.map(\.arrivalsStarted).sorted() == [2, 4])
    }

    @Test func answersWithNothingInThemAreAnswersToo() {
        var gathering = SliceGathering(shards: 1)
        _ = gathering.asked()
        #expect(gathering.answered(0, ShardSlices()) == nil)
        #expect(gathering.isComplete)
    }
}
