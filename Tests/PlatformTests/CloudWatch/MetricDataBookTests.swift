import Foundation
import Measurement
import Testing

@testable import Platform

/// How the pages of an answer become series.
@Suite struct MetricDataBookTests {
    private let metrics: [(id: String, metric: CloudWatch.Metric)] = [
        ("m0", .throttles(ofFunction: "generate")),
        ("m1", .errors(ofFunction: "generate", zeroWhenAbsent: true)),
        ("m2", .concurrentExecutions(ofFunction: "generate")),
    ]

    private func page(_ json: String) throws -> MetricDataPage {
        try JSONKeys.capitalised.decoder.decode(MetricDataPage.self, from: Data(json.utf8))
    }

    private func series(_ pages: String...) throws -> [MetricSeries] {
        var book = MetricDataBook(metrics)
        for json in pages { try book.pageArrived(page(json)) }
        return book.series(from: "CloudWatch at x", range: second(0)..<second(600))
    }

    @Test func pagesAddUpInTheOrderOfTime() throws {
        let series = try series(
            #"{"MetricDataResults":[{"Id":"m0","Timestamps":[1795230060],"Values":[2],"StatusCode":"PartialData"}],"NextToken":"n"}"#,
            #"{"MetricDataResults":[{"Id":"m0","Timestamps":[1795230000],"Values":[1.5],"StatusCode":"Complete"},"#
                + #"{"Id":"m1","Timestamps":[],"Values":[],"StatusCode":"Complete"}]}"#)
        #expect(series[0].points == minutes(1.5, 2))
        #expect(series[0].sum == 3.5)
        #expect(series[1].sum == 0)
        #expect(
            series[2].missingBecause
                == "CloudWatch at x left AWS/Lambda ConcurrentExecutions (FunctionName=generate) out of its answer")
    }

    @Test func absentMetricIsMissingUnlessDeclaredZero() throws {
        let series = try series(
            #"{"MetricDataResults":[{"Id":"m0","Values":[]},{"Id":"m1"},{"Id":"m2","StatusCode":"Complete"}]}"#)
        #expect(!(series[0].sum == 0))
        #expect(
            series[0].missingBecause
                == "CloudWatch at x has no datapoints of AWS/Lambda Throttles (FunctionName=generate) from "
                + "2026-11-21 03:00:00 to 03:10:00 UTC; check namespace, name and dimensions, "
                + "or choose zeroWhenAbsent for a count that is published only when there is something to count")
        #expect(series[1].sum == 0)
        #expect(!(series[2].max >= 0))
    }

    @Test(arguments: ["PartialData", "InternalError", "Forbidden"])
    func incompleteSeriesIsMissingEvenWithDatapoints(status: String) throws {
        let series = try series(
            #"{"MetricDataResults":[{"Id":"m1","Timestamps":[1795230000],"Values":[0],"StatusCode":"\#(status)","#
                + #""Messages":[{"Code":"X","Value":"why"}]}]}"#)
        #expect(!(series[1].sum == 0))
        #expect(series[1].missingBecause == "CloudWatch at x has “Errors” only in part (\(status): X: why)")
    }

    @Test(arguments: [
        (#"{"Id":"zz"}"#, "MetricDataResults[0].Id is “zz”, which wasn't asked for"),
        (#"{"Id":"m0","Timestamps":[1,2],"Values":[1]}"#, "MetricDataResults[0] has 2 Timestamps, but 1 Values"),
        (
            #"{"Id":"m0","Timestamps":[1795230000000],"Values":[1]}"#,
            "MetricDataResults[0].Timestamps holds one that isn't in seconds since 1970"
        ),
        (
            #"{"Id":"m0","Timestamps":[1],"Values":[1]},{"Id":"m0","Timestamps":[1],"Values":[1]},{"Id":"zz"}"#,
            "MetricDataResults[1].Id is “m0” once more, whose values would count twice, "
                + "MetricDataResults[2].Id is “zz”, which wasn't asked for"
        ),
    ])
    func nonsenseIsNamedByItsPlace(result: String, sentence: String) {
        #expect(throws: Malformation(sentence)) { try series(#"{"MetricDataResults":[\#(result)]}"#) }
    }

    @Test func messageOfTheWholeIsAWarning() throws {
        var book = MetricDataBook(metrics)
        try book.pageArrived(
            page(#"{"MetricDataResults":[],"Messages":[{"Code":"MaxMetricsExceeded","Value":"too many"}]}"#))
        #expect(book.notes == ["CloudWatch says: MaxMetricsExceeded: too many"])
    }

    @Test(arguments: [
        (0.0, 1.0, 60, 0, 60), (59, 61, 60, 0, 120), (60, 120, 60, 60, 120), (30, 30, 60, 0, 60), (60, 60, 60, 60, 120),
        (7, 12, 5, 5, 15), (10, 20, 3600, 0, 3600),
    ])
    func rangeIsWidenedToWholePeriods(from: Double, to: Double, period: Int, first: Int, end: Int) {
        let widened = MetricDataQuestion.widened(second(from)..<second(to), to: period)
        #expect(widened == 1_795_230_000 + first..<1_795_230_000 + end)
    }

    @Test func questionIsWrittenInTheServicesSpelling() throws {
        let question = MetricDataQuestion([metrics[0]], period: 60, range: second(1)..<second(2))
        let json = String(decoding: try JSONKeys.capitalised.encoder.encode(question), as: UTF8.self)
        #expect(
            json == #"{"EndTime":1795230060,"MetricDataQueries":[{"Id":"m0","MetricStat":{"Metric":{"Dimensions":"#
                + #"[{"Name":"FunctionName","Value":"generate"}],"MetricName":"Throttles","Namespace":"AWS\/Lambda"},"#
                + #""Period":60,"Stat":"Sum"}}],"ScanBy":"TimestampAscending","StartTime":1795230000}"#)
    }
}
