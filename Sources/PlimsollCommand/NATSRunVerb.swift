import Foundation
import NATSLoad

/// Runs the load tests of a JSON document, one after the other, repeated as its policy says.
struct NATSRunVerb: Verb {
    static let usage = Usage(
        name: "nats run",
        summary: "Run the NATS load tests of a JSON document",
        positionals: "<document.json>",
        options: [
            .value("--mode", "<publish|consume|both>", "what this process does (both)"),
            .flag("--check", "print what would be created and done, and do nothing"),
            .value("--rounds", "<count>", "rounds of the repeat policy at most (its own, else until stopped)"),
            .value("--pod", "<name>", "replaces {pod} (POD_NAME, else the host's name)"),
        ] + NATSWords.options,
        discussion: """
            ${NAME} and ${NAME:-otherwise} in the document are replaced from the environment. Streams and consumers that the run makes
            are removed at its end, also after Ctrl-C, unless --keep is given; existing ones with another configuration are refused.
            """,
        exitCodes: NATSSession.exitCodes
    )

    private let path: String
    private let mode: LoadSpec.Mode
    private let checks: Bool
    private let rounds: Int?
    private let pod: String
    private let words: NATSWords

    init(_ arguments: inout Arguments) {
        path = arguments.positionals.first ?? ""
        if arguments.positionals.count != 1 {
            arguments.fault("nats run: expected one document, got \(arguments.positionals.count)")
        }
        mode = arguments.choice("--mode", default: .both)
        checks = arguments.flag("--check")
        rounds = arguments.text("--rounds") == nil ? nil : arguments.integer("--rounds", in: 1...1_000_000, default: 1)
        let environment = ProcessInfo.processInfo.environment
        pod = arguments.text("--pod") ?? environment["POD_NAME"] ?? ProcessInfo.processInfo.hostName
        words = NATSWords(&arguments)
    }

    func run() async throws -> ExitCode {
        let document = try read()
        for remark in document.remarks { print("note: \(remark)") }
        let last = try lastRound(of: document)
        if checks { return try check(document, rounds: min(last ?? 3, 3)) }
        var words = words
        let forward = try await words.forward()
        defer { NATSSession.close(forward) }
        let store = try StatisticsStore(document.storage) { LiveLine.print($0) }
        var code = ExitCode.success
        var round = 0
        while last.map({ round < $0 }) ?? true {
            for spec in document.specs {
                let plan = try plan(spec, of: document, inRound: round, words)
                for line in plan.lines { print(line) }
                var session = NATSSession(words: words)
                session.interval = .seconds(document.intervalSeconds)
                let number = document.repeatPolicy.isEnabled ? round + 1 : nil
                session.moment = { moment in
                    do {
                        try store.add(StatisticsRow(moment, spec: spec.name, round: number))
                    } catch { FileHandle.standardError.write(Data("plimsoll: \(error)\n".utf8)) }
                }
                let ended = try await session.run(plan).code
                if ended == .interrupted { return ended }
                if ended != .success { code = ended }
            }
            round += 1
        }
        return code
    }

    /// How many rounds there are, `nil` for no end; multipliers may come to something that can't be run before that.
    private func lastRound(of document: LoadDocument) throws -> Int? {
        guard document.repeatPolicy.isEnabled else { return 1 }
        let wanted = rounds ?? document.repeatPolicy.rounds
        // Whoever multiplies comes to an end within these; whoever doesn't never does.
        for round in 0..<min(wanted ?? 10_000, 10_000) {
            let faults = document.specs.flatMap { spec in
                document.repeatPolicy.spec(spec, inRound: round).sizeFaults.map { "\(spec.name): \($0)" }
            }
            if faults.isEmpty { continue }
            let text = "round \(round + 1) can't be run: \(faults.joined(separator: "; "))"
            guard wanted == nil, round > 0 else {
                throw CommandFailure(.usage, "\(path): \(text); lower repeat_policy's multipliers or the rounds")
            }
            print("note: \(text); the run ends before it")
            return round
        }
        return wanted
    }

    private func plan(_ spec: LoadSpec, of document: LoadDocument, inRound round: Int, _ words: NATSWords) throws
        -> QueuePlan
    {
        let policy = document.repeatPolicy
        var plan: QueuePlan
        do {
            plan = try policy.spec(spec, inRound: round).plan(
                mode: mode, pod: pod, round: policy.isEnabled ? round : nil)
        } catch {
            throw CommandFailure(.usage, "\(path): \(spec.name): \(error)")
        }
        try words.apply(to: &plan)
        return plan
    }

    private func read() throws -> LoadDocument {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CommandFailure(.usage, "the document \(path) can't be read; is the path right?")
        }
        guard let text = String(data: data, encoding: .utf8) else {
            throw CommandFailure(.usage, "the document \(path) isn't text in UTF-8; save it as such")
        }
        do {
            return try LoadDocument(text)
        } catch {
            throw CommandFailure(.usage, "\(path): \(error)")
        }
    }

    private func check(_ document: LoadDocument, rounds: Int) throws -> ExitCode {
        for round in 0..<rounds {
            for spec in document.specs {
                for line in try plan(spec, of: document, inRound: round, words).lines { print(line) }
            }
        }
        if document.repeatPolicy.isEnabled {
            print("… and so on, each round multiplied, until it is stopped or --rounds are done")
        }
        return .success
    }
}
