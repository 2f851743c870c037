import HTTPLoad
import Testing

/// What is sent, byte by byte, as a server sees it.
@Suite(.timeLimit(.minutes(10)))
struct RequestOnTheWireTests {
    /// Sends something to an echo and returns what came there.
    private func wire(
        configure: (inout Target) -> Void = { _ in },
        _ send: @escaping @Sendable (HTTPUser) async throws -> Response
    ) async throws -> String {
        let server = RawServer.echo()
        defer { server.stop() }
        let target = Target(server.url) {
            $0.keepsBodies = true
            $0.userAgent = "test"
            configure(&$0)
        }
        let seen = Box("")
        try await liveAlone(target) { user in
            seen.value = try #require(try await send(user).expect(status: 200).text)
        }
        return seen.value.replacing("127.0.0.1:\(server.port)", with: "host")
    }

    @Test func getIsPlain() async throws {
        let text = try await wire { try await $0.get("/a/b?x=1") }
        #expect(text == "GET /a/b?x=1 HTTP/1.1\r\nHost: host\r\nUser-Agent: test\r\nAccept: */*\r\n\r\n")
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch, .delete, HTTPMethod("PURGE")])
    func methodsCarryBodies(_ method: HTTPMethod) async throws {
        let text = try await wire { try await $0.request(method, "/x", body: .text("héllo")) }
        #expect(text.hasPrefix("\(method) /x HTTP/1.1\r\n"))
        #expect(text.contains("Content-Type: text/plain; charset=utf-8\r\n"))
        #expect(text.hasSuffix("Content-Length: 6\r\n\r\nhéllo"))
        #expect(!text.contains("Expect"))
    }

    @Test func fieldsAndFilesGoInParts() async throws {
        let text = try await wire {
            try await $0.post(
                "/enhance",
                body: .multipart(
                    .field("style", "oil"),
                    .file("pic\"ture", [0x41, 0x0D, 0x0A], named: "cat\r\n.jpg", type: "image/jpeg")))
        }
        let boundary = try #require(text.firstMatch(of: /boundary=([\w-]+)\r\n/)?.output.1)
        let body = [
            "--\(boundary)", "Content-Disposition: form-data; name=\"style\"", "", "oil", "--\(boundary)",
            "Content-Disposition: form-data; name=\"pic%22ture\"; filename=\"cat%0D%0A.jpg\"",
            "Content-Type: image/jpeg", "",
            "A\r\n", "--\(boundary)--", "",
        ].joined(separator: "\r\n")
        #expect(text.hasSuffix("\r\n\r\n" + body))
        #expect(text.contains("Content-Type: multipart/form-data; boundary="))
        #expect(text.contains("Content-Length: \(body.utf8.count)\r\n"))
    }

    @Test func theBoundaryOfPartsIsNeverInThem() throws {
        let plain = try #require(Body.multipart(.field("a", "b")).contentType)
        let boundary = String(plain.dropFirst("multipart/form-data; boundary=".count))
        let type = Body.multipart(.field("a", "x\(boundary)x\(boundary)-0x")).contentType
        #expect(type == plain + "-0-0")
    }

    @Test(arguments: [HTTPMethod.get, .delete, .options])
    func methodsGoWithoutBodies(_ method: HTTPMethod) async throws {
        let text = try await wire { try await $0.request(method, "/x") }
        #expect(text.hasPrefix("\(method) /x HTTP/1.1\r\n"))
        #expect(!text.contains("Content-"))
    }

    @Test(arguments: [HTTPMethod.post, .put, .patch])
    func emptyBodyHasALength(_ method: HTTPMethod) async throws {
        let text = try await wire { try await $0.request(method, "/x") }
        #expect(text.contains("Content-Length: 0\r\n"))
    }

    @Test func methodsCanFollowEachOther() async throws {
        let server = RawServer.echo()
        defer { server.stop() }
        let target = Target(server.url) { $0.keepsBodies = true }
        try await liveAlone(target) { user in
            for _ in 0..<2 {
                let post = try await user.post("/p", body: .bytes([1, 2, 3]))
                #expect(post.text?.hasPrefix("POST /p ") == true)
                #expect(post.body?.suffix(3) == [1, 2, 3])
                let get = try await user.get("/g")
                #expect(get.text?.hasPrefix("GET /g ") == true)
                #expect(get.text?.contains("Content-") == false)
                let head = try await user.head("/h")
                #expect(head.status == 200)
                #expect(head.body == [])
                let delete = try await user.delete("/d")
                #expect(delete.text?.hasPrefix("DELETE /d ") == true)
                let put = try await user.put("/u", body: .json(text: "{}"))
                #expect(put.text?.hasPrefix("PUT /u ") == true)
                #expect(put.text?.hasSuffix("{}") == true)
            }
        }
        #expect(server.connectionCount == 1, "one connection served them all")
    }

    @Test func jsonAndFormsAreEncoded() async throws {
        let json = try await wire { try await $0.post("/", body: .json(["a": 1])) }
        #expect(json.contains("Content-Type: application/json\r\n"))
        #expect(json.hasSuffix("{\"a\":1}"))
        let form = try await wire { try await $0.post("/", body: .form(["name": "a b&c=d", "é": "\r\n"])) }
        #expect(form.contains("Content-Type: application/x-www-form-urlencoded\r\n"))
        #expect(form.hasSuffix("\r\n\r\nname=a%20b%26c%3Dd&%C3%A9=%0D%0A"))
    }

    @Test func queryItemsAreEncoded() async throws {
        let text = try await wire { try await $0.get("/find", query: ["q": "a b&c", "page": "2"]) }
        #expect(text.hasPrefix("GET /find?q=a%20b%26c&page=2 HTTP/1.1\r\n"))
        let more = try await wire { try await $0.get("/find?x=1", query: ["y": "?"]) }
        #expect(more.hasPrefix("GET /find?x=1&y=%3F HTTP/1.1\r\n"))
    }

    @Test func headersOfTheRequestReplaceThoseOfTheTarget() async throws {
        let text = try await wire(configure: { $0.headers = ["X-A": "target", "X-B": "target"] }) {
            try await $0.get("/", headers: ["x-a": "own", "X-Empty": ""])
        }
        #expect(text.contains("x-a: own\r\n"))
        #expect(!text.contains("X-A"))
        #expect(text.contains("X-B: target\r\n"))
        #expect(text.contains("X-Empty:\r\n"))
        let next = try await wire(configure: { $0.headers = ["X-A": "target"] }) { user in
            try await user.get("/", headers: ["X-A": "own"])
            return try await user.get("/")
        }
        #expect(next.contains("X-A: target\r\n"))
    }

    @Test func basicAndBearerAreSent() async throws {
        let basic = try await wire(configure: { $0.authentication = .basic(user: "ada", password: "p:w") }) {
            try await $0.get("/")
        }
        #expect(basic.contains("Authorization: Basic YWRhOnA6dw==\r\n"))
        let bearer = try await wire(configure: { $0.authentication = .bearer(token: "t0ken") }) {
            try await $0.get("/")
        }
        #expect(bearer.contains("Authorization: Bearer t0ken\r\n"))
        let changed = try await wire(configure: { $0.authentication = .bearer(token: "t0ken") }) { user in
            user.authentication = .bearer(token: "other")
            return try await user.get("/")
        }
        #expect(changed.contains("Authorization: Bearer other\r\n"))
        let none = try await wire(configure: { $0.authentication = .basic(user: "ada", password: "x") }) { user in
            try await user.get("/")
            user.authentication = nil
            return try await user.get("/")
        }
        #expect(!none.contains("Authorization"))
    }

    @Test func toolNamesItself() async throws {
        let text = try await wire(configure: { $0.userAgent = Target.defaultUserAgent }) { try await $0.get("/") }
        #expect(text.contains("User-Agent: plimsoll/0.1.0 (libcurl/"))
    }

    @Test func proxiesOfTheEnvironmentAreIgnoredAndGivenOnesUsed() async throws {
        let proxy = RawServer.echo()
        defer { proxy.stop() }
        let target = Target("http://shop.invalid/base/") {
            $0.proxy = Proxy(proxy.url, user: "u", password: "p")
            $0.keepsBodies = true
        }
        try await liveAlone(target) { user in
            let text = try #require(try await user.get("/x").text)
            #expect(text.hasPrefix("GET http://shop.invalid/base/x HTTP/1.1\r\n"))
            #expect(text.contains("Proxy-Authorization: Basic dTpw\r\n"))
        }
    }

    @Test func compressionIsAskedForOnRequest() async throws {
        let plain = try await wire { try await $0.get("/") }
        #expect(!plain.contains("Accept-Encoding"))
        let compressed = try await wire(configure: { $0.acceptsCompression = true }) { try await $0.get("/") }
        #expect(compressed.contains("Accept-Encoding: "))
    }
}
