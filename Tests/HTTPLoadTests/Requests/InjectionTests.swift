import Foundation
import HTTPLoad
import Testing

/// Data from feeders stays where it was put.
@Suite(.timeLimit(.minutes(10)))
struct InjectionTests {
    static let evil = [
        "../../admin", "a/b?c=d#e", "x HTTP/1.1\r\nHost: evil\r\n\r\n", "nul\u{0}byte", "%2e%2e", "@evil.test",
        "ünïcode",
        "", " ", "\\..\\",
    ]

    @Test(arguments: evil)
    func interpolatedDataIsOneSegmentOfThePath(_ data: String) async throws {
        let server = RawServer.echo()
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            let text = try #require(try await user.get("/product/\(data)/x").text)
            let path = text.split(separator: " ")[1]
            #expect(path.hasPrefix("/product/"))
            #expect(path.hasSuffix("/x"))
            #expect(path.removingPercentEncoding.map { $0 == "/product/\(data)/x" } == true)
            let segment = path.dropFirst("/product/".count).dropLast(2)
            #expect(!segment.contains { "/?#".contains($0) })
            #expect(text.components(separatedBy: "Host: ").count == 2)
        }
        #expect(records.endpoints == ["GET /product/{}/x"])
    }

    @Test(arguments: evil)
    func dataAtThePathsBeginningCannotChangeTheHost(_ data: String) async throws {
        let server = RawServer.echo()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            let text = try #require(try await user.get("\(data)").text)
            #expect(text.contains("Host: 127.0.0.1:\(server.port)\r\n"))
            let verbatim = try #require(try await user.get(.verbatim(data)).text)
            #expect(verbatim.contains("Host: 127.0.0.1:\(server.port)\r\n"))
            #expect(verbatim.components(separatedBy: "Host: ").count == 2)
        }
    }

    @Test(arguments: ["a\r\nX-Evil: 1", "a\nb", "nul\u{0}", "\u{7f}"])
    func headerValuesWithControlCharactersAreRefused(_ value: String) async throws {
        let server = RawServer.echo()
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            let error = await failure { try await user.get("/", headers: ["X-Name": value]) } as? InvalidRequest
            #expect(error?.description.hasPrefix("GET / wasn't sent: header X-Name: the value “") == true)
            #expect(error?.description.contains { $0.isNewline } == false)
        }
        #expect(records.endpoints == [])
        #expect(server.connectionCount == 0)
    }

    @Test(arguments: ["", "a b", "X:", "X\r\n", "ü"])
    func headerNamesMustBeTokens(_ name: String) async throws {
        try await liveAlone(Target("http://127.0.0.1:1")) { user in
            let error = await failure { try await user.get("/", headers: Headers([Header(name, "x")])) }
            #expect(error is InvalidRequest)
        }
    }

    @Test func contentTypeIsGuardedToo() async throws {
        try await liveAlone(Target("http://127.0.0.1:1")) { user in
            let error = await failure { try await user.post("/", body: .text("x", type: "text/plain\r\nX-Evil: 1")) }
            #expect(error is InvalidRequest)
        }
    }

    @Test func verbatimPathsKeepTheirEncoding() async throws {
        let server = RawServer.echo()
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            let text = try #require(try await user.get(.verbatim("/a%2Fb/../c d?x=[1]&y=ü#frag")).text)
            #expect(text.hasPrefix("GET /a%2Fb/../c%20d?x=[1]&y=%C3%BC HTTP/1.1\r\n"))
        }
    }

    @Test func namesOfPathsLeaveDataOut() {
        let id = "1 2"
        let path: RequestPath = "/user/\(id, as: "id")/posts/\(7)?page=\(3)"
        #expect(path.encoded == "/user/1%202/posts/7?page=3")
        #expect(path.name == "/user/{id}/posts/{}")
    }
}
