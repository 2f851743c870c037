import Foundation

/// Measures this generator beside others in one run: interleaved rounds against the same server, medians.
struct BenchHTTPVerb: Verb {
    static let usage = Usage(
        name: "bench http",
        summary: "Measure this generator side by side with those installed of wrk, ab, h2load, hey, k6 and Locust",
        options: [
            .value("--rounds", "<n>", "how often each generator gets its turn (default 5)"),
            .value("--for", "<duration>", "how long each turn takes, in whole seconds (default 3s)"),
            .value("--connections", "<n>", "connections of each generator (default 50)"),
            .values("--only", "<name>", "just these beside plimsoll, without its own further figures"),
        ],
        discussion: """
            nginx answers on one core, the generators take turns on another, round by round, so that a noisy minute
            meets all of them. CPU time is the child's own, as the kernel counts it. Build with `swift build -c release`
            for figures that mean something.
            """,
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let rounds: Int
    private let seconds: Int
    private let connections: Int
    private let only: [String]

    init(_ arguments: inout Arguments) {
        rounds = arguments.integer("--rounds", in: 1...100, default: 5)
        seconds = max(1, Int(arguments.duration("--for", default: .seconds(3)).components.seconds))
        connections = arguments.integer("--connections", in: 1...20_000, default: 50)
        only = arguments.texts("--only")
        let names = Peers.all.map(\.name)
        for name in only where !names.contains(name) {
            arguments.fault("--only: expected one of \(names.joined(separator: ", ")), got “\(name)”")
        }
    }

    func run() async throws -> ExitCode {
        let cores = ProcessInfo.processInfo.activeProcessorCount
        let server = try BenchServer(core: cores > 1 ? 1 : 0)
        defer { server.stop() }
        let task = Peer.Task(url: server.url, connections: connections, seconds: seconds, folder: server.folder)
        let chosen = Peers.all.filter { only.isEmpty || $0.name == Peers.plimsoll.name || only.contains($0.name) }
        let peers = chosen.filter(\.isInstalled)
        for absent in chosen where !absent.isInstalled { print("not installed, left out: \(absent.name)") }

        var results: [String: [(rate: Double, cpu: Double)]] = [:]
        for round in 1...rounds {
            for peer in peers {
                let run = try MeasuredProcess.run(["taskset", "-c", "0"] + peer.command(task))
                guard let count = peer.count(run.output, task), count.requests > 0, count.seconds > 0 else {
                    throw CommandFailure(
                        .internalError,
                        "\(peer.name) told no number of requests (exit \(run.status)):\n\(run.output.suffix(500))")
                }
                results[peer.name, default: []].append(
                    (rate: count.requests / count.seconds, cpu: run.cpuSeconds / count.requests * 1e6))
                Progress.note("round \(round) of \(rounds): \(peer.name)")
            }
        }
        Progress.clear()
        print(BenchTable.text(peers.map { BenchRow(name: $0.name, rounds: results[$0.name] ?? []) }))
        if only.isEmpty {
            try print(OwnFigures.measure(url: server.url, seconds: seconds, rounds: rounds))
        }
        return .success
    }
}
