import Foundation
import Fuzzing
import Testing

@testable import Platform

/// Answers of metric stores, damaged: refused with the place, or points in the order of time.
@Suite struct DamagedMetricsTests {
    @Test func damagedAnswersOfPrometheusAreRefusedOrInOrder() throws {
        let text = #"""
            {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"pod":"a"},
            "values":[[1795230000,"1.5"],[1795230060.5,"+Inf"],[1795230120,"NaN"],[1795230180,"-2e-3"]]}]}}
            """#
        var read = 0
        Damage(text).forEach(rounds: 750) { text, note in
            _ = PrometheusError.read(ExchangeAnswer(status: 400, headers: [:], body: Data(text)))
            guard let page = try? JSONDecoder().decode(QueryRangePage.self, from: Data(text)),
                case .points(let points)? = try? page.content(
                    of: Prometheus.Query("memory", "max(x)"), source: "Prometheus",
                    range: second(0)..<second(240))
            else { return }
            read += 1
            #expect(zip(points, points.dropFirst()).allSatisfy { $0.time <= $1.time }, "\(note)")
        }
        #expect(read > 1)
    }

    @Test func damagedErrorsOfAWSAreReadOrNone() {
        let texts = [
            #"{"__type":"com.amazonaws#Throttling:x","message":"Rate\nexceeded"}"#,
            "<Error><Code>Access&lt;Denied</Code><Message>no &amp; never</Message></Error>",
        ]
        var read = 0
        Damage(texts.map { Array($0.utf8) }).forEach(rounds: 750) { text, note in
            guard let error = AWSError.read(ExchangeAnswer(status: 400, headers: [:], body: Data(text)))
            else { return }
            read += 1
            #expect(!error.message.contains { $0.isNewline }, "\(note)")
        }
        #expect(read > 62)
    }
}
