import HTTPLoad
import Load
import Testing

/// The cookies of a user: what it is given, what it gives back, on one connection or several side by side.
@Suite(.timeLimit(.minutes(10)))
struct CookieTests {
    /// A server that answers with the cookies it was sent, and gives one out at `/login`.
    private func server() -> RawServer {
        RawServer { connection in
            while let request = connection.readRequest() {
                let cookies =
                    request.split(separator: "\r\n").first { $0.hasPrefix("Cookie: ") }?.dropFirst(8) ?? "none"
                let given = request.hasPrefix("GET /login") ? ["Set-Cookie: session=s1; Path=/; HttpOnly"] : []
                connection.answer("200 OK", headers: given, body: String(cookies))
            }
        }
    }

    @Test func aCookieComesBackOnAllRequestsSideBySide() async throws {
        let server = server()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            try await user.get("/login").expect(status: 200)
            let answers = try await user.together(.get("/a"), .get("/b"), .get("/c"))
            #expect(answers.map(\.text) == ["session=s1", "session=s1", "session=s1"])
        }
    }

    @Test func aCookieOfOneRequestSideBySideIsKnownToTheOthersAfterwards() async throws {
        let server = server()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            try await user.together(.get("/a"), .get("/login"), .get("/b"))
            let alone = try await user.get("/c").text
            #expect(alone == "session=s1")
            let answers = try await user.together(.get("/a"), .get("/b"))
            #expect(answers.map(\.text) == ["session=s1", "session=s1"])
        }
    }

    @Test func cookiesCanBeReadSetAndForgotten() async throws {
        let server = server()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            #expect(user.cookies == [:])
            try user.setCookie("consent", "yes")
            try await user.get("/login").expect(status: 200)
            #expect(user.cookies == ["consent": "yes", "session": "s1"])
            #expect(user.cookie("session") == "s1")
            #expect(user.cookie("nope") == nil)
            let sent = try await user.get("/").text
            #expect(sent == "consent=yes; session=s1" || sent == "session=s1; consent=yes")
            user.forgetCookies()
            #expect(user.cookies == [:])
            let afterwards = try await user.get("/").text
            #expect(afterwards == "none")
        }
    }

    @Test(arguments: [("", "x"), ("a;b", "x"), ("a", "x; Path=/"), ("a", "x\r\nEvil: 1"), ("a=b", "x"), ("a\tb", "x")])
    func aCookieThatWouldBecomeMoreThanOneIsRefused(name: String, value: String) async throws {
        let server = server()
        defer { server.stop() }
        try await liveAlone(Target(server.url)) { user in
            #expect(throws: InvalidRequest.self) { try user.setCookie(name, value) }
            #expect(user.cookies == [:])
        }
    }
}
