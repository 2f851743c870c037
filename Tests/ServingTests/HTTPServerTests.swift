import Dispatch
import Serving
import Synchronization
import Testing

@Suite struct HTTPServerTests {
    @Test func requestArrivesWithEachOfItsParts() throws {
        let server = try HTTPServer { request in
            .text(
                """
                \(request.method) \(request.path) q=\(request.query["q"] ?? "-") all=\(request.query.values("q")) \
                header=\(request.headers["x-one"] ?? "-") cookie=\(request.cookies["session"] ?? "-") \
                body=\(request.text) \(request.pathComponents)
                """
            )
        }
        defer { server.stop() }
        let answer = try LoopbackClient(port: server.port).request(
            "POST", "/a%20b/c?q=x%26y&q=2", headers: ["X-One": "1", "Cookie": "session=abc; other=2"], body: "hello"
        )
        #expect(answer.status == 200)
        #expect(
            answer.text
                == #"POST /a b/c q=x&y all=["x&y", "2"] header=1 cookie=abc body=hello ["a b", "c"]"#
        )
    }

    @Test func statusHeadersAndBodyOfTheAnswerArrive() throws {
        let server = try HTTPServer { _ in
            HTTPResponse(status: 418, headers: ["X-Pot": "tea", "Set-Cookie": "a=1"], body: .bytes([1, 0, 255]))
                .header("Set-Cookie", "b=2")
        }
        defer { server.stop() }
        let answer = try LoopbackClient(port: server.port).get("/")
        #expect(answer.status == 418)
        #expect(answer.headers["x-pot"] == "tea")
        #expect(answer.headers.values("Set-Cookie") == ["a=1", "b=2"])
        #expect(answer.body == [1, 0, 255])
    }

    @Test func connectionIsKeptAndHasOneNumber() throws {
        let server = try HTTPServer { .text("\($0.connection)") }
        defer { server.stop() }
        let first = try LoopbackClient(port: server.port)
        let second = try LoopbackClient(port: server.port)
        #expect(try first.get("/").text == "1")
        #expect(try second.get("/").text == "2")
        #expect(try first.request("POST", "/", body: "x").text == "1")
        #expect(try first.request("HEAD", "/").status == 200)
        #expect(try first.get("/").text == "1")
    }

    @Test func thousandRequestsWaitWithoutThreads() throws {
        let replies = Mutex<[HTTPReply]>([])
        let server = try HTTPServer { _, reply in replies.withLock { $0.append(reply) } }
        defer { server.stop() }
        let clients = try (0..<500).map { _ in try LoopbackClient(port: server.port) }
        for client in clients { try client.send("GET", "/") }
        while server.waiting < clients.count { try Pause.aMoment() }
        let waiting = replies.withLock { replies in
            defer { replies = [] }
            return replies
        }
        for reply in waiting { reply.send(.text("late")) }
        for client in clients { #expect(try client.answer().text == "late") }
        #expect(server.waiting == 0)
    }

    @Test func answerFromAnotherThreadRacesWithTheHandlerUnharmed() throws {
        let server = try HTTPServer { request, reply in
            DispatchQueue.global().async { reply.send(.text(request.path)) }
        }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        for number in 0..<2000 {
            #expect(try client.get("/\(number)").text == "/\(number)")
        }
    }

    @Test func forgottenReplyAnswers500() throws {
        let server = try HTTPServer { _, _ in }
        defer { server.stop() }
        #expect(try LoopbackClient(port: server.port).get("/").status == 500)
    }

    @Test func onlyTheFirstAnswerCounts() throws {
        let server = try HTTPServer { _, reply in
            reply.send(.text("first"))
            reply.send(.text("second"))
            reply.closeConnection()
        }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        #expect(try client.get("/").text == "first")
        #expect(try client.get("/").text == "first")
    }

    @Test(arguments: [false, true]) func connectionIsClosedWithoutAnAnswer(later: Bool) throws {
        let server = try HTTPServer { _, reply in
            if later { DispatchQueue.global().async { reply.closeConnection() } } else { reply.closeConnection() }
        }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        #expect(throws: LoopbackClient.Failure.closed) { try client.get("/") }
    }

    @Test func headerThatCannotBeSentIsSaid() throws {
        let server = try HTTPServer { _ in .text("x").header("X-Bad", "a\r\nb") }
        defer { server.stop() }
        let answer = try LoopbackClient(port: server.port).get("/")
        #expect(answer.status == 500)
        #expect(answer.text == "The header “X-Bad” of the answer can't be sent as it stands.\n")
    }
}
