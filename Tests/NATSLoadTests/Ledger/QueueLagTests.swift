import Testing

@testable import NATSLoad

struct QueueLagTests {
    private func lag(_ depths: [Int64], stored: Int64 = 100, publishingEnded: Duration = .seconds(2)) -> QueueLag {
        var lag = QueueLag()
        for (second, depth) in depths.enumerated() {
            lag.add(
                .init(
                    elapsed: .seconds(second), pending: depth, ackPending: 0, stored: stored,
                    acknowledged: stored - depth))
        }
        lag.publishingEnded = publishingEnded
        return lag
    }

    @Test func peakAndDrainTimeComeFromTheSamples() {
        let lag = lag([0, 40, 80, 60, 20, 0, 0])
        #expect(lag.peak == 80)
        #expect(lag.timeToDrain == .seconds(3))
        #expect(lag.drainRate == 10)
        #expect(lag.verdict == "drained: empty at the end")
    }

    @Test func removedConsumerIsNotCalledDrained() {
        var lag = lag([0, 40, 0])
        lag.isGone = true
        #expect(lag.verdict == "its consumer was removed: 0 of 100 messages were left when it was last seen")
        #expect(lag.timeToDrain == nil)
    }

    @Test func fastDrainAndNothingAtAllAreToldApart() {
        #expect(lag([0, 0, 0]).verdict.hasPrefix("drains fast: 100 messages were stored"))
        #expect(lag([0, 0, 0], stored: 0).verdict == "nothing happened: no message was stored")
        #expect(lag([0, 0, 0], stored: 0).timeToDrain == nil)
        #expect(QueueLag().verdict == "the queue's depth was never sampled")
    }

    @Test func queueThatIsNotEmptyHasNoDrainTime() {
        #expect(lag([0, 40, 10]).timeToDrain == nil)
        #expect(lag([0, 40, 10]).verdict == "not drained: 10 of 100 messages are left")
    }
}
