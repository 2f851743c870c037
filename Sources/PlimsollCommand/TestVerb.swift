import Foundation
import Load

/// Runs the suites of one tier as they should be run: built for release, output live, nothing mistaken for a pass.
struct TestVerb: Verb {
    static let usage = Usage(
        name: "test",
        summary: "Run the suites of a tier, and fail when nothing was measured",
        options: [
            .value("--tier", "<tier>", "smoke, load, stress or soak (default smoke)"),
            .value("--scale", "<factor>", "multiply the suites' lengths, such as 0.05 for a demonstration"),
            .value("--filter", "<regex>", "choose among all tests instead of by the tier's name"),
        ] + SuiteVariables.options + [
            .flag("--debug", "build without optimisation: faster to build; the engine itself stays optimised"),
            .value("--package-path", "<folder>", "the package whose suites are run (default .)"),
        ],
        discussion: """
            Builds in .build-release, runs `swift test` with PLIMSOLL_TIERS set, passes Ctrl-C on so that what was measured is
            written, and then checks that suites were run and that they left results: `swift test` itself exits with 0 when
            nothing matched. Skipped suites are listed with their reasons, and without --filter every suite of
            LoadTests/suites.txt that belongs to the tier has to be found.
            """,
        exitCodes: [.success, .internalError, .regression, .testFailed, .usage, .interrupted]
    )

    private let run: TierRun

    init(_ arguments: inout Arguments) {
        let scale = arguments.number("--scale", in: 0.0001...1000, default: .nan)
        run = TierRun(
            tier: arguments.choice("--tier", default: .smoke),
            scale: scale.isNaN ? nil : scale,
            filter: arguments.text("--filter"),
            isRelease: !arguments.flag("--debug"),
            packagePath: arguments.text("--package-path") ?? ".",
            variables: SuiteVariables.read(&arguments))
    }

    func run() async throws -> ExitCode {
        let built = try await ForegroundProcess.run(run.build, adding: [:])
        guard built == 0 else {
            throw CommandFailure(
                .internalError, "the suites don't build: `\(run.build.joined(separator: " "))` exited with \(built)")
        }
        let manifest = run.filter == nil ? try SuiteManifest.read(package: run.packagePath) : nil
        let events = FileManager.default.temporaryDirectory.appendingPathComponent(
            "plimsoll-\(UUID().uuidString).jsonl")
        defer { try? FileManager.default.removeItem(at: events) }
        let before = storedRuns()
        let status = try await ForegroundProcess.run(run.test(events: events.path), adding: run.environment)
        let stream = (try? String(contentsOf: events, encoding: .utf8)) ?? ""
        let verdict = TierVerdict(
            tier: run.tier, status: status, outcomes: TestOutcomes(stream: stream),
            results: storedRuns().subtracting(before).count, manifest: manifest)
        for sentence in verdict.sentences { print("plimsoll test: \(sentence)") }
        return verdict.code
    }

    /// The names of the results folders that are there now.
    private func storedRuns() -> Set<String> {
        let variable = ProcessInfo.processInfo.environment["PLIMSOLL_RESULTS"]
        let root = variable ?? "\(run.packagePath)/.plimsoll/results"
        return Set((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? [])
    }
}
