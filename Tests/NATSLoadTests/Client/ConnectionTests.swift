import EventLoop
import Foundation
import Testing

@testable import NATSLoad

struct ConnectionTests {
    @Test(arguments: NATSServer.releases)
    func messagesGoThereAndBack(_ release: NATSServer.Release) async throws {
        let server = try NATSServer(release)
        let url = server.url
        let texts = try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
            try await connection.connected()
            var texts: [String] = []
            _ = connection.subscribe("echo") { message in
                let text = String(decoding: message.payload, as: UTF8.self)
                connection.publish(
                    message.replyText, headers: MessageHeaders(["Seen": "yes"]).encoded,
                    payload: Array(text.uppercased().utf8))
            }
            for word in ["one", "two"] {
                let reply = try await connection.request("echo", payload: Array(word.utf8))
                texts.append(String(decoding: reply.payload, as: UTF8.self) + (reply.headers["Seen"] ?? ""))
            }
            await connection.drained()
            return texts
        }
        #expect(texts == ["ONEyes", "TWOyes"])
    }

    @Test func nobodyAnsweringIsSaidAtOnce() async throws {
        let server = try NATSServer(jetStream: false)
        let url = server.url
        await #expect(throws: NATSRequestFailure(code: .noResponders, subject: "nobody.there")) {
            try await onShard { loop in
                let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
                defer { connection.close() }
                try await connection.connected()
                _ = try await connection.request("nobody.there")
            }
        }
    }

    @Test func absentServerIsNamed() async throws {
        let port = try NATSServer.freePort()
        await #expect {
            try await onShard { loop in
                try await NATSConnection(ConnectionOptions("nats://127.0.0.1:\(port)"), loop: loop).connected()
            }
        } throws: { error in
            "\(error)" == "no connection to nats://127.0.0.1:\(port): Connection refused; is the server running there?"
        }
    }

    @Test func strangerThatSpeaksHTTPIsRecognised() async throws {
        let server = try NATSServer(jetStream: false)
        let port = server.monitorPort
        await #expect(throws: ConnectionFailure.self) {
            try await onShard { loop in
                var options = try ConnectionOptions("nats://127.0.0.1:\(port)")
                options.connectTimeoutNs = 1_000_000_000
                try await NATSConnection(options, loop: loop).connected()
            }
        }
        _ = server
    }

    @Test func secondServerIsTakenWhenTheFirstIsAway() async throws {
        let server = try NATSServer(jetStream: false)
        let (url, away) = (server.url, try NATSServer.freePort())
        let address = try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions("nats://127.0.0.1:\(away),\(url)"), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            return connection.server?.description
        }
        #expect(address == url)
    }

    @Test func subscriptionsSurviveARestart() async throws {
        let server = try NATSServer(jetStream: false)
        let reconnections = try await onShard { loop in
            let connection = try NATSConnection(ConnectionOptions(server.url), loop: loop)
            defer { connection.close() }
            try await connection.connected()
            _ = connection.subscribe("echo") { connection.publish($0.replyText, payload: Array($0.payload)) }
            _ = try await connection.request("echo")
            server.kill()
            try server.start()
            while connection.counters.reconnections == 0 || !connection.isReady {
                try await loop.shard.sleep(until: Shard.now() + 10_000_000)
            }
            _ = try await connection.request("echo")
            return connection.counters.reconnections
        }
        #expect(reconnections == 1)
    }

    /// The socket takes everything at once, so that nothing but the publisher itself could wake the loop.
    @Test(.timeLimit(.minutes(10)))
    func publisherThatIsToldOfRoomGoesOn() async throws {
        let server = try NATSServer(jetStream: false)
        let url = server.url
        let sent = try await onShard { loop in
            var options = try ConnectionOptions(url)
            options.maxPendingBytes = 2000
            let connection = try NATSConnection(options, loop: loop)
            defer { connection.close() }
            try await connection.connected()
            var left = 20_000
            await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
                var done: CheckedContinuation<Void, Never>? = done
                func pump() {
                    while left > 0, connection.publish("flood", payload: [UInt8](repeating: 0x78, count: 100)) {
                        left -= 1
                    }
                    if left == 0 {
                        done?.resume()
                        done = nil
                    }
                }
                connection.listen { if case .room = $0 { pump() } }
                pump()
            }
            _ = try? await connection.request("nobody")
            return connection.counters.messagesSent
        }
        #expect(sent == 20_001)
    }

    /// A message whose answer isn't sent is delivered again, while a publisher can wait.
    @Test func answersAreTakenWhereMessagesHaveNoRoom() async throws {
        let server = try NATSServer(jetStream: false)
        let url = server.url
        let (published, answered) = try await onShard { loop in
            var options = try ConnectionOptions(url)
            (options.maxPendingBytes, options.maxPendingAnswerBytes) = (2000, 10_000)
            let connection = try NATSConnection(options, loop: loop)
            defer { connection.close() }
            try await connection.connected()
            // Nothing is sent before this turn of the loop is over.
            var (published, answered) = (0, 0)
            while connection.publish("flood", payload: [UInt8](repeating: 0x78, count: 100)) { published += 1 }
            let subject = Array("answer".utf8)
            while subject.withUnsafeBytes({ connection.answer(subject: $0, payload: $0) }) { answered += 1 }
            return (published, answered)
        }
        #expect((17...18).contains(published))
        #expect((300...500).contains(answered))
    }

    @Test func manyConnectionsShareOneThread() async throws {
        let server = try NATSServer(jetStream: false)
        let url = server.url
        let received = try await onShard { loop in
            var connections: [NATSConnection] = []
            var received = 0
            for _ in 0..<200 {
                let connection = try NATSConnection(ConnectionOptions(url), loop: loop)
                try await connection.connected()
                _ = connection.subscribe("all") { _ in received += 1 }
                connections.append(connection)
            }
            for connection in connections { _ = try? await connection.request("nobody") }
            connections[0].publish("all")
            while received < 200 { try await loop.shard.sleep(until: Shard.now() + 5_000_000) }
            for connection in connections { connection.close() }
            return received
        }
        #expect(received == 200)
    }
}
