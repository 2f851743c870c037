import Measurement
import Testing

/// A run of three phases: a warm-up of 10 s at 1 s a request, then 10 s at 100 ms and 10 s at 200 ms; ten requests a second on each of two
/// endpoints, one in ten of the second one failing.
struct ExampleRun: SliceSource {
    static let phases = [
        PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "sustained", start: .seconds(10)),
        PhaseMark(name: "peak", start: .seconds(20)),
    ]

    func slices(in seconds: Range<Int>, _ body: (ShardSlices) -> Void) throws {
        for second in 0..<30 where seconds.contains(second) {
            let phase = second / 10
            var cart = Tally()
            var front = Tally()
            let ns: Int64 = [1_000_000_000, 100_000_000, 200_000_000][phase]
            for tally in [0, 1] {
                var one = Tally()
                one.completed = 10
                one.response.record(ns, count: 10)
                one.service.record(ns / 2, count: 10)
                one.statuses = [200: 10]
                if tally == 0 { front = one } else { cart = one }
            }
            cart.failures = [.status: 1]
            cart.statuses = [200: 9, 503: 1]
            var moment = SecondSlice(second: second, phase: phase)
            moment.users = second + 1
            moment.failures = [
                FailureTally(
                    endpoint: "POST /cart", kind: .status, status: 503, message: "expected 200, got 503", count: 1,
                    first: .seconds(second), last: .seconds(second))
            ]
            body(
                ShardSlices(
                    slices: [
                        Slice(second: second, phase: phase, endpoint: Endpoint(name: "GET /"), tally: front),
                        Slice(
                            second: second, phase: phase, endpoint: Endpoint(name: "POST /cart", tags: ["checkout"]),
                            tally: cart),
                    ], seconds: [moment]))
        }
    }

    static var totals: RunTotals {
        get throws {
            var totals = RunTotals(phases: phases)
            try ExampleRun().slices(in: 0..<30) { totals.add($0) }
            return totals
        }
    }

    static var report: RunReport {
        get throws { RunReport(totals: try totals, duration: .seconds(30), seed: 42, source: ExampleRun()) }
    }
}

@Suite struct RunReportTests {
    /// No limit may hold and no run pass on what was left out of the figures.
    @Test func aRunThatEndsWithinItsWarmUpIsInvalid() throws {
        var totals = RunTotals(phases: ExampleRun.phases)
        try ExampleRun().slices(in: 0..<10) { totals.add($0) }
        let report = RunReport(totals: totals, duration: .seconds(10))
        #expect(report.requests == 0)
        #expect("\(report.validity)".contains("nothing was measured: everything was over within the warm-up"))
    }

    @Test func warmUpIsKeptOutOfTheFigures() throws {
        let report = try ExampleRun.report
        #expect(report.requests == 400)
        #expect(report.failures == 20)
        #expect(report.errorRate == 0.05)
        #expect("\(report.errorRate)" == "5 % (20 failed of 400)")
        #expect(report.requestRate == 20)
        #expect(report.throughput == 19)
        #expect(report.max < .milliseconds(201))
        #expect(report.statusCodes == [200: 380, 503: 20])
        #expect(report.failuresByKind.map(\.count) == [20])
        #expect(report.failuresByKind.first?.first == .seconds(10))
        #expect(report.failuresByKind.first?.last == .seconds(29))
    }

    @Test func aPhaseHasItsOwnFiguresEvenAWarmUp() throws {
        let report = try ExampleRun.report
        #expect(report.phase("sustained").p95 < .milliseconds(101))
        #expect(report.phase("peak").p95 > .milliseconds(199))
        #expect(report.phase("warm-up").p95 > .milliseconds(999))
        #expect(report.phase("peak")["POST /cart"].errorRate == 0.1)
        #expect(report.phase("peak").requestRate == 20)
    }

    @Test func anEndpointATagAndAWindowHaveTheirOwnFigures() throws {
        let report = try ExampleRun.report
        #expect(report["POST /cart"].errorRate == 0.1)
        #expect(report["GET /"].errorRate == 0)
        #expect(report.tag("checkout").requests == 200)
        #expect(report.tag("checkout").endpoints.map(\.name) == ["POST /cart"])
        let window = report.window(.seconds(15) ..< .seconds(22))
        #expect(window.requests == 140)
        #expect(window.requestRate == 20)
        #expect(window.phase("peak").requests == 40)
        // The warm-up stays left out.
        #expect(report.window(.seconds(5) ..< .seconds(11)).requests == 20)
        #expect(report["GET /"].service.max < .milliseconds(101))
    }

    @Test func whatIsntThereSaysWhatIs() throws {
        let report = try ExampleRun.report
        #expect("\(report["GET /x"].p95)" == "missing: no endpoint named “GET /x”; there are: GET /, POST /cart")
        #expect("\(report["GET /x"].errorRate)" == "missing: no endpoint named “GET /x”; there are: GET /, POST /cart")
        #expect("\(report.phase("soak").p95)" == "missing: no phase named “soak”; there are: peak, sustained, warm-up")
        #expect(
            "\(report.phase("soak")["GET /"].p95)"
                == "missing: no phase named “soak”; there are: peak, sustained, warm-up")
        #expect("\(report.tag("x").errorRate)" == "missing: no request is tagged “x”; there are: checkout")
        #expect("\(report.tag("checkout")["GET /"].p95)" == "missing: no samples of GET / tagged “checkout”")
        #expect("\(report.window(.seconds(40) ..< .seconds(50)).p95)" == "missing: no samples from 40 s to 50 s")
        #expect(report.window(.milliseconds(10_500) ..< .seconds(12)).errorRate.value == nil)
        #expect("\(report.p999)" == "missing: p99.9 needs 1,000 samples, there are 400")
        #expect("\(report.check("x"))" == "missing: no check named “x”; there is none")
        #expect("\(report.metric("x").total)" == "missing: no metric named “x”; there is none")
    }

    @Test func aRunWithoutRequestsHasNoFiguresAndIsInvalid() {
        let report = RunReport(totals: RunTotals(phases: []), duration: .seconds(10))
        #expect(!(report.errorRate < 1))
        #expect("\(report.errorRate)" == "missing: no requests")
        #expect("\(report["GET /"].p50)" == "missing: no endpoint named “GET /”; there is none")
        #expect(report.validity.reasons.map(\.reason) == ["nothing was measured: no request was finished"])
    }

    @Test func transactionsHaveARowAndNoPartInTheTotals() {
        var totals = RunTotals(phases: [])
        var tally = Tally()
        tally.completed = 5
        tally.response.record(1_000_000, count: 5)
        totals.add(
            ShardSlices(slices: [
                Slice(second: 0, phase: 0, endpoint: Endpoint(name: "GET /"), tally: tally),
                Slice(second: 0, phase: 0, endpoint: Endpoint(name: "buy", kind: .transaction), tally: tally),
            ]))
        let report = RunReport(totals: totals, duration: .seconds(1))
        #expect(report.requests == 5)
        #expect(report.endpoints.map(\.name) == ["GET /", "buy"])
        #expect(report["buy"].requests == 5)
    }
}
