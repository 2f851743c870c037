import Foundation
import Testing

@testable import Platform

/// What the answers to range queries mean.
@Suite struct QueryRangePageTests {
    private let query = Prometheus.Query("memory", "max(x)")

    private func content(_ result: String, _ query: Prometheus.Query? = nil) throws -> MetricSeries.Content {
        let json = #"{"status":"success","data":{"resultType":"matrix","result":\#(result)}}"#
        let page = try JSONDecoder().decode(QueryRangePage.self, from: Data(json.utf8))
        return try page.content(of: query ?? self.query, source: "Prometheus at x", range: second(0)..<second(60))
    }

    @Test func pairsBecomePoints() throws {
        #expect(
            try content(#"[{"metric":{},"values":[[1795230000,"1.5"],[1795230060,"+Inf"],[1795230120,"-2e-3"]]}]"#)
                == .points(minutes(1.5, .infinity, -0.002)))
    }

    @Test func notANumberIsNoDatapoint() throws {
        #expect(
            try content(#"[{"metric":{},"values":[[1795230000,"3"],[1795230060,"NaN"]]}]"#) == .points(minutes(3)))
        #expect(
            try content(#"[{"metric":{},"values":[[1795230000,"NaN"]]}]"#)
                == .empty("all 1 datapoints of “memory” are NaN (max(x))"))
    }

    @Test func emptyAnswerIsMissingUnlessDeclaredZero() throws {
        #expect(
            try content("[]")
                == .empty(
                    "Prometheus at x has no datapoints of “memory” (max(x)) from 2026-11-21 03:00:00 to 03:01:00 UTC"))
        #expect(try content("[]", Prometheus.Query("memory", "max(x)", zeroWhenAbsent: true)) == .zero)
    }

    @Test func severalSeriesAreMissingWithTheRemedy() throws {
        #expect(
            try content(#"[{"metric":{"pod":"a","app":"c"},"values":[]},{"metric":{"pod":"b"},"values":[]}]"#)
                == .unread(
                    "“memory” yields 2 series, such as {app=\"c\", pod=\"a\"}, {pod=\"b\"}; make one of them with sum(…) or max(…)"
                ))
    }

    @Test(arguments: [
        (
            #"[{"metric":{},"values":[[1795230000,"three"]]}]"#,
            "data.result[0].values[0] is [1795230000.0, “three”] and not a time and a number"
        ),
        (#"[{"metric":{}}]"#, "data.result[0].values is missing; native histograms have to be made into numbers first"),
    ])
    func nonsenseIsNamedByItsPlace(result: String, sentence: String) {
        #expect(throws: Malformation(sentence)) { try content(result) }
    }

    @Test(arguments: [#"[1795230000]"#, #"[1795230000,"1","2"]"#, #"[1795230000,1]"#, "{}", "null"])
    func whatIsNoPairIsRefused(pair: String) {
        #expect(throws: DecodingError.self) { try content(#"[{"metric":{},"values":[\#(pair)]}]"#) }
    }

    @Test func otherStatusAndTypeAreMalformed() throws {
        for (json, words) in [
            (#"{"status":"error","data":{"resultType":"matrix","result":[]}}"#, "status is “error”"),
            (#"{"status":"success","data":{"resultType":"vector","result":[]}}"#, "data.resultType is “vector”"),
        ] {
            let page = try JSONDecoder().decode(QueryRangePage.self, from: Data(json.utf8))
            let error = #expect(throws: Malformation.self) {
                try page.content(of: query, source: "x", range: second(0)..<second(1))
            }
            #expect(error?.description.contains(words) == true)
        }
    }

    @Test func formIsEscapedAndStepFilledIn() {
        let query = Prometheus.Query.increase("errors", of: #"r{code=~"5.."}"#, step: .seconds(10))
        let form = QueryRangeForm(query, range: second(0)..<second(25))
        #expect(
            form.text
                == "query=sum%28increase%28r%7bcode%3d~%225..%22%7d%5b10000ms%5d%29%29"
                + "&start=1795230010.000&end=1795230030.000&step=10.000")
    }

    @Test func samplesAreTakenWithinTheRange() {
        let form = QueryRangeForm(Prometheus.Query("a", "b", step: .milliseconds(500)), range: second(0)..<second(25))
        #expect(form.text == "query=b&start=1795230000.000&end=1795230025.000&step=0.500")
    }

    @Test func samplesAreTakenBackFromTheEnd() {
        let form = QueryRangeForm(Prometheus.Query("a", "b", step: .seconds(15)), range: second(0)..<second(40))
        #expect(form.text == "query=b&start=1795230010.000&end=1795230040.000&step=15.000")
        let short = QueryRangeForm(Prometheus.Query("a", "b", step: .seconds(15)), range: second(0)..<second(4))
        #expect(short.text == "query=b&start=1795230004.000&end=1795230004.000&step=15.000")
    }

    @Test func faultsOfAQueryAreFoundTogether() {
        #expect(Prometheus.Query("", " ", step: .zero).faults(seconds: 60).count == 3)
        let tooMany = Prometheus.Query("a", "b", step: .seconds(1)).faults(seconds: 86_400)
        #expect(
            tooMany == [
                "“a” has a step of 1 s, which makes more than 11,000 datapoints of 24 h; choose a longer one"
            ])
    }
}
