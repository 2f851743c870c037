import Foundation
import Measurement
import Results
import Testing

/// A folder of its own for a test, gone with it.
final class TemporaryFolder {
    let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appendingPathComponent(
            "plimsoll-\(UUID().uuidString)", isDirectory: true)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }
}

extension RunDescription {
    static func example(phases: [PhaseMark] = [.whole]) -> RunDescription {
        RunDescription(
            tool: "plimsoll 0.1", started: Date(timeIntervalSince1970: 1_717_243_200.25), suite: "SmokeShop",
            test: "browse",
            scenario: "shoppers", target: "shop", load: "10 users", drawing: "▂▅█", planned: .seconds(20), seed: .max,
            phases: phases, fingerprint: .current(), workloadHash: WorkloadHash.of(["10 users"]),
            labels: ["tier": "smoke"])
    }
}

@Suite struct ResultsTests {
    /// Records `seconds` seconds of two endpoints on a recorder and gives each second to a writer.
    private func load(seconds: Int, into writer: ResultsWriter) throws -> RunTotals {
        let recorder = Recorder(originNs: 0, phases: [.whole])
        var totals = RunTotals(phases: [.whole])
        for second in 0..<seconds {
            for number in 0..<20 {
                let endpoint = recorder.endpoint(number.isMultiple(of: 2) ? "GET /" : "POST /cart", tags: ["shop"])
                let start = Int64(second) * 1_000_000_000 + Int64(number) * 1_000_000
                let failed = number == 7
                recorder.started(endpoint)
                recorder.finished(
                    endpoint,
                    Sample(
                        plannedNs: start, startNs: start + 1_000, endNs: start + 5_000_000 * Int64(number + 1),
                        failure: failed ? .status : nil, bytesSent: 1, bytesReceived: 2, status: failed ? 503 : 200))
                if failed {
                    recorder.failure(endpoint, .status, status: 503, message: "expected 200, got 503", atNs: start)
                }
            }
            recorder.users(active: 10)
            recorder.startedArrival(atNs: Int64(second) * 1_000_000_000)
            recorder.lateStart(
                plannedNs: Int64(second) * 1_000_000_000, startedNs: Int64(second) * 1_000_000_000 + 50_000)
            recorder.check("is JSON", passed: second > 0, atNs: Int64(second) * 1_000_000_000)
            recorder.counter("orders", add: 1.5, atNs: Int64(second) * 1_000_000_000)
            recorder.gauge("queue", set: Double(second), atNs: Int64(second) * 1_000_000_000)
            recorder.timing("render", ns: 5_000, atNs: Int64(second) * 1_000_000_000)
            recorder.health(
                HealthTally(
                    longestStallNs: 1_000_000, cpuShare: 0.25, stolenShare: Double(second) / 16, throttledShare: 0.5,
                    descriptors: 9, descriptorLimit: 100, residentBytes: 1 << 20),
                atNs: Int64(second) * 1_000_000_000)
            let slices = recorder.drain(before: second + 1)
            try writer.append(slices)
            totals.add(slices)
        }
        return totals
    }

    private func expectSame(_ read: RunReport, _ written: RunReport) {
        #expect(read.requests == written.requests)
        #expect(read.evidence.tally == written.evidence.tally)
        #expect(read.endpoints.map(\.name) == written.endpoints.map(\.name))
        #expect(read.endpoints.map(\.tags) == written.endpoints.map(\.tags))
        #expect(read.failuresByKind == written.failuresByKind)
        #expect(read.checks == written.checks)
        #expect(read.peakUsers == written.peakUsers)
        #expect(read.health.lag.histogram == written.health.lag.histogram)
        #expect(read.metric("orders").total.value == written.metric("orders").total.value)
        #expect(read.metric("queue").last.value == written.metric("queue").last.value)
        #expect(read.metric("render").timing.histogram == written.metric("render").timing.histogram)
        #expect(read.health.cpuShare.value == written.health.cpuShare.value)
        #expect(read.health.noise == written.health.noise)
        #expect(read.health.noise.stolen.count > 0 && read.health.noise.throttled.mean == 0.5)
        #expect(read.evidence.duration == written.evidence.duration)
    }

    @Test func whatWasWrittenIsReadAgain() throws {
        let temporary = try TemporaryFolder()
        let description = RunDescription.example()
        let folder = try ResultsFolder.create(root: temporary.url, run: description)
        #expect(folder.url.lastPathComponent == "20240601-120000-\(description.id)")
        let writer = try ResultsWriter(folder: folder)
        let report = RunReport(totals: try load(seconds: 5, into: writer), duration: .milliseconds(5_500), seed: .max)
        try writer.append(
            Event(second: 2.5, kind: "guard", message: "slow", fields: ["p95_ms": 12.5, "name": "x", "stopped": true]))
        try writer.append(InvalidReason("a worker vanished", remedy: "look"), second: 3)
        try writer.finish(report)

        let run = try ResultsReader.read(folder)
        #expect(run.isComplete)
        #expect(run.description == description)
        #expect(run.report.seed == .max)
        #expect(run.report.results == folder.url)
        #expect(
            run.events.first
                == Event(
                    second: 2.5, kind: "guard", message: "slow", fields: ["p95_ms": 12.5, "name": "x", "stopped": true])
        )
        #expect(run.report.validity.reasons == [InvalidReason("a worker vanished", remedy: "look")])
        expectSame(run.report, report)
        #expect(run.report.window(.seconds(1) ..< .seconds(3)).requests == 40)
    }

    @Test func theReportsDocumentTellsWhatOthersTook() throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        let writer = try ResultsWriter(folder: folder)
        try writer.finish(RunReport(totals: try load(seconds: 5, into: writer), duration: .seconds(5)))
        let text = try String(contentsOf: folder.report, encoding: .utf8).replacing(" ", with: "")
        for entry in [
            #""stolen_share":0.125"#, #""stolen_share_max":0.25"#, #""throttled_share":0.5"#,
            #""throttled_share_max":0.5"#,
        ] { #expect(text.contains(entry)) }
    }

    @Test func aKilledRunKeepsAllButWhatWasCutOff() throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        let totals = try load(seconds: 4, into: ResultsWriter(folder: folder))
        let whole = try Data(contentsOf: folder.slices)
        // The last write of a killed process may be there in part.
        try (whole + Data("{\"second\":4,\"phase\":0,\"endpo".utf8)).write(to: folder.slices)

        let run = try ResultsReader.read(folder)
        #expect(!run.isComplete)
        expectSame(run.report, RunReport(totals: totals, duration: .seconds(4)))
        #expect(run.report.warnings.contains { $0.contains("didn't come to its end") })
    }

    @Test func partsOfARunMergeWithoutLoss() throws {
        let temporary = try TemporaryFolder()
        let whole = RunTotalsBox()
        var folders: [ResultsFolder] = []
        for seconds in [3, 5] {
            let folder = try ResultsFolder.create(root: temporary.url, run: .example())
            let writer = try ResultsWriter(folder: folder)
            let totals = try load(seconds: seconds, into: writer)
            try writer.finish(RunReport(totals: totals, duration: .seconds(seconds)))
            folders.append(folder)
        }
        try FolderSlices(folders: folders).forEach { whole.totals.add($0) }
        let merged = try ResultsReader.read(
            try ResultsMerger.merge(folders, into: temporary.url.appendingPathComponent("merged")))
        let expected = RunReport(totals: whole.totals, duration: .seconds(5))
        expectSame(merged.report, expected)
        #expect(merged.report.requests == 160)
        #expect(merged.report.peakUsers == 20)
        #expect(merged.isComplete)
    }

    @Test func partsOfOtherRunsAreRefused() throws {
        let temporary = try TemporaryFolder()
        let first = try ResultsFolder.create(root: temporary.url, run: .example())
        let second = try ResultsFolder.create(root: temporary.url, run: .example(phases: [PhaseMark(name: "other")]))
        let error = #expect(throws: ResultsError.self) { try ResultsReader.read(merging: [first, second]) }
        #expect(error?.code == .notMergeable)
        var another = RunDescription.example()
        another.test = "anotherTest"
        let third = try ResultsFolder.create(root: temporary.url, run: another)
        let refusal = #expect(throws: ResultsError.self) { try ResultsReader.read(merging: [first, third]) }
        #expect(refusal?.code == .notMergeable)
    }

    @Test func aFolderThatCantBeWrittenIsSaidBeforeTheLoad() throws {
        let temporary = try TemporaryFolder()
        let file = temporary.url.appendingPathComponent("file")
        try Data().write(to: file)
        let error = #expect(throws: ResultsError.self) { try ResultsFolder.create(root: file, run: .example()) }
        #expect(error?.code == .notWritable)
        #expect(error?.description.contains(file.path) == true)
        #expect(error?.description.hasSuffix("make it writable, or name another in PLIMSOLL_RESULTS") == true)
    }

    @Test(arguments: [
        ("{}", "line 1: “second” is missing"), ("nonsense", "line 1: it isn't JSON"),
        (
            "{\"second\":0,\"phase\":0,\"endpoint\":\"x\",\"response_ns\":\"HIST\"}",
            "line 1: not a histogram: it ends after 3 bytes"
        ),
        (
            "{\"second\":0,\"phase\":0,\"endpoint\":\"x\",\"failed\":{\"flood\":1}}",
            "line 1: unknown kind of failure “flood”"
        ),
        ("{\"second\":-4,\"phase\":0}", "line 1: second -4 is before the run"),
        // Milliseconds since 1970, by another tool.
        ("{\"second\":1717243200000,\"phase\":0}", "line 1: second 1717243200000 is more than a year into the run"),
        (
            "{\"second\":1717243200,\"phase\":0,\"endpoint\":\"x\",\"completed\":1}",
            "line 1: second 1717243200 is more than a year into the run"
        ),
        (
            "{\"second\":0,\"phase\":0,\"users\":9223372036854775807}",
            "line 1: “users” is 9223372036854775807, and in a second there are from 0 to 1000000000000"
        ),
        (
            "{\"second\":0,\"phase\":0,\"checks\":{\"a\":{\"passed\":9223372036854775807,\"failed\":0}}}",
            "line 1: “checks” is 9223372036854775807, and in a second there are from 0 to 1000000000000"
        ),
        ("[]", "line 1: it has the wrong type"),
    ])
    func aBrokenLineIsNamed(_ line: String, _ reason: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        try Data((line + "\n").utf8).write(to: folder.slices)
        let error = #expect(throws: ResultsError.self) { try ResultsReader.read(folder) }
        #expect(error?.description == "\(folder.slices.path), \(reason)")
    }

    @Test(arguments: ["1e300", "-1e300", "\"nan\"", "\"inf\""])
    func anEventAtNoMomentIsNamed(_ second: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        try Data("{\"second\":\(second),\"kind\":\"guard\",\"message\":\"x\"}\n".utf8).write(to: folder.events)
        let error = #expect(throws: ResultsError.self) { try ResultsReader.read(folder) }
        #expect(error?.description.hasSuffix("isn't in the run") == true)
    }

    /// A newer version may have renamed all that this one looks for.
    @Test func aNewerFormatSaysToUpdate() throws {
        let temporary = try TemporaryFolder()
        try Data("{\"schema\":2,\"begun\":\"2030-01-01\"}".utf8).write(to: ResultsFolder(url: temporary.url).run)
        let error = #expect(throws: ResultsError.self) { try ResultsReader.read(ResultsFolder(url: temporary.url)) }
        #expect(error?.description.hasSuffix("has schema 2, this version reads up to 1; update plimsoll") == true)
    }

    @Test func aReportThatIsCutOffIsSaid() throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        let writer = try ResultsWriter(folder: folder)
        let totals = try load(seconds: 4, into: writer)
        try writer.finish(RunReport(totals: totals, duration: .seconds(4)))
        try Data(Data(contentsOf: folder.report).prefix(100)).write(to: folder.report)
        let run = try ResultsReader.read(folder)
        #expect(!run.isComplete)
        #expect(run.report.requests == 80)
        #expect(run.report.warnings.contains { $0.hasPrefix("\(folder.report.path) is there, but can't be read") })
    }

    /// Half a copy of a run that came to its end is no run with fewer requests, nor one without limits.
    @Test func whatIsMissingOfAWholeRunIsSaid() throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        let writer = try ResultsWriter(folder: folder)
        try writer.finish(RunReport(totals: try load(seconds: 4, into: writer), duration: .seconds(4)))
        #expect(try ResultsReader.read(folder).report.validity.isValid)
        let lines = try String(contentsOf: folder.slices, encoding: .utf8).split(separator: "\n")
        try Data(lines.dropLast(3).map { $0 + "\n" }.joined().utf8).write(to: folder.slices)
        let reasons = try ResultsReader.read(folder).report.validity.reasons
        #expect(reasons.map(\.reason) == ["the slices hold 60 requests, and the run's own report tells of 80"])
        try FileManager.default.removeItem(at: folder.events)
        let error = #expect(throws: ResultsError.self) { try ResultsReader.read(folder) }
        #expect(error?.description.hasPrefix("\(folder.events.path) is missing") == true)
    }

    @Test func aFolderWithoutARunSaysSo() throws {
        let temporary = try TemporaryFolder()
        let error = #expect(throws: ResultsError.self) { try ResultsReader.read(ResultsFolder(url: temporary.url)) }
        #expect(error?.code == .notReadable)
        try Data("{\"schema\":1}".utf8).write(to: ResultsFolder(url: temporary.url).run)
        let second = #expect(throws: ResultsError.self) { try ResultsReader.read(ResultsFolder(url: temporary.url)) }
        #expect(second?.code == .malformed)
    }

    /// Plain names are read by the scanner, all others by the general decoder.
    @Test(arguments: ["GET /", "GET /\"x\"", "a\\b", "ü 商品 🛒", "tab\tand\nline", "", "{\"second\":1}"])
    func everyNameComesBack(_ name: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        var tally = Tally()
        tally.completed = 3
        tally.failures = [.tls: 1, .check: 1]
        tally.statuses = [0: 1, 200: 2]
        tally.response.record(5_000_000, count: 3)
        tally.service.record(4_000_000, count: 3)
        let slice = Slice(
            second: 7, phase: 0, endpoint: Endpoint(name: name, kind: .transaction, tags: [name, "b"]), tally: tally)
        try ResultsWriter(folder: folder).append(ShardSlices(slices: [slice]))
        var read: [Slice] = []
        try FolderSlices(folders: [folder]).forEach { read += $0.slices }
        #expect(read == [slice])
    }

    @Test func runsAreListedNewestFirst() throws {
        let temporary = try TemporaryFolder()
        var description = RunDescription.example()
        let older = try ResultsFolder.create(root: temporary.url, run: description)
        description.started += 60
        let newer = try ResultsFolder.create(root: temporary.url, run: description)
        #expect(
            ResultsFolder.list(root: temporary.url).map(\.url.lastPathComponent)
                == [newer, older].map(\.url.lastPathComponent))
        #expect(ResultsFolder.list(root: temporary.url.appendingPathComponent("none")).isEmpty)
    }

    @Test func theWorkloadHashIsFNV1a() {
        // Nothing in, the offset basis out; and parts don't run into each other.
        #expect(WorkloadHash.of([]) == "cbf29ce484222325")
        #expect(WorkloadHash.of(["ab", "c"]) != WorkloadHash.of(["a", "bc"]))
        #expect(WorkloadHash.of(["a"]) == WorkloadHash.of(["a"]))
        #expect(WorkloadHash.of(["a"]).count == 16)
    }
}

/// Totals that a closure may add to.
final class RunTotalsBox {
    var totals = RunTotals(phases: [.whole])
}
