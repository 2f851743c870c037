import EventLoop
import Foundation
import NATSLoad

/// One client's turn in the bench; started by it and not meant for people.
struct BenchNATSWorkerVerb: Verb {
    static let usage = Usage(
        name: "bench nats-worker", summary: "One turn of plimsoll's own client in bench nats",
        positionals: "<url> <task> <count>")

    private let url: String
    private let task: String
    private let count: Int

    init(_ arguments: inout Arguments) {
        let words = arguments.positionals
        url = words.first ?? ""
        task = words.count > 1 ? words[1] : ""
        count = words.count > 2 ? Int(words[2]) ?? 0 : 0
        if words.count != 3 || count < 1 {
            arguments.fault("bench nats-worker: expected an address, a task and a count")
        }
    }

    func run() async throws -> ExitCode {
        let shard = try Shard(name: "bench")
        let (url, task, count) = (url, task, count)
        let run = Task(executorPreference: shard) {
            let bench = try NATSBenchWorker(url: url, count: count, shard: shard)
            try await bench.run(task)
        }
        let result = await run.result
        await shard.shutDown()
        try result.get()
        return .success
    }
}
