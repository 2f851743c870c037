internal import Measurement
internal import Results

/// JUnit XML: a test suite, in it a test case for the run's validity, one for each limit and one for each check. The suite's own
/// metrics are its properties.
///
/// A broken limit that only should hold is a test case that is skipped with its reason, so that it shows without failing; and so is a
/// check that failed at times: what share of it is too much is a limit's to say.
enum JUnitReport {
    static func text(_ run: StoredRun) -> String {
        var suite = JUnitDocument.Suite(name: run.description.title, started: run.description.started)
        suite.seconds = run.report.runDuration.seconds
        suite.properties =
            [(name: "seed", value: String(run.description.seed)), (name: "load", value: run.description.load)]
            + run.report.metrics.map { (name: "metric.\($0.name)", value: $0.words) }
        suite.cases = validity(of: run) + run.limits.map(limit) + checks(of: run)
        suite.output = TextReport(run).text
        return JUnitDocument(suites: [suite]).text
    }

    private static func validity(of run: StoredRun) -> [JUnitDocument.Case] {
        let reasons = run.report.validity.reasons.map(\.description).joined(separator: "; ")
        let delivered = JUnitDocument.Case(
            "the generator delivered the load", reasons.isEmpty ? .passed : .failed(type: "validity", message: reasons))
        let ended = JUnitDocument.Case(
            "the run came to its end", .failed(type: "validity", message: "it was cut off"))
        return run.isComplete ? [delivered] : [delivered, ended]
    }

    private static func limit(_ limit: Limit) -> JUnitDocument.Case {
        guard !limit.passed else { return JUnitDocument.Case(limit.name) }
        let words = "\(limit.name): measured \(limit.measured.isEmpty ? "nothing" : limit.measured)"
        return JUnitDocument.Case(
            limit.name, limit.isRequired ? .failed(type: "limit", message: words) : .skipped(message: words))
    }

    private static func checks(of run: StoredRun) -> [JUnitDocument.Case] {
        run.report.checks.sorted { $0.key < $1.key }.map { name, check in
            let all = check.passed + check.failed
            return JUnitDocument.Case(
                "check: \(name)",
                check.failed > 0
                    ? .skipped(message: "failed \(check.failed.grouped) of \(all.grouped) times") : .passed)
        }
    }
}
