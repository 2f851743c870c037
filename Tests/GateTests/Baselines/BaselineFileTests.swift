import Foundation
import Testing

@testable import Gate

@Suite struct BaselineFileTests {
    private var baseline: Baseline {
        var baseline = Baseline(
            suite: "LoadShop", runnerClass: "ci-2core", workload: "00ff", anchor: "v1.2",
            fingerprint: ["os": "Debian", "cpu": "X \"9\""])
        baseline.metrics[Metric(.p50, of: "GET /product/{id}")] = BaselineMetric(
            terms: .usual(for: .p50), runs: .levels([20_123_456, 20_500_000, 19_999_999]), pairDeviation: 0.0123)
        baseline.metrics[Metric(.throughput)] = BaselineMetric(
            terms: .usual(for: .throughput), runs: .levels([812.34, 799.9]))
        baseline.metrics[Metric(.badSeconds)] = BaselineMetric(
            terms: .usual(for: .badSeconds), runs: .counts([SecondCount(bad: 1, of: 60), SecondCount(bad: 0, of: 60)]))
        baseline.accepted = [
            AcceptedRegression(metric: Metric(.throughput), upTo: 0.12, why: "a \"safer\" hash", commit: "abc")
        ]
        return baseline
    }

    private let text = """
        {
          "schema": 1,
          "suite": "LoadShop",
          "runner_class": "ci-2core",
          "workload": "00ff",
          "anchor": "v1.2",
          "fingerprint": {
            "cpu": "X \\"9\\"",
            "os": "Debian"
          },
          "metrics": {
            "badSeconds": {"better": "smaller", "gated": true, "unit": "bad_s", "tolerance": 0.0005, "level": 0.008333, "runs": [[1, 60], [0, 60]]},
            "p50 GET /product/{id}": {"better": "smaller", "gated": true, "unit": "ns", "tolerance": 0.01924, "margin": 0.1, "level": 20210000, "job_sd": 0.013, "pair_sd": 0.012, "runs": [20120000, 20500000, 20000000]},
            "throughput": {"better": "larger", "gated": true, "unit": "per_s", "tolerance": 0.01021, "margin": 0.05, "level": 806.1, "job_sd": 0.011, "runs": [812.3, 799.9]}
          },
          "accepted": [
            {"metric": "throughput", "up_to": 0.12, "why": "a \\"safer\\" hash", "commit": "abc"}
          ]
        }

        """

    @Test func theFileIsSortedAndHasAMetricALine() {
        #expect(BaselineText.write(baseline) == text)
    }

    @Test func readingAndWritingAgainChangesNothing() throws {
        let parsed = try BaselineParser.parse(Data(text.utf8), file: "a.json")
        #expect(BaselineText.write(parsed) == text)
        #expect(parsed.accepted == baseline.accepted)
        #expect(abs((parsed.metrics[Metric(.throughput)]?.terms.margin ?? 0) - -log(0.95)) < 1e-9)
    }

    @Test(arguments: [
        ("", ["the file is empty; restore it with git"]),
        ("{\"schema\": 1, \"sui", ["this isn't JSON, or it is cut off after 18 bytes; restore it with git"]),
        ("[1]", ["expected an object with the fields of a baseline"]),
        ("{\"schema\": 7}", ["schema 7 is newer than this version reads (1); update plimsoll"]),
        (
            "{\"schema\": 1, \"suite\": 4, \"runner_class\": \"ci\", \"workload\": \"00\", \"fingerprint\": {\"os\": null}, \"metrics\": []}",
            [
                "suite: expected a text, got 4", "fingerprint.os: expected a text, got null",
                "metrics: expected an object, got a list",
            ]
        ),
    ])
    func hostileFilesAreToldWithAllTheirFaults(text: String, faults: [String]) {
        #expect(throws: BaselineError.self) { try BaselineParser.parse(Data(text.utf8), file: "a.json") }
        do throws(BaselineError) {
            _ = try BaselineParser.parse(Data(text.utf8), file: "a.json")
        } catch {
            #expect(error.faults == faults)
            #expect(error.description.hasPrefix("a.json: "))
        }
    }

    @Test(arguments: [
        ("20500000", "-4", "metrics.“p50 GET /product/{id}”.runs[1]: expected a number above zero, got -4"),
        ("20500000", "\"x\"", "metrics.“p50 GET /product/{id}”.runs[1]: expected a number above zero, got “x”"),
        (
            "\"level\": 20210000", "\"level\": 10210000",
            "metrics.“p50 GET /product/{id}”.level: 10210000 doesn't follow from the runs, whose mean is 20210000"
        ),
        (
            "\"margin\": 0.1,", "\"margin\": 0.01,",
            "metrics.“p50 GET /product/{id}”.margin: 0.01 isn't above the tolerance of 0.01924"
        ),
        ("[1, 60]", "[61, 60]", "metrics.“badSeconds”.runs[0]: expected [bad seconds, seconds], got a list"),
        (
            "\"throughput\": {", "\"speed\": {",
            "metrics.“speed”: this names no metric; the kinds are p50, p95w, p99w, throughput, badSeconds, seconds"
        ),
        (
            "\"better\": \"larger\"", "\"better\": \"smaller\"",
            "metrics.“throughput”.better: expected “larger”, got “smaller”"
        ),
        ("\"anchor\"", "\"ancor\"", "ancor: there is no such field"),
        ("\"up_to\": 0.12", "\"up_to\": 1.2", "accepted[0].up_to: expected a number from 0.0 to 0.99, got 1.2"),
        ("\"up_to\": 0.12", "\"up_to\": -1", "accepted[0].up_to: expected a number from 0.0 to 0.99, got -1"),
        ("\"metric\": \"throughput\"", "\"metric\": \"speed\"", "accepted[0].metric: “speed” names no metric"),
        ("\"schema\": 1", "\"schema\": 0", "schema: there is no schema 0"),
        ("\"level\": 806.1", "\"level\": \"fast\"", "metrics.“throughput”.level: expected a number, got “fast”"),
        (
            "\"tolerance\": 0.01021", "\"tolerance\": -0.5",
            "metrics.“throughput”.tolerance: expected a number from 0.0 to 1.0, got -0.5"
        ),
        ("[812.3, 799.9]", "{}", "metrics.“throughput”.runs: expected a list, got an object"),
    ])
    func aHandEditedFileIsToldByThePathOfItsField(original: String, edited: String, fault: String) {
        let changed = text.replacing(original, with: edited)
        #expect(changed != text)
        do throws(BaselineError) {
            _ = try BaselineParser.parse(Data(changed.utf8), file: "a.json")
            Issue.record("the fault wasn't found")
        } catch {
            #expect(error.faults.contains(fault), "\(error)")
        }
    }

    @Test func asManyEndpointsAsARunNamesFitIntoAFile() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("baselines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        var large = baseline
        for number in 0..<200 {
            for kind in [Metric.Kind.p50, .p95w, .p99w] {
                let levels = (0..<10).map { 20_123_456 + Double($0 * 12_345) }
                large.metrics[Metric(kind, of: "GET /quite/a/long/path/{id}/number/\(number)")] = BaselineMetric(
                    terms: .usual(for: kind), runs: .levels(levels), pairDeviation: 0.0123)
            }
        }
        let store = BaselineStore(root: root)
        _ = try store.save(large)
        #expect(try store.load(runnerClass: "ci-2core", suite: "LoadShop").metrics.count == 603)
    }

    @Test func theStoreKeepsFilesByRunnerClassAndSuite() throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent("baselines-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: root) }
        let store = BaselineStore(root: root)
        do throws(BaselineError) {
            _ = try store.load(runnerClass: "ci", suite: "LoadShop")
            Issue.record("there is no baseline yet")
        } catch {
            #expect(error.code == .missing)
            #expect(error.faults[0].contains("make one with `plimsoll baseline update --from <results>`"))
        }
        let url = try store.save(baseline)
        #expect(url.path.hasSuffix("/ci-2core/LoadShop.json"))
        #expect(try store.load(runnerClass: "ci-2core", suite: "LoadShop").runs == 3)
        #expect(store.files().count == 1)
        // A file that was copied to another class of runners isn't that one's.
        let copy = store.url(runnerClass: "ci-4core", suite: "LoadTill")
        try FileManager.default.createDirectory(
            at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.copyItem(at: url, to: copy)
        let faults = [
            "suite: expected “LoadTill”, got “LoadShop”", "runner_class: expected “ci-4core”, got “ci-2core”",
        ]
        #expect(throws: BaselineError(.malformed, file: copy.path, faults: faults)) {
            try store.load(runnerClass: "ci-4core", suite: "LoadTill")
        }
        #expect(store.url(runnerClass: "../etc", suite: "a/b").path.hasPrefix(root.path + "/"))
    }
}
