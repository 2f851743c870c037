import CCurl
import Measurement
import Testing

@testable import HTTPLoad

/// A target that keeps connections alive, and closes them unannounced when the next request comes.
@Suite struct ResendTests {
    private func closingServer(_ heads: Box<[String]>) -> RawServer {
        RawServer { connection in
            var isFirst = true
            while let request = connection.readRequest() {
                heads.change { $0.append(request) }
                guard isFirst else { return }
                isFirst = false
                connection.answer(headers: ["Set-Cookie: basket=7"], body: "ok")
            }
        }
    }

    /// libcurl sends each again, however many they are in a user's life, and nothing that was set is lost with its count.
    @Test func closedKeptConnectionsAreReplacedAndCounted() async throws {
        let heads = Box<[String]>([])
        let server = closingServer(heads)
        defer { server.stop() }
        let target = Target(server.url) {
            $0.headers = ["X-Run": "7"]
            $0.authentication = .bearer(token: "secret")
        }
        let records = try await liveAlone(target) { user in
            for number in 0..<15 {
                try await user.get("/page").expect(status: 200)
                try await user.post("/cart", body: .text("item \(number)"), as: "POST /cart").expect(status: 200)
            }
        }
        #expect(records["GET /page"].statuses == [200: 15])
        #expect(records["POST /cart"].statuses == [200: 15])
        #expect(records.failures.isEmpty)
        // All but the first went out on a kept connection first.
        #expect(heads.value.count == 59)
        #expect(server.connectionCount == 30)
        #expect(records.slices.seconds.compactMap { $0.counters["resent requests"] }.reduce(0, +) == 29)
        #expect(records.slices.warnings.count == 1)
        #expect(records.slices.warnings.first?.contains("kept alive") == true)
        for (place, head) in heads.value.enumerated() {
            #expect(head.contains("X-Run: 7\r\n") && head.contains("Authorization: Bearer secret\r\n"))
            #expect(head.contains("Cookie: basket=7\r\n") == (place > 0))
        }
        #expect(heads.value.last?.hasSuffix("item 14") == true)
    }

    @Test func redirectsAreNoResends() async throws {
        let server = RawServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("GET /old") {
                    connection.answer("302 Found", headers: ["Location: /new"])
                } else {
                    connection.answer(body: "ok")
                }
            }
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url) { $0.redirects = 3 }) { user in
            for _ in 0..<3 { try await user.get("/old").expect(status: 200) }
        }
        #expect(records["GET /old"].statuses == [200: 3])
        #expect(records.slices.seconds.allSatisfy { $0.counters.isEmpty })
        #expect(records.slices.warnings.isEmpty)
    }

    @Test func whatIsLostOnAKeptConnectionSaysSo() {
        let meaning = TransferFailure.meaning(of: CURLE_SEND_ERROR, detail: "", isUnansweredOnKeptConnection: true)
        #expect(meaning.hasPrefix("the target closed a connection that had been kept alive; have it keep"))
        #expect(
            TransferFailure.meaning(of: CURLE_SEND_ERROR, detail: "")
                == "the target closed the connection while the request was sent")
    }
}
