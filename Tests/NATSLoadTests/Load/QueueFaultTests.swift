import EventLoop
import Foundation
import Measurement
import Testing

@testable import NATSLoad

/// What goes wrong in the middle of a run: each ends in a sentence and an account that adds up.
struct QueueFaultTests {
    @Test(arguments: NATSServer.releases)
    func killedServerLeavesUnknownMessagesAndNoneLost(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.streams[0].config.storage = .file
        plan.publishers = [.steady(400, seconds: 3), .steady(400, seconds: 3)]
        plan.consumers = [.worker()]
        plan.monitor = nil
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 1)
                server.kill()
                try? server.start()
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        #expect(result.published.attempted == 2400)
        #expect(
            result.published.attempted == result.published.acknowledged + result.published.refused
                + result.published.unknown)
        #expect(result.notices.contains { $0.contains("a connection was lost") })
        let ledger = try #require(result[stream: "MEMES"])
        #expect(ledger.stored != nil)
        // A killed server may lose what it hadn't written yet, and that has to be said; nothing is counted twice.
        #expect(ledger.consumers[0].counts.distinct <= 2400)
        #expect(result.differences.allSatisfy { $0.contains("missing") }, "\(result.differences)")
    }

    @Test(arguments: NATSServer.releases)
    func restartedServerLosesNothing(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.streams[0].config.storage = .file
        plan.publishers = [.steady(400, seconds: 3)]
        plan.consumers = [.worker(.push)]
        plan.monitor = nil
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 1)
                server.stop()
                try? server.start()
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        #expect(result.published.attempted == 1200)
        #expect(result.differences == [])
        #expect(result[stream: "MEMES"]?.consumers[0].ackPending == 0)
    }

    /// One consumer is removed in the middle: its own account is open, the other's is closed, and nobody waits for what can't come.
    @Test(arguments: NATSServer.releases)
    func consumerRemovedBySomebodyElseLeavesItsAccountOpenAndTheOthersWhole(_ release: NATSServer.Release) async throws
    {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(100, seconds: 6)]
        var other = QueuePlan.Consumer.worker()
        other.config.durableName = "a"
        // Both get every message; “a” is asked first.
        plan.consumers = [other, .worker()]
        plan.monitor = nil
        plan.drain = .seconds(120)
        var surroundings = QueueRun.Surroundings()
        let url = server.url
        // On a thread of its own, so that it isn't late on a busy machine.
        let elsewhere = try Shard(name: "elsewhere")
        surroundings.began = { _ in
            Task(executorPreference: elsewhere) {
                try await elsewhere.sleep(until: Shard.now() + 1_000_000_000)
                let loop = NATSLoop(shard: elsewhere)
                let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
                try await connection.connected()
                try await JetStream(connection).deleteConsumer("a", on: "MEMES")
                loop.close()
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        await elsewhere.shutDown()
        let ledger = try #require(result[stream: "MEMES"])
        #expect(ledger.published.acknowledged == 600)
        #expect(ledger.consumers[0].counts.distinct < 600)
        #expect(ledger.consumers[1].counts.distinct == 600)
        #expect(result.differences.count == 1, "\(result.differences)")
        let difference = try #require(result.differences.first)
        #expect(difference.contains("consumer a: ") && difference.contains("nobody knows what is left for it"))
        #expect(result.lags["MEMES/a"]?.verdict.hasPrefix("its consumer was removed") == true)
        #expect(result.lags["MEMES/worker"]?.samples.last?.depth == 0)
        #expect(result.lags["MEMES/worker"]?.samples.last?.stored == 600)
    }

    /// A server that stands still makes messages late, and is no fault of the generator's.
    @Test func serverThatStandsStillIsNoLagOfTheGenerator() async throws {
        let release = try #require(NATSServer.anyRelease)
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        var publisher = QueuePlan.Publisher.steady(100, seconds: 8)
        publisher.window = 4
        plan.publishers = [publisher]
        plan.ackTimeout = .seconds(60)
        plan.monitor = nil
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 1)
                server.signal(SIGSTOP)
                Thread.sleep(forTimeInterval: 5)
                server.signal(SIGCONT)
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        #expect(result.published.acknowledged == 800)
        #expect(result.differences == [])
        // 500 of 800 fell due while it stood; a 20th of them waited for more than four seconds.
        #expect(result.report.p95 > .seconds(3))
        #expect(result.report.health.lag.p99 < .seconds(3))
    }

    @Test(arguments: NATSServer.releases)
    func streamInMemoryIsGoneWithItsServerAndTheAccountSaysSo(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(200, seconds: 2)]
        plan.monitor = nil
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.5)
                server.stop()
                try? server.start()
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        #expect(result.published.attempted == 400)
        #expect(result.published.acknowledged > 0 && result.published.refused > 0)
        #expect(result.differences.count == 1 && result.differences[0].contains("the stream is gone with its messages"))
        #expect(!result.notices.contains { $0.contains("could not be removed") })
    }

    /// Nobody listens at any of the addresses.
    @Test func absentServerEndsInASentence() async throws {
        let port = try NATSServer.freePort()
        var plan = QueuePlan(name: "nobody", connection: try ConnectionOptions("nats://127.0.0.1:\(port)"))
        plan.publishers = [.steady(100, seconds: 1)]
        let unchanged = plan
        await #expect {
            try await QueueRun.run(unchanged)
        } throws: { error in
            "\(error)"
                == "no connection to nats://127.0.0.1:\(port): Connection refused; is the server running there?"
        }
    }

    @Test(arguments: NATSServer.releases)
    func wrongPasswordEndsInASentence(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(
            release, configuration: "authorization { users: [ { user: \"u\", password: \"p\" } ] }")
        var plan = try QueueRunTests.plan(server)
        plan.connection.credentials = .user("u", password: "wrong")
        let unchanged = plan
        await #expect {
            try await QueueRun.run(unchanged)
        } throws: { error in
            "\(error)".contains("nats://127.0.0.1:\(server.port)") && "\(error)".contains("credentials")
        }
    }

    /// The server never comes back: nothing hangs, and what wasn't answered is unknown.
    @Test(arguments: NATSServer.releases)
    func serverThatStaysAwayEndsTheRun(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(200, seconds: 2)]
        plan.consumers = [.worker()]
        plan.connection.reconnectRounds = 3
        plan.monitor = nil
        plan.drain = .seconds(1)
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.5)
                server.kill()
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        let published = result.published
        #expect(published.attempted == published.acknowledged + published.unknown + published.refused)
        #expect(published.attempted > 0 && published.unsent > 0)
        #expect(result.differences.contains { $0.contains("how many messages are stored is not known") })
        #expect(result.notices.contains { $0.contains("a connection was lost") })
    }

    @Test func slowConsumerIsDroppedAndComesBack() async throws {
        let server = try NATSServer(
            jetStream: false, configuration: "max_payload: 150000\nmax_pending: 200000\nwrite_deadline: \"200ms\"")
        let url = server.url
        let reconnections = try await onShard { loop in
            let slow = try NATSConnection(ConnectionOptions(url), loop: loop)
            let fast = try NATSConnection(ConnectionOptions(url), loop: loop)
            defer {
                slow.close()
                fast.close()
            }
            try await slow.connected()
            try await fast.connected()
            _ = slow.subscribe("flood") { _ in }
            _ = try? await slow.request("nobody")
            slow.read(false)
            let payload = [UInt8](repeating: 0x78, count: 100_000)
            // More than the sockets' buffers and max_pending hold.
            for _ in 0..<400 {
                while !fast.publish("flood", payload: payload) {
                    try await loop.shard.sleep(until: Shard.now() + 1_000_000)
                }
            }
            _ = try? await fast.request("nobody")
            try await loop.shard.sleep(until: Shard.now() + 500_000_000)
            slow.read(true)
            for _ in 0..<12_000 where slow.counters.reconnections == 0 {
                try await loop.shard.sleep(until: Shard.now() + 5_000_000)
            }
            return slow.counters.reconnections
        }
        #expect(reconnections == 1)
    }

    @Test func stoppedRunClearsUp() async throws {
        let server = try NATSServer()
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(100, seconds: 600)]
        plan.consumers = [.worker()]
        let sign = StopSign()
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 0.5)
                sign.raise()
            }
        }
        let result = try await QueueRun.run(plan, surroundings: surroundings, stopSign: sign)
        #expect(result.wasInterrupted)
        #expect(result.differences == [])
        let url = server.url
        let left = try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            return try await JetStream(connection).existingStream("MEMES") != nil
        }
        #expect(!left)
    }

    @Test func redeliveredMessagesAreCountedAsSuch() async throws {
        let server = try NATSServer()
        var plan = try QueueRunTests.plan(server)
        plan.publishers = [.steady(200, seconds: 0.5)]
        var worker = QueuePlan.Consumer.worker(ackWait: 30)
        // Each message is wanted again once.
        worker.answer = { _, deliveries in deliveries == 1 ? .again(afterNs: nil) : .done }
        plan.consumers = [worker]
        let result = try await QueueRun.run(plan)
        let counts = try #require(result[stream: "MEMES"]?.consumers[0].counts)
        #expect(counts.distinct == 100 && counts.redelivered == 100 && counts.duplicates == 0)
        #expect(counts.rejected == 100 && counts.acknowledged == 100)
        #expect(result.differences == [])
        #expect(result.report["message MEMES"].requests == 100)
    }

    /// Replicas 3 on loopback; the stream's leader is killed under load.
    @Test(arguments: NATSServer.releases)
    func clusterThatLosesItsLeaderKeepsWhatItAcknowledged(_ release: NATSServer.Release) async throws {
        let cluster = try NATSCluster(release)
        var plan = QueuePlan(name: "cluster", connection: try ConnectionOptions(cluster.urls))
        var config = StreamConfiguration(name: "MEMES", subjects: ["MEMES.>"])
        config.replicas = 3
        config.storage = .file
        plan.streams = [.init(config)]
        plan.publishers = [.steady(200, seconds: 4)]
        plan.consumers = [.worker()]
        plan.drain = .seconds(60)
        var surroundings = QueueRun.Surroundings()
        surroundings.began = { _ in
            Thread.detachNewThread {
                Thread.sleep(forTimeInterval: 1)
                cluster.killLeader(of: "MEMES")
            }
        }
        try await cluster.ready()
        let result = try await QueueRun.run(plan, surroundings: surroundings)
        #expect(result.published.attempted == 800)
        #expect(result.differences == [])
        let ledger = try #require(result[stream: "MEMES"])
        #expect(try #require(ledger.stored) >= ledger.published.acknowledged)
    }
}
