import Foundation

/// Measures this client beside cnats and nats-py in one run: interleaved rounds against the same server, medians.
struct BenchNATSVerb: Verb {
    static let usage = Usage(
        name: "bench nats",
        summary: "Measure this NATS client side by side with those installed of cnats (libnats-dev) and nats-py",
        options: [
            .value("--rounds", "<n>", "how often each client gets its turn (default 3)"),
            .values("--task", "<name>", "just these of core, publish, pull, roundtrip, latency, connections"),
            .value("--server", "<path>", "the nats-server to start (the one on the path)"),
            .value("--python", "<path>", "the Python that has nats-py (python3)"),
            .value("--scale", "<factor>", "messages of each task, as a share of the usual (1)"),
        ],
        discussion: """
            The server runs on one core, the clients take turns on the other. CPU time is what the kernel counts for the client's process
            from the task's beginning to its end. The ratios are medians of the rounds' own, and stand beside the goals. “a whole run” is
            this client with all that a load test keeps of each message. cnats is driven by a small C program, compiled by cc when the
            bench runs. Build with `swift build -c release`.
            """,
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let rounds: Int
    private let tasks: [NATSBenchTask]
    private let server: String
    private let python: String
    private let scale: Double

    init(_ arguments: inout Arguments) {
        rounds = arguments.integer("--rounds", in: 1...100, default: 3)
        server = arguments.text("--server") ?? "nats-server"
        python = arguments.text("--python") ?? "python3"
        scale = arguments.number("--scale", in: 0.001...100, default: 1)
        let names = arguments.texts("--task")
        for name in names where NATSBenchTask(rawValue: name) == nil {
            let known = NATSBenchTask.allCases.map(\.rawValue).joined(separator: ", ")
            arguments.fault("--task: expected one of \(known), got “\(name)”")
        }
        tasks = names.isEmpty ? NATSBenchTask.allCases : names.compactMap { NATSBenchTask(rawValue: $0) }
    }

    func run() async throws -> ExitCode {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let broker = try NATSBenchServer(path: server, core: cores > 1 ? 1 : 0)
        defer { broker.stop() }
        let peers = NATSBenchPeer.installed(python: python, folder: broker.folder)
        for task in tasks {
            var results: [String: [NATSBenchResult]] = [:]
            let peers = peers.filter { $0.tasks.contains(task) }
            for round in 1...rounds {
                for peer in peers {
                    Progress.step("\(task.rawValue), round \(round) of \(rounds): \(peer.name)")
                    results[peer.name, default: []].append(try turn(of: peer, at: task, broker))
                }
            }
            Progress.clear()
            LiveLine.print(NATSBenchTable.text(task, peers.map { ($0.name, results[$0.name] ?? []) }))
        }
        return .success
    }

    private func turn(of peer: NATSBenchPeer, at task: NATSBenchTask, _ broker: NATSBenchServer) throws
        -> NATSBenchResult
    {
        let count = max(1, Int(Double(task.usualCount(for: peer.name)) * scale))
        if task == .pull { try fill(broker.url, count) }
        let before = broker.processorSeconds
        let run = try MeasuredProcess.run(
            ["taskset", "-c", "0"] + peer.command + [broker.url, peer.variant + task.rawValue, "\(count)"])
        guard let result = NATSBenchResult(run, serverSeconds: broker.processorSeconds - before) else {
            throw CommandFailure(
                .internalError, "\(peer.name) told no figures (exit \(run.status)):\n\(run.output.suffix(500))")
        }
        return result
    }

    /// Gives the consumers something to pull; not part of what is measured.
    private func fill(_ url: String, _ count: Int) throws {
        let run = try MeasuredProcess.run([NATSBenchPeer.ownPath, "bench", "nats-worker", url, "fill", "\(count)"])
        if run.status != 0 {
            throw CommandFailure(.internalError, "the stream can't be filled:\n\(run.output.suffix(500))")
        }
    }
}
