import Foundation
import Measurement
import Testing

@testable import Platform

/// The figures of a series, and that a missing one passes no limit.
@Suite struct MetricSeriesTests {
    private func series(_ content: MetricSeries.Content, meaning: MetricSeries.Meaning = .count) -> MetricSeries {
        MetricSeries(name: "Throttles", meaning: meaning, content: content)
    }

    @Test func figuresOfACount() {
        let throttles = series(.points(minutes(3, 0, 6, 1)))
        #expect(throttles.sum == 10)
        #expect(throttles.max == 6)
        #expect(throttles.min == 0)
        #expect(throttles.average == 2.5)
        #expect(throttles.last == 1)
        #expect(throttles.sum.description == "10 (sum of 4 datapoints of “Throttles”)")
    }

    @Test(arguments: [
        MetricSeries.Content.empty("nothing there"), .unread("nobody answers"),
    ])
    func missingSeriesFailsEveryLimitAndSaysWhy(content: MetricSeries.Content) {
        let missing = series(content)
        for figure in [missing.sum, missing.max, missing.min, missing.average, missing.last] {
            #expect(!(figure == 0))
            #expect(!(figure < 1e300))
            #expect(!(figure >= 0))
            #expect(figure.missingBecause == missing.missingBecause)
        }
        #expect(missing.missingBecause != nil)
        #expect(missing.points.isEmpty)
    }

    @Test func declaredZeroIsZeroAndSaysSo() {
        let zero = series(.zero)
        #expect(zero.sum == 0)
        #expect(zero.max == 0)
        #expect(zero.sum.description == "0 (“Throttles” has no datapoints, taken as zero)")
    }

    @Test func sumOfLevelsIsMissing() throws {
        let level = series(.points(minutes(3, 5)), meaning: .level("the Average of a period"))
        #expect(!(level.sum == 8))
        #expect(level.max == 5)
        #expect(try #require(level.sum.missingBecause).contains("the Average of a period"))
    }

    @Test func nameThatWasntReadFailsAndNamesTheOthers() {
        let platform = PlatformMetrics(
            range: second(0)..<second(60),
            series: [
                series(.points(minutes(1))), MetricSeries(name: "Errors", meaning: .count, content: .zero),
            ])
        #expect(!(platform["Trottles"].sum == 0))
        #expect(
            platform["Trottles"].sum.description
                == "missing: no series named “Trottles” was read; there are: Throttles, Errors")
        #expect(platform["Throttles"].sum == 1)
    }

    @Test func nameOfTwoSeriesIsAmbiguous() {
        let one = PlatformMetrics(range: second(0)..<second(60), series: [series(.zero)], warnings: ["a"])
        let other = PlatformMetrics(range: second(30)..<second(90), series: [series(.zero)], warnings: ["b"])
        let both = one.merging(other)
        #expect(
            both["Throttles"].sum.missingBecause
                == "2 series are named “Throttles”; give each a name of its own with as:")
        #expect(both.range == second(0)..<second(90))
        #expect(both.warnings == ["a", "b"])
    }

    @Test func descriptionTellsEachSeriesAndItsReason() {
        let platform = PlatformMetrics(
            range: second(0)..<second(60),
            series: [series(.points(minutes(1, 3))), series(.unread("nobody answers"))], warnings: ["mind this"])
        #expect(
            platform.description == """
                Throttles: 4 (sum of 2 datapoints of “Throttles”), minimum 1, average 2, maximum 3 over 2 datapoints
                Throttles: missing: nobody answers
                note: mind this
                """)
        #expect(platform.missingBecause == ["nobody answers"])
    }
}
