import Foundation
import Serving
import Synchronization
import Testing

@testable import StandIns

@Suite struct ImageRoutesTests {
    /// A clock that is moved by hand.
    private final class Hand: Sendable {
        let ns = Atomic<Int64>(0)
        func move(_ seconds: Double) { ns.wrappingAdd(Int64(seconds * 1e9), ordering: .relaxed) }
    }

    private func ask(_ routes: ImageRoutes, _ method: String, _ path: String, _ body: String = "") throws -> (
        status: Int, fields: [String: Any]
    ) {
        let answer = routes.route(HTTPRequest(method: method, path: path, body: Array(body.utf8))).answer("r")
        guard case .bytes(let bytes) = answer.body else { return (answer.status, [:]) }
        let json = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        return (answer.status, json ?? [:])
    }

    @Test func pictureIsReadyAfterItsTime() throws {
        let hand = Hand()
        let routes = ImageRoutes(ImageSettings(jobTime: .seconds(2))) { hand.ns.load(ordering: .relaxed) }
        let order = try ask(routes, "POST", "/generate", #"{"prompt":"a ship"}"#)
        #expect(order.status == 202)
        let id = try #require(order.fields["jobId"] as? String)
        hand.move(1.9)
        #expect(try ask(routes, "GET", "/status/\(id)").fields["status"] as? String == "processing")
        #expect(try (ask(routes, "GET", "/gallery/recent").fields["images"] as? [Any])?.count == 0)
        hand.move(0.1)
        #expect(try ask(routes, "GET", "/status/\(id)").fields["status"] as? String == "ready")
        #expect(try (ask(routes, "GET", "/gallery/recent").fields["images"] as? [Any])?.count == 1)
        #expect(try ask(routes, "GET", "/status/job-99").status == 404)
    }

    @Test func promptIsEnhanced() throws {
        let routes = ImageRoutes(ImageSettings())
        let answer = try ask(routes, "POST", "/enhance", #"{"prompt":"a ship"}"#)
        #expect(answer.fields["prompt"] as? String == "a ship, highly detailed")
    }

    @Test(
        arguments: [
            ("POST", "/generate", "x", 400), ("POST", "/generate", "{}", 422), ("POST", "/enhance", "[]", 400),
            ("GET", "/generate", "", 404), ("GET", "/gallery", "", 404), ("GET", "/status", "", 404),
        ])
    func wrongRequestsAreRefused(method: String, path: String, body: String, status: Int) throws {
        #expect(try ask(ImageRoutes(ImageSettings()), method, path, body).status == status)
    }

    @Test func requestsBeyondTheRateGet429() throws {
        let hand = Hand()
        let routes = ImageRoutes(ImageSettings(rateLimit: 10, burst: 3)) { hand.ns.load(ordering: .relaxed) }
        func statuses(_ count: Int) throws -> [Int] {
            try (0..<count).map { _ in try ask(routes, "GET", "/gallery/recent").status }
        }
        #expect(try statuses(5) == [200, 200, 200, 429, 429])
        hand.move(0.2)
        #expect(try statuses(3) == [200, 200, 429])
        hand.move(100)
        #expect(try statuses(4) == [200, 200, 200, 429])
    }

    @Test func tokenBucketTellsHowLongToWait() {
        var bucket = TokenBucket(perSecond: 2, burst: 1, atNs: 0)
        #expect(bucket.take(atNs: 0) == nil)
        #expect(bucket.take(atNs: 0) == 0.5)
        #expect(bucket.take(atNs: 250_000_000) == 0.25)
        #expect(bucket.take(atNs: 500_000_000) == nil)
    }

    @Test func wholeServiceAnswersOverASocket() throws {
        let images = try ImageService.start(StandInSettings(capacity: Capacity(serviceTime: .zero)))
        defer { images.stop() }
        let client = try LoopbackClient(port: images.port)
        let order = try client.request("POST", "/generate", body: #"{"prompt":"a ship"}"#)
        #expect(order.status == 202)
        #expect(order.headers["X-Served-By"] != nil)
        #expect(try client.get("/status/job-1").text == #"{"jobId":"job-1","status":"processing","url":null}"#)
    }

    @Test func impossibleSettingsAreAllTold() {
        let error = #expect(throws: StandInError.self) {
            try ImageService.start(images: ImageSettings(jobTime: .seconds(-1), rateLimit: 0, burst: 0))
        }
        #expect(error?.problems.count == 3)
    }
}
