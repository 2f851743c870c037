import Foundation
import Gate
import Measurement
import Results

/// How long it takes to compare the results of two long runs.
struct BenchCompareVerb: Verb {
    static let usage = Usage(
        name: "bench compare",
        summary: "Make up the results of two long runs, and measure how long comparing them takes",
        options: [
            .value("--for", "<duration>", "how long each run was (default 1h)"),
            .value("--endpoints", "<n>", "how many endpoints it had (default 100)"),
            .value("--rate", "<n>", "requests a second of each endpoint (default 20)"),
        ],
        discussion: """
            Writes both results and a baseline, then times `plimsoll compare` over both in a process of its own: the first
            time, when it reads all slices, and once more, when it finds what it kept beside them. Build with
            `swift build -c release` for figures that mean something.
            """,
        exitCodes: [.success, .internalError, .usage]
    )

    private let seconds: Int
    private let endpoints: Int
    private let rate: Int

    init(_ arguments: inout Arguments) {
        seconds = max(1, Int(arguments.duration("--for", default: .seconds(3_600)).components.seconds))
        endpoints = arguments.integer("--endpoints", in: 1...200, default: 100)
        rate = arguments.integer("--rate", in: 1...100_000, default: 20)
    }

    func run() async throws -> ExitCode {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(
            "plimsoll-compare-\(UUID().uuidString)")
        var folders: [ResultsFolder] = []
        defer { for url in folders.map(\.url) + [root] { try? FileManager.default.removeItem(at: url) } }
        for seed in [UInt64(1), 2] {
            folders.append(
                try MadeUpRun(seconds: seconds, endpoints: endpoints, perSecond: rate, seed: seed).write())
        }
        let sizes = try folders.map { try $0.slices.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0 }
        print(
            "2 runs of \(seconds.grouped) s × \(endpoints) endpoints × \(rate)/s: "
                + "\((2 * seconds * endpoints * rate).grouped) requests, "
                + "slices of \((Double(sizes.reduce(0, +)) / 1e6).short()) MB")
        let reference = try CandidateRun.read(folders[0])
        let update = BaselineUpdate(
            current: nil, runs: Array(repeating: reference, count: PredictionTest.fewestToFail),
            suite: CandidateRun.suiteName(suite: reference.suite, test: reference.test))
        _ = try BaselineStore(root: root).save(update.baseline)
        KeptReadings.forget(folders[0])
        for moment in ["at the first reading", "once that is kept"] {
            let (duration, cpu) = try compare(folders, root)
            print("compared in \(duration.brief) \(moment) (\(cpu.fixed(2)) s of CPU)")
        }
        return .success
    }

    private func compare(_ folders: [ResultsFolder], _ root: URL) throws -> (wall: Duration, cpuSeconds: Double) {
        let words =
            [Peers.sibling("plimsoll"), "compare"] + folders.map(\.url.path) + [
                "--baselines", root.path, "--history", root.appendingPathComponent("history.sqlite").path,
                "--verdict", root.appendingPathComponent("verdict.json").path,
            ]
        let started = ContinuousClock.now
        let child = try MeasuredProcess.run(words)
        let duration = ContinuousClock.now - started
        let judged = [ExitCode.success, .regression, .inconclusive].map(\.rawValue)
        guard judged.contains(child.status) else {
            throw CommandFailure(
                .internalError, "the comparison ended with code \(child.status):\n\(child.output.suffix(500))")
        }
        return (duration, child.cpuSeconds)
    }
}
