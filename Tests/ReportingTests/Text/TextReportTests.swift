import Fuzzing
import Foundation
import Measurement
import Results
import Testing

@testable import Reporting

@Suite struct TextReportTests {
    private func lines(_ text: String) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test func theFirstLineNamesTheRunAndWhatCameOfIt() throws {
        let first = try #require(lines(TextReport(try ExampleRuns.shop()).text).first)
        #expect(first.hasPrefix("SmokeShop / shoppersBrowseAndBuy: 3,000 requests, 0.3 % failed, p95 "))
    }

    @Test func anInvalidRunSaysSoInItsFirstLineWithTheRemedy() throws {
        let run = try ExampleRuns.shop(invalid: [
            InvalidReason("requests started late", remedy: "lower the rate"),
            InvalidReason("a worker vanished", remedy: "look"),
        ])
        let text = lines(TextReport(run).text)
        #expect(text[0] == "INVALID: requests started late – lower the rate")
        #expect(text[1] == "a worker vanished – look")
        #expect(text.contains("next       lower the rate; these figures don't count"))
    }

    @Test func theGeneratorsLineSaysWhatOthersTookFromIt() throws {
        let noisy = TextReport(try ExampleRuns.shop(taken: (stolen: 0.12, throttled: 0.031))).text
            .replacing("\n           ", with: " ")
        #expect(
            noisy.contains(
                "CPU 31 %, the host took 12 % of the processors, the container's CPU limit held the generator back for 3 % of the time, 47"
            ))
        let quiet = TextReport(try ExampleRuns.shop(taken: (stolen: 0.004, throttled: 0))).text
        #expect(!quiet.contains("the host took") && !quiet.contains("CPU limit"))
    }

    @Test func theTableHasAllColumnsInOrder() throws {
        let header = try #require(lines(TextReport(try ExampleRuns.shop()).text).first { $0.hasPrefix("name ") })
        #expect(
            header.split(separator: " ").map(String.init) == [
                "name", "requests", "failures", "avg", "min", "median", "p90", "p95", "p99", "p99.9", "max", "req/s",
                "failures/s",
            ])
    }

    @Test func everyPartIsThere() throws {
        let run = try ExampleRuns.shop(events: [Event(second: 12.5, kind: "guard", message: "error rate above 50 %")])
        let text = TextReport(run).text
        for part in [
            "scenario   shoppers against shop (http://127.0.0.1:8080)", "▁▂▃▄▅▆▇██", "seed       42",
            "Debian GNU/Linux 12, x86_64",
            "\nall requests ", "\nbuy ", "\nwarm-up ", "\nsustained ",
            "failures\n  9 × unavailable (503), GET /product/{id}: expected status 200, got 503",
            "first at 0:10.0, last at 0:24.4", "likely: no healthy replica", "\nstatuses   200 × 2,991, 503 × 9\n",
            "/s succeeded)", "iterations 742 completed, 8 ended by an error",
            "✓ is JSON: 975 of 975 passed",
            "✗ has a total: 950 of 975 passed", "orders: 37.5, 1.5/s", "queue depth: last 29, 5 … 29, mean 17",
            "render: p50 3 ms",
            "0:12.5 guard: error rate above 50 %",
            "schedule lag p50 80.1 µs, p99 80.1 µs, longest stall 4 ms, CPU 31 %, 47 of 1,024",
            "plimsoll report --format html /results/20240601-120000-0badcafe",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    /// Whatever the names and values are, no line is longer than 120 columns.
    @Test(arguments: [UInt64(1), 2, 3])
    func itFitsWhateverTheNamesAndValuesAre(seed: UInt64) throws {
        var numbers = Dice(seed: seed)
        let pieces = [
            "GET /", "商品", "🛒", "{id}", "\u{1b}[31m", "\n", "a", "éé", String(repeating: "x", count: 90), " ",
            "e\u{301}",
        ]
        var totals = RunTotals(phases: [])
        for place in 0..<12 {
            let name = (0..<Int.random(in: 1...30, using: &numbers)).map { _ in
                pieces.randomElement(using: &numbers) ?? ""
            }.joined()
            var tally = Tally()
            tally.completed = Int64.random(in: 1...(1 << Int64.random(in: 1...60, using: &numbers)), using: &numbers)
            tally.failures = [.status: Int64.random(in: 0...tally.completed, using: &numbers)]
            tally.response.record(1 << Int64.random(in: 0...41, using: &numbers), count: tally.completed)
            tally.response.record(3_600_000_000_000)
            var second = SecondSlice(second: place, phase: 0)
            second.failures = [
                FailureTally(
                    endpoint: name, kind: .scenario, status: 0, message: name + name, count: 1 << 60, first: .zero,
                    last: .seconds(1 << 33))
            ]
            second.checks = [name: CheckTally(passed: 1 << 60, failed: 1)]
            second.counters = [name: .greatestFiniteMagnitude]
            totals.add(
                ShardSlices(
                    slices: [Slice(second: place, phase: 0, endpoint: Endpoint(name: name), tally: tally)],
                    seconds: [second], warnings: [name]))
        }
        let example = try ExampleRuns.shop()
        var description = example.description
        description.suite = pieces.joined()
        description.target = String(repeating: "t", count: 400)
        let run = StoredRun(description: description, report: RunReport(totals: totals, duration: .seconds(12)))
        for style in [TextStyle(), TextStyle(columns: 80 + 40)] {
            for line in lines(TextReport(run, style: style).text) {
                #expect(line.displayWidth <= 120, "seed \(seed): \(line)")
                #expect(!line.contains("\u{1b}"), "seed \(seed)")
            }
        }
    }

    @Test func aRunWithoutRequestsIsSaidToHaveNone() {
        let text = TextReport(ExampleRuns.empty()).text
        #expect(
            text.hasPrefix(
                "INVALID: nothing was measured: no request was finished – check the target, the scenario and the run's duration\n"
            ))
        #expect(text.contains("nothing: no requests\n"))
        #expect(!text.contains("0 % failed"))
    }

    @Test func coloursAreForTerminalsOnly() throws {
        let run = try ExampleRuns.shop()
        #expect(!TextReport(run).text.contains("\u{1b}"))
        #expect(TextReport(run, style: TextStyle(isColored: true)).text.contains("\u{1b}[31m"))
        #expect(TextStyle.automatic(isTerminal: true, environment: [:]).isColored)
        #expect(TextStyle.automatic(isTerminal: true, environment: ["NO_COLOR": ""]).isColored)
        #expect(!TextStyle.automatic(isTerminal: true, environment: ["NO_COLOR": "1"]).isColored)
        #expect(!TextStyle.automatic(isTerminal: true, environment: ["TERM": "dumb"]).isColored)
        #expect(!TextStyle.automatic(isTerminal: false, environment: [:]).isColored)
    }

    @Test(arguments: [
        (Int64(0), "0"), (999, "999ns"), (312_000_000, "312ms"), (1_250_000_000, "1.25s"), (99_900_000_000, "99.9s"),
        (100_000_000_000, "1m40s"), (5_999_000_000_000, "99m59s"), (6_000_000_000_000, "1h40m"),
        (3_599_000_000_000_000, "999h43m"),
    ])
    func aTimeIsCompact(_ ns: Int64, _ text: String) {
        #expect(Duration.nanoseconds(ns).compact == text)
    }

    @Test(arguments: [
        (FailureKind.status, 429, "rate-limited (429)"), (.status, 500, "server error (500)"),
        (.status, 504, "time-out behind the front (504)"),
        (.status, 503, "unavailable (503)"), (.status, 404, "not found (404)"), (.status, 418, "refused request (418)"),
        (.status, 200, "unexpected status (200)"),
        (.check, 200, "check failed"), (.check, 500, "server error (500)"), (.timeout, 0, "no answer in time"),
        (.connect, 0, "no connection"),
        (.cancelled, 0, "cut off by the run's end"), (.scenario, 0, "error in the scenario"),
        (.status, 599, "server error (599)"),
    ])
    func failuresAreToldApart(_ kind: FailureKind, _ status: Int, _ name: String) {
        let advice = FailureAdvice(kind: kind, status: status)
        #expect(advice.name == name)
        #expect(!advice.causes.isEmpty)
    }
}

@Suite struct ProgressLineTests {
    private let moment = ProgressMoment(
        elapsed: .seconds(15), planned: .seconds(60), phase: "sustained", users: 20, inFlight: 3, requests: 4_012,
        failures: 13,
        rate: 200.4, p95: .milliseconds(312), dropped: 2)

    @Test func aPipeGetsPlainWords() {
        #expect(
            ProgressLine.plain(moment)
                == "0:15 of 1:00  sustained  20 users  4,012 requests  200/s  p95 312 ms  13 failed  3 in flight  2 dropped"
        )
    }

    @Test func aTerminalGetsABarInItsColumns() {
        let line = ProgressLine.live(moment, style: TextStyle(isColored: false, columns: 80))
        #expect(line.hasPrefix("\r▕█████               ▏ 0:15 of 1:00"))
        #expect(line.dropFirst().displayWidth == 79)
        #expect(ProgressLine.live(moment, style: TextStyle(isColored: true)).hasSuffix("\u{1b}[K"))
    }

    @Test func aRunThatEndsSaysSo() {
        var ending = moment
        ending.isStopping = true
        ending.elapsed = .seconds(70)
        #expect(ProgressLine.plain(ending).hasPrefix("1:10 of 1:00  finishing  "))
    }

    @Test func aLogGetsALineNowAndThen() {
        #expect((0...120).filter(ProgressLine.isDue(atSecond:)) == [5, 10, 20, 30, 40, 50, 60, 90, 120])
    }
}
