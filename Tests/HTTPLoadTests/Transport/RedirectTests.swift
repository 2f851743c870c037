import HTTPLoad
import Load
import Testing

/// Where redirects lead, with which method, and what goes along.
@Suite(.timeLimit(.minutes(10)))
struct RedirectTests {
    /// A server that sends whoever asks for `/<status>` to `/there`, and says there what it was asked.
    private func server() -> RawServer {
        RawServer { connection in
            while let request = connection.readRequest() {
                let path = request.split(separator: " ")[1]
                if let status = Int(path.dropFirst()) {
                    connection.answer("\(status) Elsewhere", headers: ["Location: /there"])
                } else {
                    connection.answer(body: request)
                }
            }
        }
    }

    /// Method, status, and the method and body that arrive at the other place.
    @Test(arguments: [
        (HTTPMethod.delete, 303, "GET", ""), (.put, 303, "GET", ""), (.patch, 303, "GET", ""), (.post, 303, "GET", ""),
        (.options, 303, "GET", ""), (.get, 303, "GET", ""),
        (.delete, 302, "DELETE", "x=1"), (.put, 302, "PUT", "x=1"), (.patch, 301, "PATCH", "x=1"),
        (.post, 302, "GET", ""),
        (.post, 301, "GET", ""), (.get, 301, "GET", ""),
        (.delete, 307, "DELETE", "x=1"), (.put, 308, "PUT", "x=1"), (.post, 307, "POST", "x=1"),
        (.post, 308, "POST", "x=1"),
    ])
    func methodAndBodyFollowAsTheStatusSays(
        _ method: HTTPMethod, _ status: Int, _ arrives: String, _ body: String
    ) async throws {
        let server = server()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            let sent: Body? = method == .get || method == .options ? nil : .text("x=1")
            for _ in 0..<2 {
                let text = try #require(try await user.request(method, "/\(status)", body: sent).text)
                #expect(text.hasPrefix("\(arrives) /there HTTP/1.1\r\n"), "\(text)")
                #expect(text.hasSuffix("\r\n\r\n" + body), "\(text)")
                // What was changed for the redirect is the request's own again.
                let plain = try #require(try await user.request(method, "/there", body: sent).text)
                #expect(plain.hasPrefix("\(method) /there HTTP/1.1\r\n"), "\(plain)")
            }
        }
    }

    @Test func redirectsThatAreNotFollowedLeaveTheMethodAlone() async throws {
        let server = server()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { ($0.keepsBodies, $0.redirects) = (true, nil) }) { user in
            try await user.delete("/303").expect(status: 303)
            let text = try #require(try await user.delete("/there").text)
            #expect(text.hasPrefix("DELETE /there "))
        }
    }

    /// Who we are is for the target, not for whoever it sends us to.
    @Test(arguments: [Authentication.basic(user: "ada", password: "secret"), .bearer(token: "t0ken")])
    func credentialsStayWithTheTarget(_ authentication: Authentication) async throws {
        let other = RawServer.echo()
        defer { other.stop() }
        let there = other.url + "/there"
        let server = RawServer { connection in
            while let request = connection.readRequest() {
                if request.contains("\r\nAuthorization: ") {
                    connection.answer("302 Found", headers: ["Location: \(there)"])
                } else {
                    connection.answer("401 Unauthorized")
                }
            }
        }
        defer { server.stop() }
        let target = Target(server.url) { ($0.authentication, $0.keepsBodies) = (authentication, true) }
        try await liveAlone(target) { user in
            let answer = try await user.get("/").expect(status: 200)
            #expect(answer.url == there)
            let text = try #require(answer.text)
            #expect(text.hasPrefix("GET /there "))
            #expect(!text.contains("Authorization"), "\(text)")
        }
    }
}
