import EventLoop
import Glibc
import HTTPLoad
import Load
import Measurement
import Testing

/// Who uses which connection, with each selector.
@Suite(.timeLimit(.minutes(10)))
struct ConnectionTests {
    static let kinds: [SelectorKind] = [.epoll, .poll]

    /// A server that answers with the number of the connection.
    private func countingServer() -> RawServer {
        let count = Box(0)
        return RawServer { connection in
            count.value += 1
            let number = count.value
            while connection.readRequest() != nil { connection.answer(body: "\(number)") }
        }
    }

    @Test(arguments: kinds)
    func eachUserKeepsAConnectionOfItsOwn(_ kind: SelectorKind) async throws {
        let server = countingServer()
        defer { server.stop() }
        try await live(Target(server.url) { $0.keepsBodies = true }, selector: kind) { life in
            let users = (0..<5).map { _ in life.makeUser() }
            var seen: [[String?]] = []
            // One after the other: a pool would serve all of them with one connection.
            for _ in 0..<3 {
                var round: [String?] = []
                for user in users { round.append(try await user.get("/").text) }
                seen.append(round)
            }
            #expect(Set(seen[0]).count == 5)
            #expect(seen[1] == seen[0])
            #expect(seen[2] == seen[0])
            for user in users { life.transport.discardUser(user) }
        }
        #expect(server.connectionCount == 5)
    }

    @Test func sharedPoolServesAllUsersWithFewConnections() async throws {
        let server = countingServer()
        defer { server.stop() }
        try await live(Target(server.url) { $0.connections = .shared }) { life in
            let users = (0..<5).map { _ in life.makeUser() }
            for _ in 0..<3 {
                for user in users { try await user.get("/") }
            }
            for user in users { life.transport.discardUser(user) }
        }
        #expect(server.connectionCount == 1)
    }

    @Test func sharedPoolKeepsItsLimit() async throws {
        let server = countingServer()
        defer { server.stop() }
        try await live(Target(server.url) { $0.connections = .shared(limit: 2) }) { life in
            await withTaskGroup { group in
                for _ in 0..<10 {
                    group.addTask(executorPreference: life.shard) {
                        let user = life.makeUser()
                        for _ in 0..<5 { _ = await failure { try await user.get("/").expect(status: 200) } }
                        life.transport.discardUser(user)
                    }
                }
            }
        }
        #expect((1...2).contains(server.connectionCount))
    }

    @Test func requestsBeyondTheLimitInFlightWaitTheirTurn() async throws {
        let inFlight = Box((now: 0, most: 0))
        let server = RawServer { connection in
            while connection.readRequest() != nil {
                inFlight.change { $0 = ($0.now + 1, max($0.most, $0.now + 1)) }
                usleep(1000)
                inFlight.change { $0.now -= 1 }
                connection.answer()
            }
        }
        defer { server.stop() }
        var policy = ConnectionPolicy.perUser
        policy.requestsInFlight = 3
        let target = Target(server.url) { [policy] in $0.connections = policy }
        let records = try await live(target) { life in
            await withTaskGroup { group in
                for _ in 0..<300 {
                    group.addTask(executorPreference: life.shard) {
                        let user = life.makeUser()
                        _ = await failure { try await user.get("/").expect(status: 200) }
                        user.settle()
                        life.transport.discardUser(user)
                    }
                }
            }
        }
        #expect(records["GET /"].statuses == [200: 300])
        #expect(records["GET /"].failed == 0)
        #expect((1...3).contains(inFlight.value.most))
    }

    @Test(arguments: [1, 3])
    func recycledConnectionServesSoManyRequests(_ limit: Int) async throws {
        let server = countingServer()
        defer { server.stop() }
        let target = Target(server.url) {
            $0.connections = .perUser(recycledAfter: limit)
            $0.keepsBodies = true
        }
        try await liveAlone(target) { user in
            var seen: [String?] = []
            for _ in 0..<7 { seen.append(try await user.get("/").text) }
            #expect(seen == (0..<7).map { "\($0 / limit + 1)" })
        }
    }

    @Test(arguments: kinds)
    func discardedUsersConnectionIsClosedAtOnce(_ kind: SelectorKind) async throws {
        let server = countingServer()
        defer { server.stop() }
        try await live(Target(server.url), selector: kind) { life in
            for _ in 0..<3 {
                let user = life.makeUser()
                try await user.get("/").expect(status: 200)
                life.transport.discardUser(user)
            }
            while server.openConnections > 0 { await Task.yield() }
        }
        #expect(server.connectionCount == 3)
    }

    @Test(arguments: kinds)
    func connectionThatTheServerClosedIsReplaced(_ kind: SelectorKind) async throws {
        let server = RawServer { connection in
            _ = connection.readRequest()
            connection.answer(body: "ok")
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url), selector: kind) { user in
            for _ in 0..<5 {
                try await user.get("/").expect(status: 200)
                while server.openConnections > 0 { await Task.yield() }
                // Some rounds, in which the loop hears of the end.
                for _ in 0..<5 { await Task.yield() }
            }
        }
        #expect(records["GET /"].statuses == [200: 5])
        #expect(server.connectionCount == 5)
    }

    @Test func requestsGoThroughAUnixSocket() async throws {
        let path = "/tmp/plimsoll-\(Loopback.freePort())-\(UInt32.random(in: 0...UInt32.max)).sock"
        let server = RawServer(unixSocket: path) { connection in
            while let request = connection.readRequest() { connection.answer(body: request) }
        }
        defer { server.stop() }
        let target = Target("http://shop.test/base") {
            $0.unixSocket = path
            $0.keepsBodies = true
        }
        try await HTTPTransport(target).verify()
        try await liveAlone(target) { user in
            let text = try #require(try await user.get("/x").text)
            #expect(text.hasPrefix("GET /base/x HTTP/1.1\r\nHost: shop.test\r\n"))
        }
    }
}
