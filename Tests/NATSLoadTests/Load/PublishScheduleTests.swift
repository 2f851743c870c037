import Testing

@testable import NATSLoad

struct PublishScheduleTests {
    private func times(_ shape: PublishSchedule.Shape, seed: UInt64 = 1, place: Int = 0, of places: Int = 1) -> [Int64]
    {
        var schedule = PublishSchedule(shape, seed: seed, place: place, of: places)
        var times: [Int64] = []
        while let time = schedule.next() { times.append(time) }
        return times
    }

    @Test func steadyMessagesAreEvenlySpaced() {
        let times = times(.steady(perSecond: 4, rampNs: 0, durationNs: 1_000_000_000))
        #expect(times == [0, 250_000_000, 500_000_000, 750_000_000])
    }

    @Test func publishersOfOneKindTakeTurns() {
        let shape = PublishSchedule.Shape.steady(perSecond: 2, rampNs: 0, durationNs: 1_000_000_000)
        #expect(times(shape, place: 1, of: 2) == [250_000_000, 750_000_000])
    }

    @Test func rampHalvesTheMessagesOfItsTime() {
        let times = times(.steady(perSecond: 1000, rampNs: 2_000_000_000, durationNs: 4_000_000_000))
        #expect(times.count { $0 < 2_000_000_000 } == 1000)
        #expect(times.count { $0 >= 2_000_000_000 } == 2000)
        // At a quarter of the ramp's time a sixteenth of its messages are out.
        #expect(times.count { $0 < 500_000_000 } == 63)
        #expect(times == times.sorted())
    }

    @Test func randomBurstsKeepTheirMeanRateAndSize() {
        let times = times(.random(perSecond: 1000, burst: 20, rampNs: 0, durationNs: 60_000_000_000))
        #expect((57_000...63_000).contains(times.count))
        var sizes: [Int] = []
        for (index, time) in times.enumerated() {
            if index > 0, times[index - 1] == time { sizes[sizes.count - 1] += 1 } else { sizes.append(1) }
        }
        #expect(sizes.max() == 20)
        #expect(times == times.sorted())
    }

    @Test func theSameSeedGivesTheSameTimes() {
        let shape = PublishSchedule.Shape.random(perSecond: 100, burst: 5, rampNs: 0, durationNs: 1_000_000_000)
        #expect(times(shape, seed: 7) == times(shape, seed: 7))
        #expect(times(shape, seed: 7) != times(shape, seed: 8))
    }

    /// Q4's defaults: 3 bursts of 50 with 50 ms between messages and 5 s between bursts.
    @Test func burstsHaveTheirIntervalsAndPauses() {
        let times = times(.bursts(count: 3, size: 50, intervalNs: 50_000_000, pauseNs: 5_000_000_000))
        #expect(times.count == 150)
        #expect(times[49] == 2_450_000_000)
        #expect(times[50] == 7_500_000_000)
        #expect(times[149] == 17_450_000_000)
    }

    @Test func unpacedEndsWithItsCount() {
        #expect(times(.unpaced(count: 3, durationNs: nil)) == [0, 0, 0])
    }

    /// Rates and pauses of strangers, which no number of nanoseconds holds.
    @Test(arguments: [
        PublishSchedule.Shape.steady(perSecond: 1e-300, rampNs: 0, durationNs: .max),
        .steady(perSecond: 1e-12, rampNs: 3_600_000_000_000, durationNs: 7_200_000_000_000),
        .random(perSecond: 1e-300, burst: 1_000_000, rampNs: 0, durationNs: .max),
        .bursts(count: 100_000, size: 10_000_000, intervalNs: 1 << 60, pauseNs: 1 << 60),
        .bursts(count: .max, size: .max, intervalNs: 1, pauseNs: .max),
    ])
    func timesBeyondAllCountingNeverCome(_ shape: PublishSchedule.Shape) {
        var schedule = PublishSchedule(shape, place: 1, of: 2)
        for _ in 0..<100 {
            guard let time = schedule.next() else { break }
            #expect(time >= 0)
        }
        #expect(shape.lengthNs ?? 0 >= 0)
    }

    @Test func noRateIsNoMessage() {
        #expect(times(.steady(perSecond: 0, rampNs: 0, durationNs: 1_000_000_000)) == [])
    }
}
