import Foundation
import Gate
import Measurement

/// Checks that all committed baselines can be read.
struct BaselineVerifyVerb: Verb {
    static let usage = Usage(
        name: "baseline verify",
        summary: "Check every committed baseline, and tell all faults with their paths",
        options: [.value("--baselines", "<folder>", "the folder of baselines (default baselines)")],
        exitCodes: [.success, .missing, .usage]
    )

    private let baselines: String

    init(_ arguments: inout Arguments) {
        baselines = arguments.text("--baselines") ?? "baselines"
    }

    func run() async throws -> ExitCode {
        let files = BaselineStore(root: URL(fileURLWithPath: baselines)).files()
        guard !files.isEmpty else { throw CommandFailure(.missing, "\(baselines): there is no baseline here") }
        var faults: [String] = []
        for file in files {
            do throws(BaselineError) { _ = try BaselineStore.load(file) } catch { faults.append(error.description) }
        }
        guard faults.isEmpty else { throw CommandFailure(.missing, faults.joined(separator: "\n")) }
        print("\(files.count.counted("baseline")) \(files.count == 1 ? "is" : "are") in order")
        return .success
    }
}
