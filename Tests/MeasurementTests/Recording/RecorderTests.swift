import Fuzzing
import Measurement
import Testing

@Suite struct RecorderTests {
    private static let origin: Int64 = 5_000_000_000
    private static let second: Int64 = 1_000_000_000

    private func sample(
        planned: Double, start: Double? = nil, end: Double, failure: FailureKind? = nil, status: Int = 200
    ) -> Sample {
        func ns(_ seconds: Double) -> Int64 { Self.origin + Int64(seconds * 1e9) }
        return Sample(
            plannedNs: ns(planned), startNs: ns(start ?? planned), endNs: ns(end), failure: failure, bytesSent: 10,
            bytesReceived: 100, status: status)
    }

    @Test func aSampleCountsInTheSecondOfItsEndAndThePhaseOfItsPlan() {
        let recorder = Recorder(
            originNs: Self.origin,
            phases: [PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "load", start: .seconds(2))])
        let endpoint = recorder.endpoint("GET /")
        recorder.finished(endpoint, sample(planned: 1.9, end: 2.1))
        recorder.finished(endpoint, sample(planned: 2.0, end: 2.2))
        recorder.finished(endpoint, sample(planned: 0.2, end: 0.3))
        let slices = recorder.drain(before: 3).slices
        #expect(slices.map(\.second) == [0, 2, 2])
        #expect(slices.map(\.phase) == [0, 0, 1])
        #expect(slices.map(\.tally.completed) == [1, 1, 1])
    }

    @Test func responseTimeBeginsAtThePlanAndServiceTimeAtTheStart() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        recorder.finished(recorder.endpoint("GET /"), sample(planned: 0.1, start: 0.3, end: 0.4))
        let tally = try #require(recorder.drain(before: .max).slices.first).tally
        #expect(Duration.nanoseconds(try #require(tally.response.max)).brief == "300 ms")
        #expect(Duration.nanoseconds(try #require(tally.service.max)).brief == "100 ms")
        #expect(tally.bytesSent == 10)
        #expect(tally.bytesReceived == 100)
        #expect(tally.statuses == [200: 1])
    }

    @Test func drainingHandsOverPastSecondsOnceAndLateSamplesAreAdded() {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        let endpoint = recorder.endpoint("GET /")
        recorder.finished(endpoint, sample(planned: 0.1, end: 0.5))
        recorder.finished(endpoint, sample(planned: 0.1, end: 1.5))
        var first = recorder.drain(before: 1)
        #expect(first.slices.map(\.second) == [0])
        #expect(recorder.drain(before: 1).slices.isEmpty)
        recorder.finished(endpoint, sample(planned: 0.2, end: 0.9))
        recorder.finished(endpoint, sample(planned: 1.2, end: 1.9))
        let rest = recorder.drain(before: .max)
        #expect(rest.slices.map(\.second) == [0, 1])
        #expect(rest.slices.map(\.tally.completed) == [1, 2])
        first.merge(rest)
        #expect(first.slices.map(\.tally.completed) == [2, 2])
        #expect(recorder.drain(before: .max).slices.isEmpty)
    }

    @Test(arguments: [UInt64(21), 22])
    func whateverIsRecordedIsHandedOverExactlyOnce(seed: UInt64) {
        var numbers = Dice(seed: seed)
        let recorder = Recorder(
            originNs: Self.origin, phases: [PhaseMark(name: "a"), PhaseMark(name: "b", start: .milliseconds(3_500))])
        var totals = RunTotals(phases: [PhaseMark(name: "a"), PhaseMark(name: "b", start: .milliseconds(3_500))])
        var expected: [String: [Int64]] = [:]
        for step in 0..<3_000 {
            let name = "GET /\(Int.random(in: 0..<7, using: &numbers))"
            let planned = Double(step) / 300
            let end = planned + Double.random(in: 0..<2, using: &numbers)
            let one = sample(planned: planned, end: end, failure: FailureKind.allCases.randomElement(using: &numbers))
            recorder.finished(recorder.endpoint(name), one)
            expected[name, default: []].append(one.responseNs)
            if Int.random(in: 0..<50, using: &numbers) == 0 { totals.add(recorder.drain(before: Int(planned))) }
        }
        totals.add(recorder.drain(before: .max))
        let report = RunReport(totals: totals, duration: .seconds(13))
        #expect(report.requests == 3_000)
        for (name, times) in expected {
            var histogram = Histogram()
            for ns in times { histogram.record(ns) }
            #expect(report[name].evidence.tally.response == histogram, "seed \(seed)")
        }
    }

    @Test func namesBeyondTheLimitShareOneAndTheWarningTellsHowToName() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [], endpointLimit: 3)
        for number in 0..<10 {
            recorder.finished(recorder.endpoint("GET /item/\(number)"), sample(planned: 0, end: 0.1))
        }
        let slices = recorder.drain(before: .max)
        #expect(
            Set(slices.slices.map(\.endpoint.name)) == [
                "GET /item/0", "GET /item/1", "GET /item/2", "(other endpoints)",
            ])
        #expect(slices.slices.first { $0.endpoint.name == "(other endpoints)" }?.tally.completed == 7)
        let warning = try #require(slices.warnings.first)
        #expect(slices.warnings.count == 1)
        #expect(warning.contains("more than 3 endpoint names") && warning.contains("as: \"GET /product/{id}\""))
    }

    @Test func requestsInFlightAreStartedLessFinished() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        let endpoint = recorder.endpoint("GET /")
        for _ in 0..<5 { recorder.started(endpoint) }
        recorder.finished(endpoint, sample(planned: 0, end: 0.5))
        recorder.users(active: 9)
        #expect(recorder.inFlight == 4)
        let slices = recorder.drain(before: 1)
        let second = try #require(slices.seconds.first)
        #expect(second.inFlight == 4 && second.peakInFlight == 5 && second.users == 9)
        #expect(slices.slices.reduce(0) { $0 + $1.tally.started } == 5)
    }

    @Test(arguments: [(-1, "zero"), (Int64.max, "1 h")])
    func timesThatCannotBeMeasuredAreSaid(ns: Int64, kept: String) {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        for _ in 0..<2 { recorder.timing("render", ns: ns, atNs: Self.origin) }
        let warnings = recorder.drain(before: .max).warnings
        #expect(warnings == ["times of “render” beyond what can be measured were counted as \(kept)"])
    }

    @Test func everySecondOfTheRunHasItsUsersOnce() {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        recorder.users(active: 3)
        #expect(recorder.drain(before: 3).seconds.map(\.users) == [3, 3, 3])
        // What comes late for a second that was handed over must not count its users again.
        recorder.check("late", passed: true, atNs: Self.origin + 1)
        recorder.users(active: 4)
        #expect(recorder.drain(before: 4).seconds.map(\.users) == [0, 4])
        // Whoever goes before the second is handed over was there in it; the next one begins without them.
        recorder.users(active: 0)
        #expect(recorder.drain(before: 5).seconds.map(\.users) == [4])
        #expect(recorder.drain(before: 6).seconds.map(\.users) == [0])
    }

    @Test func arrivalsAndLagBelongToTheirPhase() throws {
        let recorder = Recorder(
            originNs: Self.origin,
            phases: [PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "load", start: .seconds(1))])
        recorder.startedArrival(atNs: Self.origin + 100)
        recorder.startedArrival(atNs: Self.origin + Self.second + 100)
        recorder.droppedArrival(atNs: Self.origin + Self.second + 200)
        recorder.lateStart(plannedNs: Self.origin + Self.second - 1, startedNs: Self.origin + Self.second + 2_000_000)
        var totals = RunTotals(phases: [
            PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "load", start: .seconds(1)),
        ])
        totals.add(recorder.drain(before: .max))
        let report = RunReport(totals: totals, duration: .seconds(2))
        #expect(report.health.startedArrivals == 1)
        #expect(report.health.droppedArrivals == 1)
        #expect(report.health.lag.count == 0)
        #expect(report.phase("warm-up").health.lag.count == 1)
    }

    @Test func failuresKeepTheirFirstAndLastTime() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        let endpoint = recorder.endpoint("GET /")
        for tenths in [5, 2, 9] as [Int64] {
            recorder.failure(
                endpoint, .status, status: 503, message: "expected 200, got 503",
                atNs: Self.origin + tenths * 100_000_000)
        }
        let failure = try #require(recorder.drain(before: .max).seconds.first?.failures.first)
        #expect(
            failure
                == FailureTally(
                    endpoint: "GET /", kind: .status, status: 503, message: "expected 200, got 503", count: 3,
                    first: .milliseconds(200), last: .milliseconds(900)))
    }

    @Test func messagesAreBoundedInNumberAndLength() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        let endpoint = recorder.endpoint("GET /")
        for number in 0..<1_000 {
            recorder.failure(
                endpoint, .check, status: 200, message: "\(number)" + String(repeating: "x", count: 5_000),
                atNs: Self.origin)
        }
        let failures = try #require(recorder.drain(before: .max).seconds.first).failures
        #expect(failures.count == 101)
        #expect(failures.reduce(0) { $0 + $1.count } == 1_000)
        #expect(failures.allSatisfy { $0.message.count <= 301 })
        #expect(failures.last?.message == "(other messages)")
    }

    @Test func checksAndMetricsAddUp() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        recorder.check("is JSON", passed: true, atNs: Self.origin)
        recorder.check("is JSON", passed: false, atNs: Self.origin + Self.second)
        recorder.counter("orders", add: 2, atNs: Self.origin)
        recorder.counter("orders", add: 3, atNs: Self.origin + Self.second)
        recorder.gauge("queue", set: 7, atNs: Self.origin + 5)
        recorder.gauge("queue", set: 4, atNs: Self.origin + Self.second)
        recorder.timing("render", ns: 1_000, atNs: Self.origin)
        var totals = RunTotals(phases: [])
        totals.add(recorder.drain(before: .max))
        let report = RunReport(totals: totals, duration: .seconds(2))
        #expect(report.checks == ["is JSON": CheckTally(passed: 1, failed: 1)])
        #expect(report.check("is JSON") == 0.5)
        #expect(report.metric("orders").total == 5)
        #expect(report.metric("orders").rate == 2.5)
        #expect(report.metric("queue").last == 4)
        #expect(report.metric("queue").max == 7)
        #expect(report.metric("queue").mean == 5.5)
        #expect(report.metric("render").timing.max == .nanoseconds(1_000))
    }

    @Test func aStatusOfMoreDigitsThanThreeCountsAsNone() throws {
        let recorder = Recorder(originNs: Self.origin, phases: [])
        let endpoint = recorder.endpoint("GET /")
        for status in [-1, 0, 999, 1_000, .max] {
            recorder.finished(endpoint, sample(planned: 0, end: 0.1, status: status))
        }
        #expect(try #require(recorder.drain(before: .max).slices.first).tally.statuses == [0: 4, 999: 1])
    }
}
