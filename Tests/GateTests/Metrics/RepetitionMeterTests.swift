import Measurement
import Testing

@testable import Gate

@Suite struct RepetitionMeterTests {
    private func side(
        seconds: Int, perSecond: Int, phase: Int = 0, failing: Set<Int> = [],
        generator: (inout SecondSlice) -> Void = { _ in }, _ ns: (Int, Int) -> Int64
    ) -> SideSamples {
        var side = SideSamples()
        for second in 0..<seconds {
            var tally = Tally()
            for index in 0..<perSecond { tally.response.record(ns(second, index)) }
            tally.completed = Int64(perSecond)
            if failing.contains(second) { tally.failures[.status] = 1 }
            side.add(Slice(second: second, phase: phase, endpoint: Endpoint(name: "GET /"), tally: tally))
            var moment = SecondSlice(second: second, phase: phase)
            generator(&moment)
            side.add(moment)
        }
        return side
    }

    private func level(_ reading: Reading?) -> Double? {
        if case .level(let level, _)? = reading { level } else { nil }
    }

    @Test func aP99OfWindowsIgnoresOneStall() throws {
        // One second in thirty stalls; the whole run's p99 would be the stall.
        let side = side(seconds: 30, perSecond: 200) { second, index in
            second == 7 ? 300_000_000 : 10_000_000 + Int64(index) * 1000
        }
        let readings = RepetitionMeter(stallThreshold: nil).measure(side).readings
        let p99w = try #require(level(readings[Metric(.p99w, of: "GET /")]))
        #expect(p99w < 11_000_000)
        #expect(abs((level(readings[Metric(.throughput)]) ?? 0) - 200) < 1e-9)
    }

    @Test func windowsAreWidenedUntilTheyHoldEnough() throws {
        // 100 a second are 500 a window; ten seconds are needed for a p99, and three such windows.
        let wide = side(seconds: 30, perSecond: 100) { _, _ in 10_000_000 }
        #expect(level(RepetitionMeter(stallThreshold: nil).measure(wide).readings[Metric(.p99w, of: "GET /")]) != nil)
        let thin = side(seconds: 30, perSecond: 50) { _, _ in 10_000_000 }
        let readings = RepetitionMeter(stallThreshold: nil).measure(thin).readings
        #expect(
            readings[Metric(.p99w, of: "GET /")]
                == .missing(
                    "1500 requests in 6 windows of 5 s, and three windows of 1000 are needed; raise the rate or the duration"
                ))
        #expect(level(readings[Metric(.p95w, of: "GET /")]) != nil)
    }

    @Test func aMedianNeedsTwoHundredSamples() {
        let few = side(seconds: 1, perSecond: 199) { _, _ in 5 }
        #expect(
            RepetitionMeter(stallThreshold: nil).measure(few).readings[Metric(.p50, of: "GET /")]
                == .missing("199 samples, and a median needs 200; raise the rate or the duration"))
    }

    @Test func badSecondsHoldErrorsOrStalls() {
        let side = side(seconds: 30, perSecond: 200, failing: [3, 4]) { second, _ in
            second == 7 ? 300_000_000 : 10_000_000
        }
        let threshold = RepetitionMeter.stallThreshold(base: side)
        #expect(
            RepetitionMeter(stallThreshold: threshold).measure(side).readings[Metric(.badSeconds)]
                == .count(SecondCount(bad: 3, of: 30)))
    }

    @Test func nothingMeasuredIsMissingAndNotZero() {
        let readings = RepetitionMeter(stallThreshold: nil).measure(SideSamples()).readings
        #expect(readings[Metric(.throughput)] == .missing("no second was measured"))
        #expect(readings[Metric(.badSeconds)] == .missing("no second was measured"))
        #expect(GeneratorRules().faults(of: SideSamples(), as: .head, median: nil).count == 1)
    }

    @Test func slicesOfOneSideStayApart() {
        var side = side(seconds: 6, perSecond: 200) { _, _ in 10_000_000 }
        let part = side
        side.append(part)
        side.append(part)
        #expect(side.observed.count == 18)
        #expect(side.endpoints == ["GET /"])
        #expect(WindowedQuantile.windows(of: side.piecesByEndpoint[0]).map(\.count) == [1200, 1200, 1200])
        #expect(level(RepetitionMeter(stallThreshold: nil).measure(side).readings[Metric(.throughput)]) == 200)
    }

    @Test func aLateGeneratorInvalidatesItsSide() {
        let late = { (second: inout SecondSlice) in
            second.lag.record(5_000_000, count: 100)
            second.arrivalsStarted = 100
            second.arrivalsDropped = 5
        }
        let side = side(seconds: 10, perSecond: 200, generator: late) { _, _ in 10_000_000 }
        let base = GeneratorRules().faults(of: side, as: .base, median: 10e6)
        #expect(base.contains("the generator started late: schedule lag p99 above 1 ms"))
        #expect(base.contains("less than 99.0 % of the load was delivered to the base; lower the rate"))
        // On the head alone dropped arrivals are its loss of capacity.
        #expect(GeneratorRules().faults(of: side, as: .head, median: 10e6).count == 1)
    }

    /// The tail is judged by the median over windows of five seconds, and so is the generator's lateness.
    @Test(arguments: [(late: 0..<0, isLate: false), (5..<10, false), (5..<6, false), (0..<15, true), (3..<12, true)])
    func oneStallOfTheMachineDoesntDecide(late: Range<Int>, isLate: Bool) {
        let generator = { (second: inout SecondSlice) in
            second.lag.record(late.contains(second.second) ? 5_000_000 : 20_000, count: 200)
            second.arrivalsStarted = 200
        }
        let side = side(seconds: 25, perSecond: 200, generator: generator) { _, _ in 10_000_000 }
        let faults = GeneratorRules().faults(of: side, as: .base, median: 10e6)
        #expect(faults == (isLate ? ["the generator started late: schedule lag p99 above 1 ms"] : []))
        // A slower service allows more: five milliseconds are no twentieth of eighty.
        let slower = GeneratorRules().faults(of: side, as: .base, median: 80e6)
        #expect(slower == (isLate ? ["the generator started late: schedule lag p99 above 5.0 % of the median"] : []))
    }

    @Test(arguments: [(stalled: 1, seconds: 3, isFault: false), (2, 3, true), (5, 25, false), (6, 25, true)])
    func hiccupsAreAllowedInAFifthOfTheSeconds(stalled: Int, seconds: Int, isFault: Bool) {
        let generator = { (second: inout SecondSlice) in
            if second.second < stalled { second.health.longestStallNs = 150_000_000 }
        }
        let side = side(seconds: seconds, perSecond: 200, generator: generator) { _, _ in 10_000_000 }
        let faults = GeneratorRules().faults(of: side, as: .base, median: 10e6)
        #expect(faults == (isFault ? ["the generator had hiccups in more than 20.0 % of the seconds"] : []))
    }
}
