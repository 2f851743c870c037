import EventLoop
import Foundation
import NATSLoad

/// This client's side of the bench: each task as a load test does it, on one loop.
final class NATSBenchWorker {
    private let options: ConnectionOptions
    private let count: Int
    private let loop: NATSLoop
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

    private func report(_ startNs: Int64) {
        print("messages=\(count) seconds=\(Double(Shard.now() - startNs) / 1e9)")
    }

    private func quantiles(_ times: [Int64]) {
        let sorted = times.sorted()
        print("p50_us=\(Double(sorted[count / 2]) / 1e3) p99_us=\(Double(sorted[count * 99 / 100]) / 1e3)")
    }

    /// Writes until there is no room, goes on when there is, and ends with a round trip that proves the server has read all.
    private func core(_ connection: NATSConnection) async throws {
        let startNs = Shard.now()
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
        report(startNs)
    }

    private func publish(_ connection: NATSConnection, stream: String, subject: String, keeps: Bool) async throws {
        let api = JetStream(connection)
        var config = StreamConfiguration(name: stream, subjects: [subject])
        config.storage = .memory
        _ = try await api.createStream(config)
        let (subject, inbox) = (Array(subject.utf8), InboxName.make() + ".")
        let reply = Array(inbox.utf8)
        let startNs = Shard.now()
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            var done: CheckedContinuation<Void, Never>? = done
            var (left, open) = (count, 0)
            func pump() {
                subject.withUnsafeBytes { subject in
                    payload.withUnsafeBytes { payload in
                        reply.withUnsafeBytes { reply in
                            while left > 0, open < 1000,
                                connection.publish(
                                    subject: subject, reply: reply, token: UInt64(left), payload: payload)
                            {
                                left -= 1
                                open += 1
                            }
                        }
                    }
                }
            }
            _ = connection.subscribe(inbox + "*") { message in
                guard case .stored = PublishAcknowledgement(message.payload) else { return }
                open -= 1
                pump()
                if left == 0, open == 0 {
                    done?.resume()
                    done = nil
                }
            }
            connection.listen { if case .room = $0 { pump() } }
            pump()
        }
        report(startNs)
        if !keeps { try await api.deleteStream(stream) }
    }

    private func pull(_ connection: NATSConnection) async throws {
        let api = JetStream(connection)
        var config = ConsumerConfiguration(durableName: "worker")
        config.maxAckPending = 1000
        _ = try await api.createConsumer(config, on: "BENCHPULL")
        let inbox = InboxName.make()
        let request = Array("{\"batch\":256,\"expires\":5000000000}".utf8)
        let acknowledgement = Acknowledgement.done.payload
        let startNs = Shard.now()
        await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
            var done: CheckedContinuation<Void, Never>? = done
            var (left, asked) = (count, 512)
            func ask() {
                connection.publish("$JS.API.CONSUMER.MSG.NEXT.BENCHPULL.worker", reply: inbox, payload: request)
            }
            _ = connection.subscribe(inbox) { message in
                guard message.status == nil else { return }
                _ = acknowledgement.withUnsafeBytes { connection.publish(subject: message.reply, payload: $0) }
                left -= 1
                asked -= 1
                if asked <= 256, left > asked {
                    asked += 256
                    ask()
                }
                if left == 0 {
                    done?.resume()
                    done = nil
                }
            }
            ask()
            ask()
        }
        _ = try? await connection.request("bench.nobody")
        report(startNs)
        try await api.deleteStream("BENCHPULL")
    }

    private func roundTrip(_ connection: NATSConnection) async throws {
        let other = try await connect()
        _ = other.subscribe("bench.echo") { message in
            _ = other.publish(subject: message.reply, payload: message.payload)
        }
        _ = try? await other.request("bench.nobody")
        var times: [Int64] = []
        let startNs = Shard.now()
        for _ in 0..<count {
            let sentNs = Shard.now()
            let reply = try await connection.request("bench.echo", payload: payload)
            times.append(reply.receivedNs - sentNs)
        }
        report(startNs)
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
        let startNs = Shard.now()
        for index in 0..<count {
            try await loop.shard.sleep(until: startNs + Int64(index) * 500_000)
            var stamped = payload
            stamped.withUnsafeMutableBytes { $0.storeBytes(of: Shard.now(), as: Int64.self) }
            connection.publish("bench.e2e", payload: stamped)
        }
        while times.count < count { try await loop.shard.sleep(until: Shard.now() + 1_000_000) }
        report(startNs)
        quantiles(times)
        other.close()
    }

    private func connections() async throws {
        let startNs = Shard.now()
        var all: [NATSConnection] = []
        for _ in 1..<max(count, 2) { all.append(try await connect()) }
        report(startNs)
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        for line in status.split(separator: "\n") {
            let words = line.split(whereSeparator: \.isWhitespace)
            if line.hasPrefix("VmRSS:") { print("rss_kb=\(words[1])") }
            if line.hasPrefix("Threads:") { print("threads=\(words[1])") }
        }
        for connection in all { connection.close() }
    }
}
