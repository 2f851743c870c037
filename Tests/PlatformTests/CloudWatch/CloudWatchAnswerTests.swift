import Foundation
import Measurement
import Serving
import Synchronization
import Testing

@testable import Platform

/// What becomes of CloudWatch's answers, good and bad, over real connections.
@Suite struct CloudWatchAnswerTests {
    private static let range = second(0)..<second(60)
    private static let good =
        #"{"MetricDataResults":[{"Id":"m0","Timestamps":[1795230000],"Values":[2],"StatusCode":"Complete"}]}"#

    private func source(_ url: String, settling: Settling = .atOnce) -> CloudWatch {
        var source = CloudWatch(
            reading: [.throttles(ofFunction: "f", zeroWhenAbsent: true)], region: "eu-central-1", endpoint: url,
            credentials: AWSCredentials(accessKeyID: "AKID", secretAccessKey: "secret", sessionToken: "token"),
            settling: settling)
        source.retries = RetryPolicy(attempts: 3, firstWait: .milliseconds(1), longestWait: .milliseconds(2))
        return source
    }

    @Test func requestIsSignedAndNamesItsOperation() async throws {
        let seen = Mutex<[HTTPRequest]>([])
        let server = try HTTPServer { request in
            seen.withLock { $0.append(request) }
            return .json(Self.good)
        }
        defer { server.stop() }
        let platform = await source(server.url).metrics(during: Self.range)
        #expect(platform["Throttles"].sum == 2)
        let request = try #require(seen.withLock { $0.first })
        #expect(request.method == "POST" && request.path == "/")
        #expect(request.headers["X-Amz-Target"] == "GraniteServiceVersion20100801.GetMetricData")
        #expect(request.headers["X-Amz-Security-Token"] == "token")
        let authorization = try #require(request.headers["Authorization"])
        #expect(authorization.hasPrefix("AWS4-HMAC-SHA256 Credential=AKID/"))
        #expect(authorization.contains("/eu-central-1/monitoring/aws4_request"))
        #expect(authorization.contains("x-amz-security-token"))
        #expect(!authorization.contains("secret"))
    }

    @Test func pagesAreFollowed() async throws {
        let server = try HTTPServer { request in
            request.text.contains("NextToken")
                ? .json(Self.good)
                : .json(
                    #"{"MetricDataResults":[{"Id":"m0","Timestamps":[1795230060],"Values":[3],"StatusCode":"PartialData"}],"NextToken":"n"}"#
                )
        }
        defer { server.stop() }
        #expect(await source(server.url).metrics(during: Self.range)["Throttles"].sum == 5)
    }

    @Test func endlessPagesEnd() async throws {
        let server = try HTTPServer { _ in .json(#"{"MetricDataResults":[],"NextToken":"n"}"#) }
        defer { server.stop() }
        let series = await source(server.url).metrics(during: Self.range)["Throttles"]
        #expect(series.missingBecause?.hasSuffix("it goes on for more than 100 pages; read a shorter time") == true)
    }

    @Test func throttledRequestIsTriedAgain() async throws {
        let calls = Atomic(0)
        let server = try HTTPServer { _ in
            calls.add(1, ordering: .relaxed).newValue < 3
                ? .json(#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#, status: 400)
                : .json(Self.good)
        }
        defer { server.stop() }
        #expect(await source(server.url).metrics(during: Self.range)["Throttles"].sum == 2)
        #expect(calls.load(ordering: .relaxed) == 3)
    }

    @Test func throttlingWithoutEndIsAMissingFigure() async throws {
        let server = try HTTPServer { _ in
            .json(#"{"__type":"ThrottlingException","message":"Rate exceeded"}"#, status: 400)
        }
        defer { server.stop() }
        let sum = await source(server.url).metrics(during: Self.range)["Throttles"].sum
        #expect(!(sum == 0))
        #expect(
            sum.missingBecause
                == "CloudWatch at \(server.url) refused GetMetricData with HTTP 400 after 3 attempts: ThrottlingException: Rate exceeded"
        )
    }

    @Test(arguments: [
        (200, "", "gave a malformed answer to GetMetricData: it isn't JSON but an empty body (0 bytes)"),
        (
            200, #"{"MetricDataResults":[{"Id":"m0","Timest"#,
            #"gave a malformed answer to GetMetricData: it isn't JSON but “{"MetricDataResults":[{"Id":"m0","Timest” (40 bytes)"#
        ),
        (200, "{}", "gave a malformed answer to GetMetricData: MetricDataResults is missing"),
        (
            200, #"{"MetricDataResults":[{"Id":"m0","Values":["3"]}]}"#,
            "gave a malformed answer to GetMetricData: MetricDataResults[0].Values[0] isn't a number"
        ),
        (200, "<html>\n<p>hello</html>", "it isn't JSON but “<html> <p>hello</html>” (22 bytes)"),
        (204, "", "malformed"),
        (302, "", "refused GetMetricData with HTTP 302: an empty body"),
        (
            403, #"{"__type":"AccessDeniedException","message":"no"}"#,
            "refused GetMetricData with HTTP 403: AccessDeniedException: no; the credentials need cloudwatch:GetMetricData"
        ),
        (
            400, #"{"__type":"ExpiredTokenException","message":"old"}"#,
            "ExpiredTokenException: old; renew the session's credentials"
        ),
        (500, "<html>oops</html>", "refused GetMetricData with HTTP 500 after 3 attempts: “<html>oops</html>”"),
        (404, "\u{7}\u{1B}[31mred", "refused GetMetricData with HTTP 404: “[31mred”"),
    ])
    func badAnswerIsOneSentenceAndFailsTheLimit(status: Int, body: String, sentence: String) async throws {
        let server = try HTTPServer { _ in .json(body, status: status) }
        defer { server.stop() }
        let sum = await source(server.url).metrics(during: Self.range)["Throttles"].sum
        #expect(!(sum == 0))
        let reason = try #require(sum.missingBecause)
        #expect(reason.hasPrefix("CloudWatch at \(server.url) "))
        #expect(reason.contains(sentence))
        #expect(!reason.contains("\n"))
    }

    @Test func hugeAnswerIsCutOff() async throws {
        let server = try HTTPServer { _ in .json(String(repeating: " ", count: 1 << 20) + Self.good) }
        defer { server.stop() }
        var source = source(server.url)
        source.limits.bodyBytes = 100_000
        #expect(
            await source.metrics(during: Self.range)["Throttles"].missingBecause
                == "CloudWatch at \(server.url) answered too much to GetMetricData: the answer is larger than 100000 bytes"
        )
    }

    @Test func silentServerIsGivenUp() async throws {
        // Replies are kept and never sent.
        let kept = Mutex<[HTTPReply]>([])
        let server = try HTTPServer { _, reply in kept.withLock { $0.append(reply) } }
        defer { server.stop() }
        var source = source(server.url)
        source.limits.total = .milliseconds(200)
        let reason = await source.metrics(during: Self.range)["Throttles"].missingBecause
        #expect(reason?.contains("took too long over GetMetricData after 3 attempts") == true)
        #expect(kept.withLock { $0.count } == 3)
    }

    @Test func cancelledReadingEndsAndFailsItsLimits() async throws {
        let (arrivals, arrived) = AsyncStream.makeStream(of: Void.self)
        let kept = Mutex<[HTTPReply]>([])
        let server = try HTTPServer { _, reply in
            kept.withLock { $0.append(reply) }
            arrived.yield()
        }
        defer { server.stop() }
        let source = source(server.url)
        let reading = Task { await source.metrics(during: Self.range) }
        for await _ in arrivals { break }
        reading.cancel()
        let sum = await reading.value["Throttles"].sum
        #expect(!(sum == 0))
        #expect(sum.missingBecause == "CloudWatch at \(server.url) wasn't waited for over GetMetricData: cancelled")
    }

    @Test(arguments: [
        "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"MetricData", "this is no HTTP\r\n\r\n", "",
    ])
    func brokenConnectionIsAMissingFigure(answer: String) async throws {
        let server = try RawServer(answer: answer)
        defer { server.stop() }
        let sum = await source("http://127.0.0.1:\(server.port)").metrics(during: Self.range)["Throttles"].sum
        #expect(!(sum == 0))
        #expect(sum.missingBecause?.contains("broke off GetMetricData after 3 attempts") == true)
    }

    @Test func nobodyThereIsAMissingFigure() async throws {
        let server = try HTTPServer { _ in .json("{}") }
        let url = server.url
        server.stop()
        let sum = await source(url).metrics(during: Self.range)["Throttles"].sum
        #expect(!(sum == 0))
        #expect(
            sum.missingBecause?.hasPrefix("CloudWatch at \(url) can't be reached for GetMetricData after 3 attempts: ")
                == true)
    }

    @Test func publicationThatMayHaveArrivedIsntSentAgain() async throws {
        let kept = Mutex<[HTTPReply]>([])
        let server = try HTTPServer { _, reply in kept.withLock { $0.append(reply) } }
        defer { server.stop() }
        var source = source(server.url)
        source.limits.total = .milliseconds(200)
        let failure = await #expect(throws: PlatformFailure.self) {
            try await source.publish([PublishedMetric("Requests", .single(1))], namespace: "Shop")
        }
        #expect(failure?.code == .timedOut)
        #expect(kept.withLock { $0.count } == 1)
    }

    @Test func manyMetricsArePublishedInParts() async throws {
        let sizes = Mutex<[Int]>([])
        let server = try HTTPServer { request in
            sizes.withLock { $0.append(request.text.components(separatedBy: "\"MetricName\"").count - 1) }
            return .json("{}")
        }
        defer { server.stop() }
        let metrics = (0..<250).map { PublishedMetric("m\($0)", .single(Double($0))) }
        try await source(server.url).publish(metrics, namespace: "Shop")
        #expect(sizes.withLock { $0 } == [100, 100, 50])
    }

    @Test func lateDatapointsAreWaitedFor() async throws {
        let calls = Atomic(0)
        let server = try HTTPServer { _ in
            calls.add(1, ordering: .relaxed).newValue < 3
                ? .json(#"{"MetricDataResults":[{"Id":"m0","StatusCode":"Complete"}]}"#) : .json(Self.good)
        }
        defer { server.stop() }
        var source = source(
            server.url, settling: .quiet(for: .seconds(60), within: .seconds(600), checkingEvery: .seconds(30)))
        source.clock = ManualTime().clock
        #expect(await source.metrics(during: Self.range)["Throttles"].sum == 2)
    }

    @Test func metricThatCantBeAskedForFailsWithoutARequest() async throws {
        let source = CloudWatch(
            reading: [.init("a", in: "", statistic: .sum), .throttles(ofFunction: "f")], region: "a-1",
            endpoint: "http://127.0.0.1:1")
        let platform = await source.metrics(during: Self.range)
        #expect(platform["Throttles"].missingBecause == "CloudWatch can't be asked: “a” has no namespace")
    }
}
