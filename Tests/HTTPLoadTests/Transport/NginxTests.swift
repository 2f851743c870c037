import HTTPLoad
import Load
import Measurement
import Testing

/// What a real server and this client make of each other.
@Suite(.timeLimit(.minutes(10)))
struct NginxTests {
    @Test func plainRequestsOfAllSortsSucceed() async throws {
        try await withNginx { nginx in
            let records = try await liveAlone(Target(nginx.url + "/") { $0.keepsBodies = true }) { user in
                let seen1 = try await user.get("/").expect(status: 200).text
                #expect(seen1 == "ok\n")
                let seen2 = try await user.head("/").expect(status: 200).body
                #expect(seen2 == [])
                try await user.get("/missing").expect(status: 404)
                let seen3 = try await user.get("/broken").expect(status: 503).text
                #expect(seen3 == "try later")
                let large = try await user.get("/large.txt").expect(status: 200)
                #expect(large.bodySize == 200_000)
                #expect(large.body?.count == 200_000)
                let seen4 = try await user.get("/json").json(at: "job.parts.0.n", as: Int.self)
                #expect(seen4 == 1)
            }
            #expect(records.failures == [])
        }
    }

    @Test func redirectsAreFollowedUnlessForbidden() async throws {
        try await withNginx { nginx in
            let url = nginx.url
            try await liveAlone(Target(url)) { user in
                try await user.get("/redirect").expect(status: 200)
                let error = await failure { try await user.get("/round") } as? RequestFailure
                #expect(error?.message.contains("Maximum (10) redirects followed") == true)
                let elsewhere = await failure { try await user.get("/elsewhere") } as? RequestFailure
                #expect(elsewhere?.kind == .transfer, "only HTTP is followed")
            }
            try await liveAlone(Target(url) { $0.redirects = nil }) { user in
                try await user.get("/redirect").expect(status: 302).expect(header: "Location", url + "/")
            }
        }
    }

    @Test func cookiesBelongToTheirUser() async throws {
        try await withNginx { nginx in
            let target = Target(nginx.url) { $0.keepsBodies = true }
            try await live(target) { life in
                let (ada, bob) = (life.makeUser(), life.makeUser())
                let adas = try await ada.get("/login").text
                let bobs = try await bob.get("/login").text
                #expect(adas != bobs)
                let seen5 = try await ada.get("/whoami").text
                #expect(seen5 == adas)
                let seen6 = try await bob.get("/whoami").text
                #expect(seen6 == bobs)
                life.transport.discardUser(ada)
                life.transport.discardUser(bob)
            }
            try await liveAlone(Target(nginx.url) { ($0.keepsBodies, $0.keepsCookies) = (true, false) }) { user in
                try await user.get("/login")
                let seen7 = try await user.get("/whoami").text
                #expect(seen7 == "")
            }
        }
    }

    @Test func compressedBodyIsCountedInBothForms() async throws {
        try await withNginx { nginx in
            try await liveAlone(Target(nginx.url) { $0.acceptsCompression = true }) { user in
                let response = try await user.get("/large.txt").expect(header: "Content-Encoding", "gzip")
                #expect(response.bodySize == 200_000)
                #expect(response.bytesReceived < 20_000)
            }
        }
    }

    @Test func basicAuthenticationOpensPrivateThings() async throws {
        try await withNginx { nginx in
            try await liveAlone(Target(nginx.url)) { user in
                try await user.get("/private").expect(status: 401)
                user.authentication = .basic(user: "ada", password: "secret")
                try await user.get("/private").expect(status: 200)
                user.authentication = .basic(user: "ada", password: "wrong")
                try await user.get("/private").expect(status: 401)
            }
        }
    }

    @Test func unixSocketOfNginxAnswers() async throws {
        try await withNginx { nginx in
            let path = nginx.unixSocket
            try await liveAlone(Target("http://anything") { $0.unixSocket = path }) { user in
                try await user.get("/").expect(status: 200)
            }
        }
    }

    @Test func certificateIsVerifiedAgainstTheGivenAuthority() async throws {
        try await withNginx { nginx in
            let (url, resolve, ca) = (nginx.secureURL, nginx.resolve, nginx.file("ca.pem"))
            try await liveAlone(Target(url) { ($0.resolve, $0.tls.caFile) = (resolve, ca) }) { user in
                let response = try await user.get("/").expect(status: 200)
                #expect(response.times.tls > .zero)
            }
            let records = try await liveAlone(Target(url) { $0.resolve = resolve }) { user in
                let error = await failure { try await user.get("/") } as? RequestFailure
                #expect(error?.kind == .tls)
            }
            #expect(records["GET /"].failures == [.tls: 1])
            try await liveAlone(Target(url) { ($0.resolve, $0.tls.verification) = (resolve, .off) }) { user in
                try await user.get("/").expect(status: 200)
            }
        }
    }

    @Test func certificateOfAnotherNameIsRefused() async throws {
        try await withNginx { nginx in
            let (port, ca) = (nginx.securePort, nginx.file("ca.pem"))
            try await liveAlone(Target("https://127.0.0.1:\(port)") { $0.tls.caFile = ca }) { user in
                let error = await failure { try await user.get("/") } as? RequestFailure
                #expect(error?.kind == .tls)
            }
        }
    }

    @Test func clientCertificateAndHTTP2AreUsedOnRequest() async throws {
        try await withNginx { nginx in
            let (url, resolve) = (nginx.secureURL, nginx.resolve)
            let (ca, client, key) = (nginx.file("ca.pem"), nginx.file("client.pem"), nginx.file("client.key"))
            let target = Target(url) {
                $0.resolve = resolve
                $0.tls.caFile = ca
                $0.keepsBodies = true
            }
            try await liveAlone(target) { user in
                let seen8 = try await user.get("/protocol").text
                #expect(seen8 == "HTTP/1.1 NONE")
            }
            var strong = target
            strong.version = .http2
            strong.tls.clientCertificate = ClientCertificate(file: client, keyFile: key)
            try await live(strong) { life in
                let (ada, bob) = (life.makeUser(), life.makeUser())
                var connections: [String?] = []
                for user in [ada, bob, ada, bob] {
                    let response = try await user.get("/protocol").expect(status: 200)
                    #expect(response.text == "HTTP/2.0 SUCCESS")
                    connections.append(response.header("x-connection"))
                }
                #expect(connections[0] == connections[2])
                #expect(connections[1] == connections[3])
                #expect(connections[0] != connections[1], "users don't share connections, whatever HTTP/2 could do")
                life.transport.discardUser(ada)
                life.transport.discardUser(bob)
            }
        }
    }
}
