import Foundation
import Measurement
import Serving
import Synchronization
import Testing

@testable import Platform

/// What becomes of Prometheus's answers, good and bad, over real connections.
@Suite struct PrometheusAnswerTests {
    private static let good =
        #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1795230000,"7"]]}]}}"#

    private func read(
        _ url: String, authentication: Prometheus.Authentication = .none, headers: [String: String] = [:]
    ) async -> PlatformMetrics {
        var source = Prometheus(
            url, reading: [.init("memory", "max(x)")], authentication: authentication, headers: headers)
        source.retries = RetryPolicy(attempts: 2, firstWait: .milliseconds(1), longestWait: .milliseconds(2))
        return await source.metrics(during: second(0)..<second(60))
    }

    @Test func queryGoesToTheRangeEndpointBelowTheAddress() async throws {
        let seen = Mutex<[HTTPRequest]>([])
        let server = try HTTPServer { request in
            seen.withLock { $0.append(request) }
            return .json(Self.good)
        }
        defer { server.stop() }
        let platform = await read(
            "\(server.url)/prom/", authentication: .bearer("t0ken"), headers: ["X-Scope-OrgID": "team"])
        #expect(platform["memory"].max == 7)
        let request = try #require(seen.withLock { $0.first })
        #expect(request.method == "POST" && request.path == "/prom/api/v1/query_range")
        #expect(request.headers["Authorization"] == "Bearer t0ken")
        #expect(request.headers["X-Scope-OrgID"] == "team")
        #expect(request.headers["Content-Type"] == "application/x-www-form-urlencoded")
        #expect(request.text == "query=max%28x%29&start=1795230000.000&end=1795230060.000&step=15.000")
    }

    @Test func basicAuthenticationIsSent() async throws {
        let server = try HTTPServer(.init(credentials: BasicCredentials(user: "a", password: "b"))) { _ in
            .json(Self.good)
        }
        defer { server.stop() }
        #expect(await read(server.url, authentication: .basic(user: "a", password: "b"))["memory"].max == 7)
        let refused = await read(server.url, authentication: .basic(user: "a", password: "wrong"))["memory"]
        #expect(refused.missingBecause?.contains("refused the query “memory” with HTTP 401") == true)
        #expect(refused.missingBecause?.hasSuffix("; check the authentication") == true)
    }

    @Test func warningsAreKept() async throws {
        let server = try HTTPServer { _ in
            .json(Self.good.dropLast() + #","warnings":["a store is missing"]}"#)
        }
        defer { server.stop() }
        #expect(await read(server.url).warnings == ["Prometheus says of “memory”: a store is missing"])
    }

    @Test(arguments: [
        (
            400, #"{"status":"error","errorType":"bad_data","error":"parse error"}"#,
            "refused the query “memory” with HTTP 400: bad_data: parse error"
        ),
        (404, "404 page not found", "HTTP 404: “404 page not found”; check the address, which ends before /api/v1"),
        (503, "busy", "HTTP 503 after 2 attempts: “busy”"),
        (200, "<html>", "it isn't JSON but “<html>” (6 bytes)"),
        (200, #"{"status":"success"}"#, "data is missing"),
        (
            200, #"{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,2]]}]}}"#,
            "data.result[0].values[0][1] isn't a text"
        ),
        (
            200, #"{"status":"success","data":{"resultType":"matrix","result":{}}}"#, "data.result isn't a list"
        ),
        (
            200, #"{"status":"success","data":{"resultType":"scalar","result":[]}}"#,
            "data.resultType is “scalar” and not “matrix”"
        ),
    ])
    func badAnswerIsOneSentenceAndFailsTheLimit(status: Int, body: String, sentence: String) async throws {
        let server = try HTTPServer { _ in .json(body, status: status) }
        defer { server.stop() }
        let max = await read(server.url)["memory"].max
        #expect(!(max >= 0))
        let reason = try #require(max.missingBecause)
        #expect(reason.hasPrefix("Prometheus at \(server.url) "))
        #expect(reason.contains(sentence))
    }

    @Test func oneBadQueryLeavesTheOthersAlone() async throws {
        let server = try HTTPServer { request in
            request.text.contains("bad")
                ? .json(#"{"status":"error","errorType":"bad_data","error":"no"}"#, status: 400) : .json(Self.good)
        }
        defer { server.stop() }
        let source = Prometheus(server.url, reading: [.init("one", "bad"), .init("two", "good"), .init("three", " ")])
        let platform = await source.metrics(during: second(0)..<second(60))
        #expect(platform.series.map(\.name) == ["one", "two", "three"])
        #expect(!(platform["one"].max == 7))
        #expect(platform["two"].max == 7)
        #expect(platform["three"].missingBecause == "Prometheus can't be asked: “three” has no expression")
    }

    @Test(arguments: [
        ("127.0.0.1:9090", Prometheus.Authentication.none, [:], "“127.0.0.1:9090” isn't an address"),
        ("http://127.0.0.1:1", .bearer("a\nb"), [:], "the bearer token"),
        ("http://127.0.0.1:1", .none, ["X-A": "b\r\nX-Evil: c"], "a header holds a line break"),
    ])
    func whatCantBeSentIsNamed(
        address: String, authentication: Prometheus.Authentication, headers: [String: String], words: String
    ) async {
        let reason = await read(address, authentication: authentication, headers: headers)["memory"].missingBecause
        #expect(reason?.contains(words) == true)
    }

    @Test func secretsAreNeverShown() {
        var dumped = ""
        dump(Prometheus("http://x", reading: [], authentication: .basic(user: "u", password: "s3cret")), to: &dumped)
        #expect(dumped.contains("basic authentication of u"))
        #expect(!dumped.contains("s3cret"))
    }
}
