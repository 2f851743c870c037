import EventLoop
import Glibc
import HTTPLoad
import Load
import Measurement
import Testing

/// What becomes of an answer that is judged.
@Suite(.timeLimit(.minutes(10)))
struct ExpectationTests {
    /// Lets a user tell a story to a server of JSON, and returns what was recorded.
    private func judge(
        _ story: @escaping @Sendable (HTTPUser) async throws -> Void
    ) async throws -> Records {
        let server = RawServer.answering(
            "201 Created", headers: ["X-Served-By: pod-1", "Content-Type: application/json"],
            body: #"{"job": {"id": "j1", "state": "done", "parts": [{"n": 1}, {"n": 2}]}, "total": 2}"#)
        defer { server.stop() }
        return try await liveAlone(Target(server.url), story)
    }

    /// Some servers compress whatever is asked: why nothing is found in such a body would be hard to guess.
    @Test func bodyThatIsCompressedUnaskedIsSaidToBe() async throws {
        let server = RawServer.answering(headers: ["Content-Encoding: br"], body: "\u{1F}\u{8}\u{8}")
        defer { server.stop() }
        try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            let answer = try await user.get("/").expect(status: 200)
            let error = await failure { try answer.expect(bodyContains: "done") } as? RequestFailure
            #expect(
                error?.message.contains(
                    "(the body is compressed with br though nobody asked for it: set the target's acceptsCompression)")
                    == true)
        }
    }

    @Test func expectedAnswerIsASuccess() async throws {
        let records = try await judge { user in
            let response = try await user.get("/", keepingBody: true)
            try response.expect(status: 201).expect(status: 200..<300).expect(statusIn: [200, 201])
                .expect(header: "x-served-by").expect(header: "X-Served-By", "pod-1")
                .expect(bodyContains: "\"done\"").expect("has a body") { $0.bodySize > 10 }
                .expect(json: "job.state", "done").expect(json: "job.parts.1.n", 2)
            #expect(response.headers.map(\.name) == ["Content-Length", "X-Served-By", "Content-Type"])
            #expect(response.header("nope") == nil)
            #expect(try response.json(at: "job.id", as: String.self) == "j1")
            #expect(try response.capture(/"id": "(\w+)"/) == "j1")
            #expect(try response.capture(CapturePattern(/"id": "(\w+)"/)) == "j1")
            #expect(try response.capture(between: "\"state\": \"", and: "\"") == "done")
            #expect(try response.capture(matching: #""id": "(\w+)""#) == "j1")
            #expect(try response.capture(json: "job.id") == "j1")
            #expect(try response.capture(json: "job.parts.1.n") == "2")
            #expect(try response.capture(json: "job.parts") == #"[{"n": 1}, {"n": 2}]"#)
            #expect(try response.capture(header: "X-Served-By") == "pod-1")
            #expect(response.times.total > .zero)
            #expect(response.bytesReceived > response.bodySize)
        }
        #expect(records["GET /"].completed == 1)
        #expect(records["GET /"].statuses == [201: 1])
        #expect(records.failures == [])
        #expect(records.check("has a body") == CheckTally(passed: 1, failed: 0))
    }

    struct Job: Decodable {
        let total: Int
    }

    /// A judgement that fails and what the report says of it.
    struct Fault: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let judge: @Sendable (Response) throws -> Void
        let failure: String
    }

    static let faults: [Fault] = [
        Fault(
            testDescription: "status", judge: { try $0.expect(status: 200) },
            failure: "status 201 expected status 200, got 201"),
        Fault(
            testDescription: "range", judge: { try $0.expect(status: 400..<500) },
            failure: "status 201 expected a status in 400..<500, got 201"),
        Fault(
            testDescription: "set", judge: { try $0.expect(statusIn: [404, 200]) },
            failure: "status 201 expected a status of 200, 404, got 201"),
        Fault(
            testDescription: "header", judge: { try $0.expect(header: "X-Served-By", "pod-2") },
            failure: "check 201 expected X-Served-By: pod-2"),
        Fault(
            testDescription: "no header", judge: { try $0.expect(header: "ETag") },
            failure: "check 201 expected a header ETag, got none"),
        Fault(
            testDescription: "json value", judge: { try $0.expect(json: "job.state", "open") },
            failure: "check 201 expected job.state to be open in the JSON"),
        Fault(
            testDescription: "json type", judge: { try $0.expect(json: Job.self) { $0.total == 3 } },
            failure: "check 201 the JSON isn't as expected"),
        Fault(
            testDescription: "custom", judge: { try $0.expect("holds water") { _ in false } },
            failure: "check 201 “holds water” doesn't hold"),
    ]

    @Test(arguments: faults)
    func failedExpectationMarksTheRequestAndThrows(_ fault: Fault) async throws {
        let records = try await judge { user in
            let response = try await user.get("/", as: "the job", keepingBody: true)
            let failure = #expect(throws: RequestFailure.self) { try fault.judge(response) }
            #expect(failure?.endpoint == "the job")
            #expect(failure?.status == 201)
        }
        #expect(records.failures == [fault.failure])
        #expect(records["the job"].completed == 1)
        #expect(records["the job"].failed == 1)
    }

    @Test func jsonThatIsNotThereIsAFailureWithItsPlace() async throws {
        let records = try await judge { user in
            let response = try await user.get("/", keepingBody: true)
            #expect(throws: RequestFailure.self) { try response.json(at: "job.parts.7.n", as: Int.self) }
        }
        let message = try #require(records.failures.first)
        #expect(message == "check 201 expected Int at job.parts.7.n in the JSON: no “7” at job.parts")
    }

    @Test func aSlowAnswerIsReportedWithItsTime() async throws {
        let server = RawServer { connection in
            while connection.readRequest() != nil {
                usleep(50_000)
                connection.answer()
            }
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            try await user.get("/patient").expect(status: 200).expect(within: .seconds(60))
            let failure =
                await failure { try await user.get("/slow").expect(within: .milliseconds(20)) } as? RequestFailure
            #expect(failure?.message.hasPrefix("expected an answer within 20 ms, got one after ") == true)
        }
        #expect(records["GET /patient"].failed == 0)
        #expect(records["GET /slow"].failures == [.check: 1])
        #expect(records.failures == ["check 200 expected an answer within 20 ms"])
    }

    @Test func aCaptureThatIsNotThereFailsTheRequest() async throws {
        let records = try await judge { user in
            let first = try await user.get("/a", keepingBody: true)
            #expect(throws: RequestFailure.self) { try first.capture(CapturePattern(/token=(\w+)/)) }
            let second = try await user.get("/b", keepingBody: true)
            #expect(throws: RequestFailure.self) { try second.capture(between: "\"id\": \"", and: "never") }
            let third = try await user.get("/c", keepingBody: true)
            #expect(throws: RequestFailure.self) { try third.capture(json: "job.owner") }
        }
        #expect(
            Set(records.failures) == [
                "check 201 the pattern isn't in the body",
                "check 201 nothing between “\"id\": \"” and “never” in the body",
                "check 201 expected a value at job.owner in the JSON: nothing is there",
            ])
    }

    @Test(arguments: ["(", "no group", "(one) (two)"])
    func aTextThatIsNoPatternWithOneGroupFailsTheRequest(_ pattern: String) async throws {
        let records = try await judge { user in
            let response = try await user.get("/", keepingBody: true)
            #expect(throws: RequestFailure.self) { try response.capture(matching: pattern) }
        }
        #expect(records.failures.count == 1)
        #expect(
            records.failures.first?.hasPrefix("check 201 “\(pattern)” isn't a pattern with one group: ") == true)
    }

    @Test func failuresOfOneSortAreCountedTogetherWithAnExample() async throws {
        let server = RawServer { connection in
            var count = 0
            while connection.readRequest() != nil {
                count += 1
                connection.answer("200 OK", headers: [], body: "{\"total\": \"none \(count)\"}")
            }
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            for page in ["a", "b"] {
                let response = try await user.get("/\(page)", as: "the job", keepingBody: true)
                let failure = #expect(throws: RequestFailure.self) { try response.json(at: "total", as: Int.self) }
                #expect(failure?.message.contains(", got “{") == true)
            }
        }
        #expect(Set(records.failures).count == 1)
    }

    @Test func bodyThatWasNotKeptSaysHowToKeepIt() async throws {
        let records = try await judge { user in
            let response = try await user.get("/")
            #expect(response.body == nil)
            #expect(response.text == nil)
            #expect(response.bodySize == 81)
            #expect(throws: RequestFailure.self) { try response.expect(json: "total", 2) }
        }
        #expect(
            records.failures == [
                "check 201 json(at:) needs the body, which was only counted: ask for it with keepingBody: true, or set the target's keepsBodies"
            ])
    }

    @Test func onlyTheFirstFailureOfARequestCounts() async throws {
        let records = try await judge { user in
            let response = try await user.get("/")
            #expect(throws: RequestFailure.self) { try response.expect(status: 500) }
            #expect(throws: RequestFailure.self) { try response.expect(header: "ETag") }
        }
        #expect(records.failures == ["status 201 expected status 500, got 201"])
        #expect(records["GET /"].failed == 1)
    }

    @Test func judgementAfterTheNextRequestIsTooLateAndSaysSo() async throws {
        let records = try await judge { user in
            let first = try await user.get("/first")
            try await user.get("/second")
            #expect(first.header("X-Served-By") == "pod-1", "an answer that is held keeps its headers")
            #expect(first.times.total > .zero)
            let error = #expect(throws: LateExpectation.self) { try first.expect(status: 500) }
            #expect(
                error?.description
                    == "GET /first: expected status 500, got 201 – found out too late to count: judge an answer before the user's next request or wait"
            )
        }
        #expect(records["GET /first"].failed == 0)
        #expect(records["GET /second"].completed == 1)
    }

    @Test func sampleIsHandedOverWhenTheStoryGoesOn() async throws {
        let server = RawServer.answering()
        defer { server.stop() }
        try await live(Target(server.url)) { life in
            let user = life.makeUser()
            try await user.get("/")
            #expect(Records(slices: life.recorder.drain(before: .max))["GET /"].completed == 0)
            user.settle()
            #expect(Records(slices: life.recorder.drain(before: .max))["GET /"].completed == 1)
            user.settle()
            #expect(Records(slices: life.recorder.drain(before: .max))["GET /"].completed == 0)
            life.transport.discardUser(user)
        }
    }

    @Test func firstRequestOfAnArrivalCountsFromItsPlan() async throws {
        let server = RawServer.answering()
        defer { server.stop() }
        let records = try await live(Target(server.url)) { life in
            let user = life.makeUser(plannedNs: Shard.now() - 5_000_000_000)
            try await user.get("/late")
            try await user.get("/next")
            user.settle()
            life.transport.discardUser(user)
        }
        // A histogram of three digits knows a time to a thousandth.
        #expect(records["GET /late"].response.min ?? 0 >= 4_990_000_000)
        #expect(records["GET /late"].service.max ?? .max < 5_000_000_000)
        #expect(records["GET /next"].response.max ?? .max < 5_000_000_000)
    }
}
