import Foundation
import Gate

/// Records a regression that was intended.
struct BaselineAcceptVerb: Verb {
    static let usage = Usage(
        name: "baseline accept",
        summary: "Record an intended regression of one metric, up to a bound and with the reason",
        options: [
            .value("--suite", "<suite>", "the suite"),
            .value("--metric", "<metric>", "the metric, such as 'p50 GET /'"),
            .value("--why", "<text>", "why it is intended"),
            .value(
                "--up-to", "<percent>",
                "how much worse it may be, of bad seconds in points; default what the verdict measured at most"),
            .value("--verdict", "<file>", "the verdict that measured it (default .plimsoll/verdict.json)"),
            .value("--commit", "<ref>", "the commit that brought it"),
            .value("--runner-class", "<class>", "the class of runners; default PLIMSOLL_RUNNER_CLASS"),
            .value("--baselines", "<folder>", "the folder of baselines (default baselines)"),
        ],
        exitCodes: [.success, .missing, .usage]
    )

    private let suite: String
    private let metric: Metric
    private let why: String
    private let upTo: Double?
    private let verdict: String
    private let commit: String?
    private let runnerClass: String
    private let baselines: String

    init(_ arguments: inout Arguments) {
        suite = arguments.text("--suite") ?? ""
        if suite.isEmpty { arguments.fault("--suite: expected the suite whose metric got worse") }
        let name = arguments.text("--metric") ?? ""
        if Metric(name) == nil { arguments.fault("--metric: expected a metric such as 'p50 GET /', got “\(name)”") }
        metric = Metric(name) ?? Metric(.throughput)
        why = arguments.text("--why") ?? ""
        if why.isEmpty { arguments.fault("--why: expected the reason; it is committed with the baseline") }
        let percent = arguments.number("--up-to", in: 0.1...1000, default: .nan)
        upTo = percent.isNaN ? nil : percent / 100
        let possible = AcceptedRegression.possible(for: metric)
        if let upTo, !possible.contains(upTo) {
            arguments.fault(
                "--up-to: \(metric) can be at most \(Percent.plain(possible.upperBound)) worse, got \(percent) %")
        }
        verdict = arguments.text("--verdict") ?? ".plimsoll/verdict.json"
        commit = arguments.text("--commit")
        runnerClass =
            arguments.text("--runner-class") ?? ProcessInfo.processInfo.environment["PLIMSOLL_RUNNER_CLASS"]
            ?? "unclassified"
        baselines = arguments.text("--baselines") ?? "baselines"
    }

    func run() async throws -> ExitCode {
        let store = BaselineStore(root: URL(fileURLWithPath: baselines))
        do throws(BaselineError) {
            var baseline = try store.load(runnerClass: runnerClass, suite: suite)
            guard baseline.metrics[metric] != nil else {
                throw BaselineError(
                    .malformed, file: store.url(runnerClass: runnerClass, suite: suite).path,
                    faults: ["\(metric) isn't in the baseline"])
            }
            let bound: Double
            if let upTo { bound = upTo } else { bound = try measured() }
            baseline.accepted.removeAll { $0.metric == metric }
            baseline.accepted.append(AcceptedRegression(metric: metric, upTo: bound, why: why, commit: commit))
            baseline.accepted = Array(baseline.accepted.suffix(AcceptedRegression.most))
            let url = try store.save(baseline)
            print(
                "\(metric) of \(suite) may be up to \(Percent.plain(bound)) worse: \(why)\nwritten to \(url.path); commit it"
            )
            return .success
        } catch {
            throw CommandFailure(.missing, error.description)
        }
    }

    /// Returns the upper bound of the regression that the verdict measured.
    private func measured() throws(BaselineError) -> Double {
        let verdicts = try VerdictFile.read(URL(fileURLWithPath: verdict))
        let found = verdicts.first { $0.suite == suite }?.metrics.first { $0.metric == metric.description }
        guard let found else {
            throw BaselineError(
                .missing, file: verdict, faults: ["\(metric) of \(suite) isn't in the verdict; say --up-to"])
        }
        guard let bound = Self.worst(found, metric), bound > 0 else {
            throw BaselineError(
                .missing, file: verdict,
                faults: [
                    "\(metric) of \(suite) didn't get worse (\(found.sentence)); say --up-to to accept it beforehand"
                ])
        }
        let possible = AcceptedRegression.possible(for: metric)
        guard possible.contains(bound) else {
            throw BaselineError(
                .malformed, file: verdict,
                faults: [
                    "\(metric) of \(suite) may be \(Percent.plain(bound)) worse, and at most \(Percent.plain(possible.upperBound)) can be accepted; say --up-to"
                ])
        }
        return bound
    }

    /// Returns how much worse a verdict says that a metric is at most, as a share; for a count by how much the share of bad seconds grew.
    ///
    /// Twice the estimated bound's distance would excuse more than was seen; the bound itself is what was measured.
    static func worst(_ verdict: MetricVerdict, _ metric: Metric) -> Double? {
        if let counts = verdict.counts { return counts.head.share - counts.base.share }
        guard let change = verdict.change, change.change.isFinite else { return nil }
        let sign = metric.isBetterWhenLarger ? -1.0 : 1.0
        guard sign * change.change > 0 else { return nil }
        return max(sign * change.change, sign * (change.noWorseThan ?? change.change))
    }
}
