import Measurement
import Testing

@testable import HTTPLoad

/// What is said of a target that can't be reached, before any load.
@Suite(.timeLimit(.minutes(10)))
struct ReachabilityTests {
    private func complaint(_ target: Target) async throws -> String? {
        let transport = try HTTPTransport(target)
        return await failure { try await transport.verify() }.map { "\($0)" }
    }

    @Test func reachableTargetIsLeftInPeace() async throws {
        let server = RawServer.answering()
        defer { server.stop() }
        #expect(try await complaint(Target(server.url)) == nil)
    }

    @Test func refusedConnectionIsNamedWithItsRemedy() async throws {
        let port = Loopback.freePort()
        let text = try await complaint(Target("http://127.0.0.1:\(port)", name: "shop"))
        #expect(
            text?.hasPrefix(
                "the target “shop” at http://127.0.0.1:\(port) can't be reached: Failed to connect to 127.0.0.1 port \(port)"
            ) == true)
        #expect(text?.hasSuffix("; start the service, or correct the target's URL") == true)
        #expect(text?.contains("\n") == false)
    }

    /// What other tools would take from the environment is named, and not used.
    @Test func proxyOfTheEnvironmentIsNamedWhereItWouldHaveHelped() {
        let proxies = ["HTTPS_PROXY": "http://proxy:3128", "http_proxy": "http://proxy:3128", "NO_PROXY": "*"]
        let name = { (url: String, kind: FailureKind, environment: [String: String]) in
            Reachability.ignoredProxy(Target(url), kind, environment)
        }
        #expect(name("https://shop.test", .connect, proxies) == "HTTPS_PROXY")
        #expect(name("http://shop.test", .timeout, proxies) == "http_proxy")
        #expect(name("http://shop.test", .connect, ["ALL_PROXY": "socks5://p"]) == "ALL_PROXY")
        #expect(name("https://shop.test", .connect, ["https_proxy": ""]) == nil)
        #expect(name("https://shop.test", .tls, proxies) == nil)
        #expect(name("http://localhost:8080", .connect, proxies) == nil)
        let through = Target("https://shop.test") { $0.proxy = Proxy("http://u:secret@proxy:1") }
        #expect(Reachability.ignoredProxy(through, .connect, proxies) == nil)
    }

    @Test func proxyIsNamedWithoutItsPassword() async throws {
        let proxy = Proxy("http://ada:secret@127.0.0.1:\(Loopback.freePort())")
        let text = try await complaint(Target("http://shop.test") { $0.proxy = proxy })
        #expect(text?.contains("through the proxy http://…@127.0.0.1:") == true, "\(text ?? "")")
        #expect(text?.contains("secret") == false)
        #expect(text?.hasSuffix("check the proxy's address, and that it lets users through to the target") == true)
    }

    @Test func unknownNameIsNamedWithItsRemedy() async throws {
        let text = try await complaint(Target("http://nobody.invalid"))
        #expect(
            text?.replacing(/; the environment's .*/, with: "")
                == "the target http://nobody.invalid can't be reached: Could not resolve host: nobody.invalid; check the spelling of the name, or give its address with resolve"
        )
    }

    @Test func untrustedCertificateIsNamedWithItsRemedy() async throws {
        try await withNginx { nginx in
            let (url, resolve, ca) = (nginx.secureURL, nginx.resolve, nginx.file("ca.pem"))
            let text = try await complaint(Target(url) { $0.resolve = resolve })
            #expect(text?.contains("can't be reached: SSL certificate problem") == true)
            #expect(
                text?.hasSuffix(
                    "; give the authority's certificate with tls.caFile, or skip verification with tls.verification = .off"
                ) == true)
            #expect(try await complaint(Target(url) { ($0.resolve, $0.tls.caFile) = (resolve, ca) }) == nil)
        }
    }

    @Test func plainServerBehindHTTPSIsNamedWithItsRemedy() async throws {
        let server = RawServer { $0.write("HTTP/1.1 400 Bad Request\r\n\r\n") }
        defer { server.stop() }
        let text = try await complaint(Target("https://127.0.0.1:\(server.port)"))
        #expect(text?.hasSuffix("; check that this port speaks TLS, and the files in tls; or use http://") == true)
    }

    @Test func silentServerIsATimeOut() async throws {
        let server = RawServer { $0.awaitEnd() }
        defer { server.stop() }
        let text = try await complaint(
            Target("https://127.0.0.1:\(server.port)") { $0.timeouts.connect = .milliseconds(100) })
        #expect(text?.hasSuffix("; check the address and the firewalls between, or raise timeouts.connect") == true)
    }
}
