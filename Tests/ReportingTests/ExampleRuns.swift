import Fuzzing
import Foundation
import Measurement
import Results

/// Runs for reporters, made of seeded numbers.
enum ExampleRuns {
    /// Slices that are made anew each time they are asked for.
    struct Source: SliceSource {
        var length: Int
        var endpoints: [Endpoint]
        var failing = true
        var perSecond = 40
        var phases: [PhaseMark]
        /// What the host took, and for how long the container's limit held the generator back, in each second.
        var taken: (stolen: Double?, throttled: Double?)

        func slices(in seconds: Range<Int>, _ body: (ShardSlices) -> Void) throws {
            var numbers = Dice(seed: 7)
            for second in 0..<length where seconds.contains(second) {
                let phase = phases.lastIndex { $0.start <= .seconds(second) } ?? 0
                var slices = ShardSlices()
                for (place, endpoint) in endpoints.enumerated() {
                    var tally = Tally()
                    tally.started = Int64(perSecond)
                    tally.completed = Int64(perSecond)
                    tally.bytesReceived = Int64(perSecond) * 1_000
                    let load = 1 + 2 * Double(second) / Double(max(length, 1))
                    for _ in 0..<perSecond {
                        let spread = Double.random(in: 0..<1, using: &numbers)
                        let ns = Int64((8e6 * Double(place + 1) * load) * (1 + 6 * spread * spread * spread * spread))
                        tally.response.record(ns + 200_000)
                        tally.service.record(ns)
                    }
                    let failed: Int64 = failing && place == 1 && second % 7 == 3 ? 3 : 0
                    tally.statuses = [200: Int64(perSecond) - failed]
                    if failed > 0 {
                        tally.statuses[503] = failed
                        tally.failures = [.status: failed]
                    }
                    slices.slices.append(Slice(second: second, phase: phase, endpoint: endpoint, tally: tally))
                }
                slices.seconds = [moment(second, phase)]
                body(slices)
            }
        }

        private func moment(_ second: Int, _ phase: Int) -> SecondSlice {
            var moment = SecondSlice(second: second, phase: phase)
            moment.users = min(second + 1, 20)
            moment.peakInFlight = 5
            moment.arrivalsStarted = Int64(perSecond)
            moment.iterations = 30
            moment.iterationsFailed = failing && second % 3 == 1 ? 1 : 0
            moment.lag.record(80_000, count: Int64(perSecond))
            moment.checks = [
                "is JSON": CheckTally(passed: 39, failed: 0), "has a total": CheckTally(passed: 38, failed: 1),
            ]
            moment.counters = ["orders": 1.5]
            moment.gauges = ["queue depth": GaugeTally(Double(second), atNs: Int64(second))]
            moment.timings = ["render": .single(3_000_000)]
            moment.health = HealthTally(
                longestStallNs: 4_000_000, cpuShare: 0.31, stolenShare: taken.stolen, throttledShare: taken.throttled,
                descriptors: 47, descriptorLimit: 1_024,
                residentBytes: 48 << 20)
            if failing, second % 7 == 3 {
                moment.failures = [
                    FailureTally(
                        endpoint: endpoints[min(1, endpoints.count - 1)].name, kind: .status, status: 503,
                        message: "expected status 200, got 503", count: 3, first: .seconds(second),
                        last: .milliseconds(second * 1_000 + 400))
                ]
            }
            return moment
        }
    }

    static let shopEndpoints = [
        Endpoint(name: "GET /"), Endpoint(name: "GET /product/{id}"),
        Endpoint(name: "POST /cart/checkout", tags: ["checkout"]),
        Endpoint(name: "buy", kind: .transaction),
    ]

    /// A short run of a shop, with failures unless told otherwise.
    static func shop(
        length: Int = 30, endpoints: [Endpoint] = shopEndpoints, failing: Bool = true, perSecond: Int = 40,
        invalid: [InvalidReason] = [], events: [Event] = [], isComplete: Bool = true, title: String = "SmokeShop",
        taken: (stolen: Double?, throttled: Double?) = (nil, nil)
    ) throws -> StoredRun {
        let phases = [
            PhaseMark(name: "warm-up", excluded: true), PhaseMark(name: "sustained", start: .seconds(length / 6)),
            PhaseMark(name: "cool-down", start: .seconds(length * 5 / 6)),
        ]
        let source = Source(
            length: length, endpoints: endpoints, failing: failing, perSecond: perSecond, phases: phases,
            taken: taken)
        var totals = RunTotals(phases: phases)
        try source.slices(in: 0..<length) { totals.add($0) }
        let report = RunReport(
            totals: totals, duration: .seconds(length), seed: 42,
            results: URL(fileURLWithPath: "/results/20240601-120000-0badcafe"), source: source, invalid: invalid)
        let description = RunDescription(
            tool: "plimsoll 0.1", id: "0badcafe", started: Date(timeIntervalSince1970: 1_717_243_200), suite: title,
            test: "shoppersBrowseAndBuy", scenario: "shoppers", target: "shop (http://127.0.0.1:8080)",
            load: "up to 20 users, 2 more each second, for \(length) s", drawing: "▁▂▃▄▅▆▇██████████████▄▁",
            planned: .seconds(length),
            seed: 42, phases: phases,
            fingerprint: Fingerprint(
                os: "Debian GNU/Linux 12", architecture: "x86_64", cpu: "AMD EPYC 7763", cores: 2, memory: "8 GiB",
                container: "none", runnerClass: "unclassified", swift: "6.3", build: "release"),
            workloadHash: "00c0ffee00c0ffee")
        return StoredRun(description: description, report: report, events: events, isComplete: isComplete)
    }

    /// A run in which nothing was finished.
    static func empty() -> StoredRun {
        let report = RunReport(totals: RunTotals(phases: []), duration: .seconds(3), seed: 1)
        let description = RunDescription(
            tool: "plimsoll 0.1", id: "00000000", started: Date(timeIntervalSince1970: 1_717_243_200),
            scenario: "nothing",
            target: "nowhere", load: "1 user for 3 s", planned: .seconds(3), seed: 1, phases: [.whole],
            fingerprint: .current(), workloadHash: "0")
        return StoredRun(description: description, report: report)
    }
}

extension Histogram {
    fileprivate static func single(_ ns: Int64) -> Histogram {
        var histogram = Histogram()
        histogram.record(ns)
        return histogram
    }
}
