import Foundation
import Measurement

/// Whether memory stays flat over millions of requests: a bounded stand-in for hours of soak.
struct BenchSoakVerb: Verb {
    static let usage = Usage(
        name: "bench soak",
        summary: "Send millions of requests and show what memory the generator holds on the way",
        options: [
            .value("--requests", "<n>", "how many (default 10000000, about five minutes)"),
            .value("--connections", "<n>", "users in a closed loop (default 50)"),
            .flag("--story", "users with cookies, a feeder, a capture and checks, instead of bare requests"),
        ],
        discussion: """
            nginx answers on one core, the generator runs on the other and keeps its results on disk as a suite does. The
            memory is shown at a tenth, a half and the end; it may grow by 16 MiB from the tenth to the end, since the figures
            of each second take some bytes.
            """,
        exitCodes: [.success, .internalError, .regression, .missing, .usage]
    )

    /// How much more may be held at the end than at a tenth.
    private static let allowance = 16 << 20

    private let requests: Int
    private let connections: Int
    private let tellsStory: Bool

    init(_ arguments: inout Arguments) {
        requests = arguments.integer("--requests", in: 100_000...1_000_000_000, default: 10_000_000)
        connections = arguments.integer("--connections", in: 1...20_000, default: 50)
        tellsStory = arguments.flag("--story")
    }

    func run() async throws -> ExitCode {
        let server = try BenchServer(core: ProcessInfo.processInfo.activeProcessorCount > 1 ? 1 : 0)
        defer { server.stop() }
        let words =
            [
                "taskset", "-c", "0", Peers.sibling("plimsoll"), "bench", "worker", "--url", server.url, "--shape",
                "shared",
            ]
            + ["--requests", "\(requests)", "--connections", "\(connections)"] + (tellsStory ? ["--story"] : [])
        let run = try MeasuredProcess.run(words)
        let marks = run.output.matches(of: /"mark": (\d+), "resident_bytes": (\d+)/).compactMap { match in
            Int(match.1).flatMap { count in Int(match.2).map { (requests: count, bytes: $0) } }
        }
        guard run.status == 0, let first = marks.first, let last = marks.last, marks.count > 1,
            let seconds = Scrape.number("\"seconds\": ?([0-9.]+)", in: run.output)
        else {
            throw CommandFailure(
                .internalError,
                "the worker told of \(marks.count) marks (exit \(run.status)); a run needs several seconds:\n\(run.output.suffix(500))"
            )
        }
        for mark in marks {
            print("\(mark.requests.grouped) requests: \((Double(mark.bytes) / 1_048_576).fixed(1)) MiB resident")
        }
        let rate = Double(requests) / seconds
        print(
            "\(requests.grouped) requests in \(Duration.seconds(seconds).brief), \(Int(rate).grouped)/s, "
                + "\((run.cpuSeconds / Double(requests) * 1e6).fixed(1)) µs CPU a request")
        let growth = last.bytes - first.bytes
        guard growth <= Self.allowance else {
            print("memory grew by \(growth / 1_048_576) MiB, allowed \(Self.allowance / 1_048_576) MiB")
            return .regression
        }
        return .success
    }
}
