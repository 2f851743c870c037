import Fuzzing
import Testing

@testable import NATSLoad

struct SequenceSetTests {
    @Test func sequencesAreNewOnce() {
        var set = SequenceSet()
        var dice = Dice(seed: 4)
        var model: Set<UInt64> = []
        for _ in 0..<20_000 {
            let sequence = UInt64.random(in: 0...200_000, using: &dice)
            #expect(set.insert(sequence) == model.insert(sequence).inserted)
        }
        #expect(set.count == Int64(model.count))
    }
}
