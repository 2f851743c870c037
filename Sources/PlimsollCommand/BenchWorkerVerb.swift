import Foundation
import HTTPLoad
import Load
import Measurement
import Results

/// One measurement of this package's own generator, in a process of its own whose CPU time the bench can read.
struct BenchWorkerVerb: Verb {
    /// What the generator is asked to do.
    enum Shape: String, CaseIterable, Sendable {
        /// Each user asks again as soon as it is answered.
        case closed
        /// Arrivals at a constant rate.
        case open
        /// A number of requests, shared by users in a closed loop, whose results are kept: for hours in a few minutes.
        case shared
        /// Users that ask once and then wait: what a user costs in memory.
        case waiting
    }

    static let usage = Usage(
        name: "bench worker",
        summary: "Load a URL and print the counts as JSON (called by the other benches)",
        options: [
            .value("--url", "<url>", "what to get"),
            .value("--shape", "<shape>", "closed, open, shared or waiting (default closed)"),
            .value("--connections", "<n>", "users of a closed loop or waiting, each with a connection (default 50)"),
            .value("--rate", "<n>", "arrivals a second (default 10000)"),
            .value("--requests", "<n>", "requests altogether of the shape shared (default 1000000)"),
            .value("--for", "<duration>", "how long (default 3s)"),
            .flag("--story", "users with cookies, a feeder, a capture and checks, instead of bare requests"),
            .flag("--pattern", "with --story: capture by a regular expression instead of a JSON path"),
        ])

    private let url: String
    private let shape: Shape
    private let connections: Int
    private let rate: Double
    private let requests: Int
    private let duration: Duration
    private let tellsStory: Bool
    private let usesPattern: Bool

    init(_ arguments: inout Arguments) {
        url = arguments.text("--url") ?? ""
        if url.isEmpty { arguments.fault("--url: expected an address") }
        shape = arguments.choice("--shape", default: .closed)
        connections = arguments.integer("--connections", in: 1...100_000, default: 50)
        rate = arguments.number("--rate", in: 1...1_000_000, default: 10_000)
        requests = arguments.integer("--requests", in: 1...1_000_000_000, default: 1_000_000)
        duration = arguments.duration("--for", default: .seconds(3))
        tellsStory = arguments.flag("--story")
        usesPattern = arguments.flag("--pattern")
    }

    func run() async throws -> ExitCode {
        let transport = try HTTPTransport(Target(url, name: "bench"))
        var options = RunOptions(seed: 1, shards: 1)
        if shape == .shared { options.progress = SoakMarks(of: requests).passed }
        let folder = shape == .shared ? try BenchResults.folder(requests: requests) : nil
        defer { if let folder { try? FileManager.default.removeItem(at: folder.url) } }
        let sink: any RunSink = try folder.map { try ResultsSink($0) } ?? NoSink()
        let run = try LoadRun(scenario, model, over: transport, options: options, sink: sink)
        let outcome = try await run.execute()
        let report = RunReport(totals: outcome.totals, duration: outcome.duration, seed: 1)
        guard report.requests > 0, report.failures == 0 else {
            throw CommandFailure(.testFailed, "\(report.requests) requests, \(report.failures) of them failed")
        }
        print(line(report, seconds: outcome.duration))
        return .success
    }

    private var model: LoadModel {
        switch shape {
        case .closed: .users(connections, for: duration)
        case .shared: .iterations(shared: requests, users: connections, within: .hours(24))
        case .open: .arrivals(perSecond: rate, for: duration).inFlight(atMost: 1000)
        case .waiting: .users(connections, spawning: 5000, for: duration)
        }
    }

    private var scenario: Scenario {
        switch shape {
        case .closed, .shared: tellsStory ? story : BenchStory.bare
        case .open: BenchStory.bare
        case .waiting:
            Scenario("bench", wait: .constant(.minutes(10))) { Action("index") { user in try await user.get("/") } }
        }
    }

    private var story: Scenario { usesPattern ? BenchStory.pattern : BenchStory.full }

    private func line(_ report: RunReport, seconds: Duration) -> String {
        func microseconds(_ figure: Figure<Duration>) -> String {
            figure.value.map {
                "\(Double($0.components.attoseconds / 1_000_000_000) / 1e3 + Double($0.components.seconds) * 1e6)"
            }
                ?? "null"
        }
        let elapsed = Double(seconds.components.seconds) + Double(seconds.components.attoseconds) * 1e-18
        return """
            {"requests": \(report.requests), "seconds": \(elapsed), "lag_p50_us": \(microseconds(report.health.lag.p50)), \
            "lag_p99_us": \(microseconds(report.health.lag.p99)), "dropped": \(report.health.droppedArrivals), \
            "resident_bytes": \(report.health.residentBytes.value.map { "\($0)" } ?? "null")}
            """
    }
}
