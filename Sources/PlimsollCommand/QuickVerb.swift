import Foundation
import HTTPLoad
import Load
import Measurement
import Reporting
import Results

/// Loads one address without a suite: a first look at a service, or a check in a script.
struct QuickVerb: Verb {
    static let usage = Usage(
        name: "quick",
        summary: "Load one address without a suite, and print the report",
        positionals: "<url>",
        options: [
            .value("--users", "<n>", "users in a closed loop (default 10)"),
            .value("--rate", "<n>", "arrivals a second instead of users"),
            .value("--for", "<duration>", "how long (default 10s)"),
            .value("--wait", "<duration>", "how long a user waits between two requests (default 0s)"),
            .value("--method", "<method>", "GET, or POST where there is a body, unless given"),
            .value("--body", "<text>", "what is sent along; JSON is announced as such"),
            .values("--header", "<name: value>", "a header of each request"),
            .value("--status", "<code>", "the status that counts as a success (default: any from 200 to 399)"),
            .value("--p95", "<duration>", "exit with 2 when the 95th percentile isn't below it"),
            .value("--errors", "<share>", "exit with 2 when more requests fail, from 0 to 1 (default 0.01)"),
            .value("--seed", "<n>", "what repeats random choices"),
            StoredRuns.option,
        ],
        discussion: """
            The results are stored as a suite's are: `plimsoll report --format html` shows them as a page. What is to stay, and
            whatever needs more than one request, is better written as a suite.
            """,
        exitCodes: [.success, .internalError, .regression, .testFailed, .usage, .interrupted]
    )

    private let request: QuickRequest
    private let load: LoadModel
    private let wait: Duration
    private let limits: [QuickLimit]
    private let seed: UInt64
    private let runs: StoredRuns

    init(_ arguments: inout Arguments) {
        request = QuickRequest(&arguments)
        let duration = arguments.duration("--for", default: .seconds(10))
        let users = arguments.integer("--users", in: 1...100_000, default: 10)
        let rate = arguments.number("--rate", in: 0.001...1_000_000, default: .nan)
        if arguments.text("--users") != nil, arguments.text("--rate") != nil {
            arguments.fault("--users and --rate: a load has users or arrivals, not both")
        }
        load = rate.isNaN ? .users(users, for: duration) : .arrivals(perSecond: rate, for: duration)
        wait = arguments.duration("--wait", default: .zero)
        let errors = arguments.number("--errors", in: 0...1, default: 0.01)
        let p95 = arguments.text("--p95") == nil ? nil : arguments.duration("--p95", default: .zero)
        limits = [.errors(errors)] + (p95.map { [.p95($0)] } ?? [])
        seed = UInt64(arguments.integer("--seed", in: 1...Int.max, default: Int.random(in: 1...999_999_999)))
        runs = StoredRuns(arguments)
    }

    func run() async throws -> ExitCode {
        let request = request
        let scenario = Scenario(request.name, wait: .constant(wait)) {
            Action(request.name) { user in try await request.send(by: user) }
        }
        var options = RunOptions(seed: seed)
        options.progress = { Progress.note(Self.line($0)) }
        let transport = try HTTPTransport(request.target)
        _ = try LoadRun(scenario, load, over: transport, options: options)
        let description = RunDescription(
            tool: ToolVersion.named, started: Date(), scenario: request.name, target: request.target.url,
            load: "\(load)", drawing: load.drawing(), planned: load.duration, seed: seed,
            phases: load.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.isExcluded) },
            fingerprint: .current(), workloadHash: WorkloadHash.of([load.wholeDescription, request.name]))
        let folder = try ResultsFolder.create(root: runs.root, run: description)
        let sink = try ResultsSink(folder)
        let outcome: RunOutcome
        do {
            outcome = try await LoadRun(scenario, load, over: transport, options: options, sink: sink).execute()
        } catch {
            try? FileManager.default.removeItem(at: folder.url)
            throw CommandFailure(.testFailed, "\(error)")
        }
        Progress.clear()
        let report = RunReport(
            totals: outcome.totals, duration: outcome.duration, seed: seed, results: folder.url,
            source: FolderSlices(folders: [folder]), invalid: outcome.invalid)
        let judged = limits.map { $0.judge(report) }
        for limit in judged { try sink.keep(limit.event(second: outcome.duration.seconds)) }
        try sink.finish(report, invalid: outcome.invalid, second: outcome.duration.seconds)
        let style = TextStyle.automatic(
            isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
        print(TextReport(try ResultsReader.read(folder), style: style).text, terminator: "")
        if case .interrupted = outcome.reason { return .interrupted }
        if !report.validity.isValid { return .testFailed }
        return judged.allSatisfy(\.passed) ? .success : .regression
    }

    private static func line(_ progress: RunProgress) -> String {
        "\(Int(progress.elapsed.seconds.rounded())) s: \(progress.requests.grouped) requests, \(progress.failures.grouped) failed, "
            + "\(progress.recentRequests.grouped)/s, p95 \(progress.p95.map(\.brief) ?? "–")"
    }
}
