import EventLoop
import Glibc
import HTTPLoad
import Load
import Measurement
import Testing

/// Requests of one user side by side.
@Suite(.timeLimit(.minutes(10)))
struct TogetherTests {
    /// A server that answers only once so many requests have come.
    private func barrier(_ count: Int) -> RawServer {
        let arrived = Box(0)
        return RawServer { connection in
            while let request = connection.readRequest() {
                arrived.change { $0 += 1 }
                while arrived.value < count { usleep(1000) }
                connection.answer(request.hasPrefix("GET /bad") ? "500 Oops" : "200 OK", body: request)
            }
        }
    }

    @Test func requestsAreInFlightAtOnceAndAnswersComeInOrder() async throws {
        let server = barrier(3)
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            let answers = try await user.together(
                .get("/a"), .post("/b", body: .text("x")), .get("/c", as: "the third"))
            #expect(answers.map { $0.text?.prefix(7) } == ["GET /a ", "POST /b", "GET /c "])
            for answer in answers { try answer.expect(status: 200) }
        }
        #expect(records.endpoints == ["GET /a", "POST /b", "the third"])
        #expect(records["GET /a"].completed == 1)
        #expect(server.connectionCount == 3)
    }

    @Test func eachAnswerIsJudgedByItself() async throws {
        let server = barrier(2)
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            let answers = try await user.together(.get("/good"), .get("/bad"))
            try answers[0].expect(status: 200)
            #expect(throws: RequestFailure.self) { try answers[1].expect(status: 200) }
        }
        #expect(records["GET /good"].failed == 0)
        #expect(records["GET /bad"].failures == [.status: 1])
    }

    @Test func oneFailureIsThrownAfterAllAreOver() async throws {
        let server = RawServer { connection in
            guard let request = connection.readRequest(), !request.hasPrefix("GET /gone") else { return }
            connection.answer()
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            let error = await failure { try await user.together(.get("/gone"), .get("/here")) } as? RequestFailure
            #expect(error?.endpoint == "GET /gone")
        }
        #expect(records["GET /gone"].failures == [.transfer: 1])
        #expect(records["GET /here"].statuses == [200: 1])
    }

    @Test func nothingIsSentWhenOneCannotBe() async throws {
        let server = RawServer.echo()
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            let error = await failure { try await user.together(.get("/a"), .get("/b", headers: ["X": "\r\n"])) }
            #expect(error is InvalidRequest)
            let none = try await user.together([])
            #expect(none.isEmpty)
        }
        #expect(records.endpoints == [])
        #expect(server.connectionCount == 0)
    }

    @Test func http2CarriesThemOnOneConnection() async throws {
        try await withNginx { nginx in
            let (url, resolve, ca) = (nginx.secureURL, nginx.resolve, nginx.file("ca.pem"))
            let target = Target(url) {
                $0.resolve = resolve
                $0.tls.caFile = ca
                $0.version = .http2
            }
            try await liveAlone(target) { user in
                let answers = try await user.together((0..<20).map { _ in .get("/") })
                #expect(Set(answers.map { $0.header("X-Connection") }).count == 1)
                for answer in answers { try answer.expect(status: 200) }
            }
        }
    }
}
