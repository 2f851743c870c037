import Foundation
import Measurement
import Results
import Testing

@testable import Platform

/// What of a run is published, and that it arrives.
@Suite struct RunPublicationTests {
    @Test func fewDifferentTimesArePublishedAsTheyAre() {
        var histogram = Histogram()
        histogram.record(2_000_000, count: 3)
        histogram.record(500_000_000, count: 1)
        let pairs = RunPublication.distribution(histogram)
        #expect(pairs.map(\.count) == [3, 1])
        #expect(zip(pairs, [2.0, 500]).allSatisfy { abs($0.value - $1) / $1 < 0.001 })
        #expect(RunPublication.distribution(Histogram()).isEmpty)
    }

    @Test func manyDifferentTimesKeepTheirSumAndCount() {
        var histogram = Histogram()
        // Four decades: 1 ms to 10 s.
        var exact = 0.0
        for step in 0..<4000 {
            let ns = Int64(1e6 * pow(10, Double(step) / 1000))
            histogram.record(ns, count: 2)
            exact += Double(ns) / 1e6 * 2
        }
        let pairs = RunPublication.distribution(histogram)
        #expect(pairs.count <= 150)
        #expect(pairs.count > 100)
        #expect(pairs.reduce(0) { $0 + $1.count } == 8000)
        #expect(abs(pairs.reduce(0) { $0 + $1.value * $1.count } - exact) / exact < 0.001)
        // The median is 100 ms; half a step is 3 %.
        var seen = 0.0
        let median =
            pairs.first {
                seen += $0.count; return seen >= 4000
            }?.value ?? 0
        #expect(abs(median - 100) < 4)
    }

    @Test func timeOfZeroIsPublishedToo() {
        var histogram = Histogram()
        for ns in 0..<400 { histogram.record(Int64(ns)) }
        let pairs = RunPublication.distribution(histogram)
        #expect(pairs.count <= 150)
        #expect(pairs.reduce(0) { $0 + $1.count } == 400)
        #expect(pairs.allSatisfy { $0.value >= 0 && $0.value.isFinite })
    }

    @Test func runWithoutRequestsHasNoErrorRate() {
        let report = RunReport(totals: RunTotals(phases: [.whole]), duration: .seconds(5))
        let metrics = RunPublication.metrics(of: RunMinutes(whole: report, ended: second(5)), dimensions: [:])
        #expect(metrics.map(\.name) == ["Requests", "Failures"])
        #expect(metrics.first?.values == .single(0))
    }

    @Test(arguments: [("GET /", "GET /"), ("Grüße", "Gr??e"), ("", "-"), ("  ", "-"), ("a\nb", "a?b")])
    func endpointsNameBecomesWhatADimensionMayHold(name: String, dimension: String) {
        #expect(RunPublication.printable(name) == dimension)
    }

    @Test func runIsCutIntoMinutesWithoutItsWarmUp() throws {
        let run = try KeptRun(seconds: 90, warmUp: 10, started: second(0))
        defer { run.remove() }
        let minutes = try RunMinutes(folder: run.folder, started: second(0)).minutes
        #expect(minutes.map(\.time) == [second(0), second(60)])
        #expect(minutes.map(\.report.requests) == [100, 60])
        #expect(minutes.map(\.report.failures) == [50, 30])

        let metrics = RunPublication.metrics(
            of: try RunMinutes(folder: run.folder, started: second(0)), dimensions: ["Suite": "Shop"])
        let first = metrics.filter { $0.time == second(0) }
        #expect(
            first.map(\.name) == [
                "Requests", "Failures", "ErrorRate", "ResponseTime", "Users", "Requests", "Failures", "ErrorRate",
                "ResponseTime",
            ])
        #expect(first[2].values == .single(50))
        #expect(first[4].values == .single(7))
        #expect(first[5].dimensions == ["Suite": "Shop", "Endpoint": "GET /"])
        #expect(metrics.allSatisfy { $0.faults.isEmpty })
    }

    @Test func reportsTimeIsThatOfItsPhases() throws {
        let run = try KeptRun(seconds: 90, warmUp: 10, started: second(0))
        defer { run.remove() }
        let report = try ResultsReader.read(run.folder).report
        #expect(report.time == second(10)..<second(90))
        #expect(report.phase("warm-up").time == second(0)..<second(10))
        #expect(report.window(.seconds(20) ..< .seconds(30)).time == second(20)..<second(30))
        #expect(report.phase("no such").time == nil)
        #expect(RunReport(totals: RunTotals(phases: [.whole]), duration: .seconds(5)).time == nil)
    }

    @Test func platformOfARunWithoutATimeIsMissing() async {
        let report = RunReport(totals: RunTotals(phases: [.whole]), duration: .seconds(5))
        let platform = await CloudWatch(reading: [.throttles(ofFunction: "f", zeroWhenAbsent: true)]).metrics(
            during: report)
        #expect(!(platform["Throttles"].sum == 0))
        #expect(
            platform["Throttles"].missingBecause
                == "the time of the run isn't known, so its platform metrics can't be read; pass a range of dates")
    }

    @Test(.enabled(if: MotoServer.isInstalled, "moto_server isn't installed; run: ci/setup test"))
    func publishedRunIsReadBackForItsTime() async throws {
        // CloudWatch takes no datapoint that is older than two weeks.
        let started = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded(.down) * 60 - 600)
        let run = try KeptRun(seconds: 90, warmUp: 10, started: started)
        defer { run.remove() }
        let report = try ResultsReader.read(run.folder).report
        try await MotoServer.run { moto in
            try await moto.cloudWatch().publish(report, namespace: "Shop/LoadTests")
            let own = ["Suite": "SmokeShop", "Scenario": "shoppers"]
            let endpoint = own.merging(["Endpoint": "GET /"]) { $1 }
            let platform = await moto.cloudWatch([
                .init("Requests", in: "Shop/LoadTests", dimensions: own, statistic: .sum),
                .init("Requests", in: "Shop/LoadTests", dimensions: endpoint, statistic: .sum, as: "GET"),
                .init("ErrorRate", in: "Shop/LoadTests", dimensions: own, statistic: .average),
                .init("ResponseTime", in: "Shop/LoadTests", dimensions: own, statistic: .sampleCount, as: "n"),
                .init("ResponseTime", in: "Shop/LoadTests", dimensions: own, statistic: .maximum),
                .init("Users", in: "Shop/LoadTests", dimensions: own, statistic: .maximum),
            ]).metrics(during: report)
            #expect(platform["Requests"].sum == 160)
            #expect(platform["Requests"].points.map(\.value) == [100, 60])
            #expect(platform["GET"].sum == 160)
            #expect(platform["ErrorRate"].max == 50)
            #expect(platform["n"].sum == 160)
            #expect(platform["ResponseTime"].max > 19.9)
            #expect(platform["ResponseTime"].max < 20.1)
            #expect(platform["Users"].max == 7)
        }
    }
}
