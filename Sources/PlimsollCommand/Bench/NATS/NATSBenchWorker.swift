import EventLoop
import Foundation
import Measurement
import NATSLoad

/// This client's side of the bench: each task as a load test does it, on one loop.
final class NATSBenchWorker {
    private let options: ConnectionOptions
    private let count: Int
    private let loop: NATSLoop
    private var stopwatch = NATSBenchStopwatch()
    private let payload = [UInt8](repeating: UInt8(ascii: "x"), count: 128)

    init(url: String, count: Int, shard: Shard) throws {
        options = ConnectionOptions(servers: try ServerAddress.list(url))
        self.count = count
        loop = NATSLoop(shard: shard)
    }

    func run(_ task: String) async throws {
        let connection = try await connect()
        switch task {
        case "core": try await core(connection)
        case "publish": try await publish(connection, stream: "BENCH", subject: "bench.js", keeps: false)
        case "fill": try await publish(connection, stream: "BENCHPULL", subject: "bench.pull", keeps: true)
        case "run-publish": try await run()
        case "pull": try await pull(connection)
        case "roundtrip": try await roundTrip(connection)
        case "latency": try await latency(connection)
        case "connections": try await connections()
        default: throw CommandFailure(.usage, "bench nats-worker: there is no task “\(task)”")
        }
        connection.close()
        loop.close()
    }

    private func connect() async throws -> NATSConnection {
        let connection = try NATSConnection(options, loop: loop)
        try await connection.connected()
        return connection
    }

    private func report() { stopwatch.report(count) }

    private func quantiles(_ times: [Int64]) {
        let sorted = times.sorted()
        print("p50_us=\(Double(sorted[count / 2]) / 1e3) p99_us=\(Double(sorted[count * 99 / 100]) / 1e3)")
    }

    /// Writes until there is no room, goes on when there is, and ends with a round trip that proves the server has read all.
    private func core(_ connection: NATSConnection) async throws {
        stopwatch.begin()
        let subject = Array("bench.core".utf8)
        var left = count
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            var done: CheckedContinuation<Void, Never>? = done
            func pump() {
                subject.withUnsafeBytes { subject in
                    payload.withUnsafeBytes { payload in
                        while left > 0, connection.publish(subject: subject, payload: payload) { left -= 1 }
                    }
                }
                if left == 0 {
                    done?.resume()
                    done = nil
                }
            }
            connection.listen { if case .room = $0 { pump() } }
            pump()
        }
        _ = try? await connection.request("bench.nobody")
        report()
    }

    private func publish(_ connection: NATSConnection, stream: String, subject: String, keeps: Bool) async throws {
        let api = JetStream(connection)
        var config = StreamConfiguration(name: stream, subjects: [subject])
        config.storage = .memory
        _ = try await api.createStream(config)
        stopwatch.begin()
        let publishing = NATSBenchPublishing(connection, subject: subject, count: count, payload: payload)
        try await publishing.finished()
        report()
        let stored = try await api.streamInfo(stream).state.messages
        guard stored == count else { throw CommandFailure(.internalError, "\(stored) of \(count) messages stored") }
        if !keeps { try await api.deleteStream(stream) }
    }

    /// The same as a load test does it, with a schedule, a window, latencies and an account that adds up.
    private func run() async throws {
        var plan = QueuePlan(name: "bench", connection: options)
        var config = StreamConfiguration(name: "BENCH", subjects: ["bench.js"])
        config.storage = .memory
        plan.streams = [.init(config)]
        var publisher = QueuePlan.Publisher(
            stream: "BENCH", subjects: ["bench.js"], payloads: [payload],
            shape: .unpaced(count: count, durationNs: nil))
        (publisher.isStamped, publisher.window) = (false, 1000)
        plan.publishers = [publisher]
        stopwatch.begin()
        let result = try await QueueRun.run(plan)
        guard result.isBalanced, result.published.acknowledged == count else {
            throw CommandFailure(.internalError, result.lines.joined(separator: "\n"))
        }
        // Making and removing the stream isn't publishing; the processor's time is all of it.
        stopwatch.report(count, seconds: result.report.runDuration / .seconds(1))
    }

    private func pull(_ connection: NATSConnection) async throws {
        let api = JetStream(connection)
        var config = ConsumerConfiguration(durableName: "worker")
        config.maxAckPending = 1000
        _ = try await api.createConsumer(config, on: "BENCHPULL")
        stopwatch.begin()
        try await NATSBenchPulling(connection, stream: "BENCHPULL", consumer: "worker", count: count).finished()
        _ = try? await connection.request("bench.nobody")
        report()
        let left = try await api.consumerInfo("worker", on: "BENCHPULL").pending
        guard left == 0 else { throw CommandFailure(.internalError, "\(left) messages are left") }
        try await api.deleteStream("BENCHPULL")
    }

    private func roundTrip(_ connection: NATSConnection) async throws {
        let other = try await connect()
        _ = other.subscribe("bench.echo") { message in
            _ = other.publish(subject: message.reply, payload: message.payload)
        }
        _ = try? await other.request("bench.nobody")
        var times: [Int64] = []
        stopwatch.begin()
        for _ in 0..<count {
            let sentNs = Shard.now()
            let reply = try await connection.request("bench.echo", payload: payload)
            times.append(reply.receivedNs - sentNs)
        }
        report()
        quantiles(times)
        other.close()
    }

    private func latency(_ connection: NATSConnection) async throws {
        let other = try await connect()
        var times: [Int64] = []
        _ = other.subscribe("bench.e2e") { message in
            times.append(message.receivedNs - message.payload.loadUnaligned(as: Int64.self))
        }
        _ = try? await other.request("bench.nobody")
        stopwatch.begin()
        let startNs = Shard.now()
        for index in 0..<count {
            try await loop.shard.sleep(until: startNs + Int64(index) * 500_000)
            var stamped = payload
            stamped.withUnsafeMutableBytes { $0.storeBytes(of: Shard.now(), as: Int64.self) }
            connection.publish("bench.e2e", payload: stamped)
        }
        while times.count < count { try await loop.shard.sleep(until: Shard.now() + 1_000_000) }
        report()
        quantiles(times)
        other.close()
    }

    private func connections() async throws {
        stopwatch.begin()
        var all: [NATSConnection] = []
        for _ in 1..<max(count, 2) { all.append(try await connect()) }
        report()
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            if line.hasPrefix("VmRSS:") { print("rss_kb=\(words[1])") }
            if line.hasPrefix("Threads:") { print("threads=\(words[1])") }
        }
        for connection in all { connection.close() }
    }
}
