import Foundation
import Gate
import Measurement
import Reporting
import Results
import Testing

/// Attaches a run to its test, and records an issue for each limit it broke and each reason not to believe its figures.
enum Judgement {
    /// Judges a run, on the test's own task.
    static func judge(_ run: FinishedRun, of test: Test) {
        let name = run.stored.description.id
        Attachment.record(run.text, named: "report-\(name).txt", sourceLocation: test.sourceLocation)
        for reason in run.report.validity.reasons {
            Issue.record("\(InvalidReason.heading)\(reason)", sourceLocation: test.sourceLocation)
        }
        for limit in run.limits where !limit.passed {
            Issue.record(
                "\(limit.isRequired ? "must" : "should"): \(limit.name), but it is \(limit.measured)",
                severity: limit.isRequired ? .error : .warning, sourceLocation: test.sourceLocation)
        }
        for warning in run.report.warnings {
            Issue.record("\(warning)", severity: .warning, sourceLocation: test.sourceLocation)
        }
        compare(run, of: test)
    }

    /// Holds a run against the committed baseline, where its tier is one that is compared.
    private static func compare(_ run: FinishedRun, of test: Test) {
        let judgement = BaselineJudgement(environment: ProcessInfo.processInfo.environment)
        do {
            guard let (verdict, candidate) = try judgement.judge(run.stored) else { return }
            Console.standard.write(VerdictText.of([verdict]))
            let findings = BaselineJudgement.findings(verdict) + [judgement.keep(candidate, verdict)].compactMap(\.self)
            for finding in findings {
                Issue.record(
                    "\(finding.sentence)", severity: finding.isFailure ? .error : .warning,
                    sourceLocation: test.sourceLocation)
            }
        } catch {
            Issue.record(
                "not compared with the baseline: \(error)", severity: .warning, sourceLocation: test.sourceLocation)
        }
    }
}
