import Measurement
import Testing

@testable import Platform

/// When late datapoints are still waited for.
@Suite struct SettlingWatchTests {
    private let settling = Settling.quiet(for: .seconds(60), within: .seconds(300), checkingEvery: .seconds(30))

    private func series(_ content: MetricSeries.Content) -> [MetricSeries] {
        [MetricSeries(name: "Throttles", meaning: .count, content: content)]
    }

    @Test func oneReadingIsEnoughWhenNothingIsWaitedFor() {
        var watch = SettlingWatch(.atOnce)
        #expect(watch.seriesRead(series(.empty("none")), at: .zero) == .finish(series(.empty("none"))))
    }

    @Test func quietSeriesAreFinishedAndAChangeStartsTheWaitAnew() {
        var watch = SettlingWatch(settling)
        let (few, more) = (series(.points(minutes(1))), series(.points(minutes(1, 2))))
        #expect(watch.seriesRead(few, at: .zero) == .readAgain(after: .seconds(30)))
        #expect(watch.seriesRead(few, at: .seconds(30)) == .readAgain(after: .seconds(30)))
        #expect(watch.seriesRead(more, at: .seconds(59)) == .readAgain(after: .seconds(30)))
        #expect(watch.seriesRead(more, at: .seconds(118)) == .readAgain(after: .seconds(30)))
        #expect(watch.seriesRead(more, at: .seconds(119)) == .finish(more))
    }

    @Test func declaredZeroIsWaitedForToo() {
        var watch = SettlingWatch(settling)
        #expect(watch.seriesRead(series(.zero), at: .zero) == .readAgain(after: .seconds(30)))
        let late = series(.points(minutes(4)))
        #expect(watch.seriesRead(late, at: .seconds(30)) == .readAgain(after: .seconds(30)))
        #expect(watch.seriesRead(late, at: .seconds(90)) == .finish(late))
    }

    @Test func emptySeriesAreWaitedForUntilTheLimitAndStayMissing() {
        var watch = SettlingWatch(settling)
        #expect(watch.seriesRead(series(.empty("none")), at: .zero) == .readAgain(after: .seconds(30)))
        #expect(watch.seriesRead(series(.empty("none")), at: .seconds(270)) == .readAgain(after: .seconds(30)))
        #expect(
            watch.seriesRead(series(.empty("none")), at: .seconds(271))
                == .finish(series(.empty("none, even 4 min 31 s after the first reading"))))
    }

    @Test func seriesThatStillChangeAtTheLimitAreMissing() {
        var watch = SettlingWatch(settling)
        _ = watch.seriesRead(series(.points(minutes(1))), at: .seconds(250))
        guard case .finish(let settled) = watch.seriesRead(series(.points(minutes(1, 1))), at: .seconds(290)) else {
            Issue.record("it goes on past the limit")
            return
        }
        #expect(!(settled[0].sum == 2))
        #expect(
            settled[0].missingBecause
                == "“Throttles” was still changing 4 min 50 s after the first reading; wait longer with settling: .quiet(within:)"
        )
    }

    @Test func sourceThatCantBeReadIsntWaitedFor() {
        var watch = SettlingWatch(settling)
        #expect(watch.seriesRead(series(.unread("gone")), at: .zero) == .finish(series(.unread("gone"))))
    }

    @Test func readingsGoOnUntilTheSourceIsQuiet() async {
        let time = ManualTime()
        let reading = SettledReading(settling: settling, clock: time.clock)
        let platform = await reading.metrics(during: second(0)..<second(60)) {
            (series(time.seconds < 60 ? .empty("none") : .points(minutes(7))), ["at \(time.seconds)"])
        }
        #expect(platform["Throttles"].sum == 7)
        #expect(platform.warnings == ["at 120"])
    }

    @Test func cancelledWaitIsAMissingFigure() async {
        let reading = SettledReading(
            settling: settling, clock: ReadingClock(now: { .zero }, pause: { _ in throw CancellationError() }))
        let platform = await reading.metrics(during: second(0)..<second(60)) { (series(.zero), []) }
        #expect(!(platform["Throttles"].sum == 0))
        #expect(platform["Throttles"].missingBecause == "the wait for “Throttles” to settle was cancelled")
    }
}
