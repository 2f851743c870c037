import Measurement
import Testing

@Suite struct FigureTests {
    @Test func aMissingFigureComparesFalseWithEverything() {
        let missing = Figure<Double>(missing: "nobody looked")
        #expect(!(missing < 1))
        #expect(!(missing <= 1))
        #expect(!(missing > 1))
        #expect(!(missing >= 1))
        #expect(!(missing == 1))
        #expect(!(missing != 1))
        #expect(!(1 < missing))
        #expect(!(1 > missing))
        #expect(!(1 <= missing))
        #expect(!(1 >= missing))
        #expect(!(missing < missing))
        #expect(!(missing <= missing))
        #expect(missing.value == nil)
        #expect("\(missing)" == "missing: nobody looked")
    }

    @Test func aFigureComparesAsItsValueAndSaysWhatStandsBehindIt() {
        let figure = Figure(Duration.milliseconds(312), text: "312 ms", basis: "p95 of 4,012")
        #expect(figure < .milliseconds(313))
        #expect(figure <= .milliseconds(312))
        #expect(figure == .milliseconds(312))
        #expect(!(figure != .milliseconds(312)))
        #expect(figure != .milliseconds(1))
        #expect(.milliseconds(311) < figure)
        #expect(!(figure > .milliseconds(312)))
        #expect(figure >= .milliseconds(312))
        #expect("\(figure)" == "312 ms (p95 of 4,012)")
    }

    /// The quantile q needs 1 / (1 − q) samples.
    @Test(arguments: [(0.5, 2), (0.9, 10), (0.95, 20), (0.99, 100), (0.999, 1_000), (0.9999, 10_000), (0.25, 2)])
    func aQuantileNeedsEnoughSamples(_ share: Double, _ needed: Int) {
        var histogram = Histogram()
        histogram.record(1_000, count: Int64(needed - 1))
        let few = LatencyFigures(histogram: histogram, subject: "GET /", absence: nil).quantile(share)
        #expect(few.value == nil)
        #expect(
            few.missingBecause?.contains("needs \(needed.grouped) samples, there are \((needed - 1).grouped)") == true)
        histogram.record(1_000)
        #expect(LatencyFigures(histogram: histogram, subject: "", absence: nil).quantile(share) == .nanoseconds(1_000))
    }

    @Test(arguments: [0.0, 1.0, -0.5, 95.0, .nan])
    func whatIsntAShareIsMissing(_ share: Double) {
        var histogram = Histogram()
        histogram.record(5, count: 1_000)
        #expect(LatencyFigures(histogram: histogram, subject: "", absence: nil).quantile(share).value == nil)
    }

    @Test func theShareWithinALimitIsCounted() {
        var histogram = Histogram()
        for ns in 1...100 { histogram.record(Int64(ns)) }
        let figures = LatencyFigures(histogram: histogram, subject: "", absence: nil)
        #expect(figures.share(within: .nanoseconds(25)) == 0.25)
        #expect("\(figures.share(within: .nanoseconds(25)))" == "25 % (within 25 ns, of 100)")
    }

    @Test func timesDescribeThemselvesInALine() {
        var histogram = Histogram()
        for milliseconds in 1...30 { histogram.record(Int64(milliseconds) * 1_000_000) }
        let figures = LatencyFigures(histogram: histogram, subject: "of GET /", absence: nil)
        #expect("\(figures)".hasPrefix("min 1 ms, p50 15 ms, p95 29 ms, max 30 ms of 30"), "\(figures)")
        #expect("\(LatencyFigures(histogram: Histogram(), subject: "of GET /", absence: nil))" == "no times of GET /")
    }
}
