import EventLoop
import Foundation
import HTTPLoad
import Load
import Measurement

/// This package's own turn in a bench: a closed loop of users on one thread, in a process of its own.
struct BenchWorkerVerb: Verb {
    static let usage = Usage(
        name: "bench worker",
        summary: "Load a URL in a closed loop on one thread and print a line of JSON; used by bench http",
        options: [
            .value("--url", "<url>", "what is asked for"),
            .value("--connections", "<n>", "users, each with a connection of its own (default 50)"),
            .value("--for", "<duration>", "how long (default 3s)"),
        ],
        discussion: """
            Prints {"requests": …, "failures": …, "seconds": …, "cpu_us_per_request": …}. Users and recording are those of a
            load test: each answer's status is checked, each second is handed over.
            """,
        exitCodes: [.success, .internalError, .testFailed, .usage]
    )

    private let url: String
    private let connections: Int
    private let length: Duration

    init(_ arguments: inout Arguments) {
        url = arguments.text("--url") ?? ""
        if url.isEmpty { arguments.fault("--url: needed") }
        connections = arguments.integer("--connections", in: 1...20_000, default: 50)
        length = arguments.duration("--for", default: .seconds(3))
    }

    func run() async throws -> ExitCode {
        let loop = ClosedLoop(transport: try HTTPTransport(Target(url)), users: connections, length: length)
        let outcome = try await loop.run()
        let seconds = String(format: "%.3f", Double(outcome.lengthNs) / 1e9)
        let cost = String(format: "%.3f", Double(outcome.cpuNs) / 1e3 / Double(max(1, outcome.requests)))
        print(
            "{\"requests\": \(outcome.requests), \"failures\": \(outcome.failures), \"seconds\": \(seconds), "
                + "\"cpu_us_per_request\": \(cost)}")
        return outcome.requests > 0 && outcome.failures == 0 ? .success : .testFailed
    }
}
