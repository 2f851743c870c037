import Foundation
import Gate
import Reporting
import Results

/// Where the reports of a verdict go; all of them are written before the command ends.
struct VerdictOutputs: Sendable {
    /// The options that all judging verbs share.
    static let options: [Usage.Option] = [
        .value("--verdict", "<file>", "write the verdict here (default .plimsoll/verdict.json)"),
        .value("--markdown", "<file>", "append Markdown here, such as $GITHUB_STEP_SUMMARY"),
        .value("--comment", "<file>", "write the text of a comment here, cut to what GitHub takes"),
        .value("--junit", "<file>", "write JUnit XML here"),
        .flag("--annotations", "print annotations of a GitHub workflow"),
        .value("--policy", "<policy>", "pr or release: whether an inconclusive verdict lets a merge pass (default pr)"),
        .value("--inconclusive", "<what>", "warn (code 0) or fail (code 3), instead of the policy's"),
    ]

    /// What a merge and a release do with an inconclusive verdict.
    enum Policy: String, CaseIterable {
        case pr, release
    }

    let verdict: String
    let markdown: String?
    let comment: String?
    let junit: String?
    let hasAnnotations: Bool
    let inconclusive: InconclusivePolicy

    init(_ arguments: inout Arguments) {
        verdict = arguments.text("--verdict") ?? ".plimsoll/verdict.json"
        markdown = arguments.text("--markdown")
        comment = arguments.text("--comment")
        junit = arguments.text("--junit")
        hasAnnotations = arguments.flag("--annotations")
        let policy = arguments.choice("--policy", default: Policy.pr)
        inconclusive = arguments.choice("--inconclusive", default: policy == .pr ? .warn : .fail)
    }

    /// Prints the verdicts, writes all reports, and returns the code to end with.
    func finish(_ verdicts: [Verdict], defaultVerdict: URL? = nil) throws -> ExitCode {
        print(VerdictText.of(verdicts))
        if hasAnnotations { print(VerdictAnnotations.of(verdicts), terminator: "") }
        // One report that can't be written keeps no other from being written.
        var faults: [String] = []
        for url in [URL(fileURLWithPath: verdict), defaultVerdict].compactMap(\.self) {
            attempt(&faults, url.path) { try VerdictFile.write(verdicts, to: url) }
        }
        if let markdown { attempt(&faults, markdown) { try append(VerdictMarkdown.of(verdicts), to: markdown) } }
        if let comment {
            let text = VerdictMarkdown.of(verdicts, limit: VerdictMarkdown.commentLimit)
            attempt(&faults, comment) { try write(text, to: comment) }
        }
        if let junit { attempt(&faults, junit) { try write(VerdictJUnit.of(verdicts), to: junit) } }
        guard faults.isEmpty else { throw CommandFailure(.internalError, faults.joined(separator: "\n")) }
        return Self.code(verdicts, inconclusive)
    }

    /// Returns the gravest code of all suites; no suite at all is a test that failed.
    static func code(_ verdicts: [Verdict], _ policy: InconclusivePolicy) -> ExitCode {
        let exits = verdicts.map { $0.exit(policy) }
        for (exit, code) in [
            (GateExit.regression, ExitCode.regression), (.testFailed, .testFailed), (.mismatch, .missing),
            (.inconclusive, .inconclusive),
        ] where exits.contains(exit) {
            return code
        }
        return verdicts.isEmpty ? .testFailed : .success
    }

    private func attempt(_ faults: inout [String], _ path: String, _ body: () throws -> Void) {
        do { try body() } catch { faults.append("\(path) can't be written: \(error.localizedDescription)") }
    }

    private func write(_ text: String, to path: String) throws {
        try OutputFile.write(Data(text.utf8), to: URL(fileURLWithPath: path))
    }

    private func append(_ text: String, to path: String) throws {
        // What other steps of a job wrote stays as it is, whatever it is.
        try OutputFile.append(Data(text.utf8), to: URL(fileURLWithPath: path))
    }
}
