import Serving
import Synchronization
import Testing

/// What a server refuses, and how it starts and stops.
@Suite struct HTTPServerLimitTests {
    @Test func bodyUpToTheLimitIsTaken() throws {
        let server = try HTTPServer(.init(bodyLimit: 100_000)) { .text("\($0.body.count)") }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        let body = String(repeating: "x", count: 100_000)
        #expect(try client.request("POST", "/", body: body).text == "100000")
    }

    @Test func announcedBodyBeyondTheLimitIs413() throws {
        let server = try HTTPServer(.init(bodyLimit: 10)) { _ in .text("taken") }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        try client.sendRaw("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n")
        #expect(try client.answer().status == 413)
    }

    @Test func chunkedBodyBeyondTheLimitIs413() throws {
        let server = try HTTPServer(.init(bodyLimit: 10)) { _ in .text("taken") }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        try client.sendRaw(
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n"
        )
        #expect(try client.answer().status == 413)
    }

    @Test(
        arguments: [
            (nil, 401), ("Basic YTpi", 200), ("basic YTpi", 200), ("Basic YTpj", 401), ("Basic YTo=", 401),
            ("Basic ???", 401), ("Bearer YTpi", 401),
        ] as [(String?, Int)]
    )
    func basicAuthenticationLetsOnlyTheRightOnesIn(header: String?, status: Int) throws {
        let server = try HTTPServer(.init(credentials: BasicCredentials(user: "a", password: "b"))) { _ in .text("in") }
        defer { server.stop() }
        var headers = HTTPFields()
        if let header { headers.append("Authorization", header) }
        let answer = try LoopbackClient(port: server.port).get("/", headers: headers)
        #expect(answer.status == status)
        #expect((answer.headers["WWW-Authenticate"] != nil) == (status == 401))
    }

    @Test func takenPortIsNamed() throws {
        let server = try HTTPServer { _ in .text("") }
        defer { server.stop() }
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(.init(port: server.port)) { _ in .text("") }
        }
        #expect(error?.code == .addressInUse)
        #expect(
            error?.description
                == "Port \(server.port) on 127.0.0.1 is taken by another process: choose another, or port 0 for a free one."
        )
    }

    @Test func hostThatIsNoAddressIsNamed() {
        let error = #expect(throws: HTTPServerError.self) {
            try HTTPServer(.init(host: "no such")) { _ in .text("") }
        }
        #expect(error?.code == .invalidHost)
    }

    @Test func stoppingAnswersWhoeverWaits() throws {
        let replies = Mutex<[HTTPReply]>([])
        let server = try HTTPServer { _, reply in replies.withLock { $0.append(reply) } }
        let clients = try (0..<50).map { _ in try LoopbackClient(port: server.port) }
        for client in clients { try client.send("GET", "/") }
        while server.waiting < clients.count { try Pause.aMoment() }
        server.stop()
        for client in clients { #expect(try client.answer().status == 503) }
        for reply in replies.withLock({ $0 }) { reply.send(.text("too late")) }
        #expect(throws: LoopbackClient.Failure.refused) { try LoopbackClient(port: server.port) }
        server.stop()
    }
}
