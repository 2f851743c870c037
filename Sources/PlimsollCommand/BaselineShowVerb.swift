import Foundation
import Gate

/// Prints the committed baselines as a table.
struct BaselineShowVerb: Verb {
    static let usage = Usage(
        name: "baseline show",
        summary: "Print the committed baselines",
        options: [
            .value("--baselines", "<folder>", "the folder of baselines (default baselines)"),
            .value("--suite", "<suite>", "only this suite's"),
        ],
        exitCodes: [.success, .missing, .usage]
    )

    private let baselines: String
    private let suite: String?

    init(_ arguments: inout Arguments) {
        baselines = arguments.text("--baselines") ?? "baselines"
        suite = arguments.text("--suite")
    }

    func run() async throws -> ExitCode {
        let files = BaselineStore(root: URL(fileURLWithPath: baselines)).files()
        var shown = 0
        for file in files {
            do throws(BaselineError) {
                let baseline = try BaselineStore.load(file)
                if let suite, suite != baseline.suite { continue }
                print(BaselineTable.of(baseline))
                shown += 1
            } catch {
                throw CommandFailure(.missing, error.description)
            }
        }
        guard shown > 0 else {
            throw CommandFailure(
                .missing,
                "\(baselines): there is no baseline\(suite.map { " of \($0)" } ?? "") here; make one with `plimsoll baseline update`"
            )
        }
        return .success
    }
}
