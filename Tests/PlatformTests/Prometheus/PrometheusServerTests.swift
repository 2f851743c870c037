import Foundation
import Measurement
import Serving
import Synchronization
import Testing

@testable import Platform

/// Range queries against Debian's Prometheus, which scrapes an exporter of the test's.
@Suite(
    .enabled(
        if: PrometheusServer.isInstalled, "prometheus isn't installed, so its queries aren't tested; run: ci/setup test"
    ))
struct PrometheusServerTests {
    @Test func seriesOfTheRunsTimeAreRead() async throws {
        let scrapes = Atomic(0)
        let exporter = try HTTPServer { _ in
            let count = scrapes.add(1, ordering: .relaxed).newValue
            return .text(
                """
                # TYPE requests_total counter
                requests_total{code="200"} \(count * 10)
                requests_total{code="500"} 3
                # TYPE memory_bytes gauge
                memory_bytes{pod="a"} 1000
                memory_bytes{pod="b"} 2500

                """, type: "text/plain; version=0.0.4")
        }
        defer { exporter.stop() }

        try await PrometheusServer.run(scraping: exporter.port) { server in
            let start = Date()
            while scrapes.load(ordering: .relaxed) < 8 { try await Task.sleep(for: .milliseconds(100)) }
            let platform = await Prometheus(
                server.url,
                reading: [
                    .init("memory", "max(memory_bytes)", step: .seconds(1)),
                    .init("both", "memory_bytes"), .init("unknown", "max(no_such_metric)"),
                    .init("absent", "max(no_such_metric)", zeroWhenAbsent: true), .init("wrong", "max(("),
                    .init("nothing", "vector(0) / vector(0)"),
                ]
            ).metrics(during: start..<Date())

            #expect(platform["memory"].max == 2500)
            #expect(platform["memory"].min == 2500)
            #expect(!(platform["memory"].sum >= 0))
            let both = try #require(platform["both"].missingBecause)
            #expect(both.contains("yields 2 series, such as {__name__=\"memory_bytes\", instance="))
            #expect(
                platform["unknown"].missingBecause?.contains("has no datapoints of “unknown” (max(no_such_metric))")
                    == true)
            #expect(platform["absent"].max == 0)
            #expect(platform["wrong"].missingBecause?.contains("with HTTP 400: bad_data: ") == true)
            #expect(platform["nothing"].missingBecause?.contains("are NaN (vector(0) / vector(0))") == true)
        }
    }
}
