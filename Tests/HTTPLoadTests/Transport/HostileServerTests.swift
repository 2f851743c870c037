import EventLoop
import HTTPLoad
import Load
import Measurement
import Testing

/// Servers that misbehave cost a failed request each, never the harness.
@Suite(.timeLimit(.minutes(10)))
struct HostileServerTests {
    /// One way to misbehave, and what the report says of it.
    struct Misdeed: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let kind: FailureKind
        /// Part of the message.
        let message: String
        let serve: @Sendable (RawConnection) -> Void
    }

    static let misdeeds: [Misdeed] = [
        Misdeed(testDescription: "garbage", kind: .transfer, message: "what came is no HTTP answer") {
            $0.write([0, 1, 2, 255, 254, 13, 10, 7, 7, 7])
        },
        Misdeed(
            testDescription: "closes at once", kind: .transfer,
            message: "the target closed the connection without an answer"
        ) { _ in },
        Misdeed(testDescription: "closes in the head", kind: .transfer, message: "broke off in its headers") {
            $0.write("HTTP/1.1 200 OK\r\nX-A: b\r\n")
        },
        Misdeed(testDescription: "closes in the body", kind: .transfer, message: "with 94 bytes remaining") {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n123456")
        },
        Misdeed(testDescription: "closes in a chunk", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n123456")
        },
        Misdeed(testDescription: "senseless chunk", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n123456")
            $0.awaitEnd()
        },
        Misdeed(
            testDescription: "endless body", kind: .transfer,
            message: "the body exceeds 1048576 bytes (limits.bodyBytes)"
        ) {
            $0.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
            while $0.write("1000\r\n" + String(repeating: "x", count: 4096) + "\r\n") {}
        },
        Misdeed(
            testDescription: "endless headers", kind: .transfer,
            message: "the headers exceed 65536 bytes (limits.headerBytes)"
        ) {
            $0.write("HTTP/1.1 200 OK\r\n")
            while $0.write("X-Padding: " + String(repeating: "x", count: 1000) + "\r\n") {}
        },
        Misdeed(testDescription: "endless header line", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\r\nX-Padding: ")
            while $0.write(String(repeating: "x", count: 65536)) {}
        },
        Misdeed(testDescription: "endless interim answers", kind: .transfer, message: "limits.headerBytes") {
            while $0.write("HTTP/1.1 100 Continue\r\n\r\n") {}
        },
        Misdeed(testDescription: "silence", kind: .timeout, message: "timed out") { $0.awaitEnd() },
        Misdeed(testDescription: "silence in the body", kind: .timeout, message: "timed out") {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n1")
            $0.awaitEnd()
        },
        Misdeed(testDescription: "broken compression", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 6\r\n\r\n123456")
            $0.awaitEnd()
        },
        Misdeed(testDescription: "two lengths", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n123456")
        },
    ]

    @Test(arguments: misdeeds)
    func misdeedIsOneFailedRequest(_ misdeed: Misdeed) async throws {
        let server = RawServer { connection in
            guard connection.readRequest() != nil else { return }
            misdeed.serve(connection)
        }
        defer { server.stop() }
        let target = Target(server.url) {
            $0.limits = ResponseLimits(bodyBytes: 1 << 20, headerBytes: 64 << 10)
            $0.acceptsCompression = true
            // Short only where it is what the test is about.
            $0.timeouts.total = misdeed.kind == .timeout ? .milliseconds(200) : .seconds(60)
        }
        let records = try await liveAlone(target) { user in
            let error = await failure { try await user.get("/") } as? RequestFailure
            #expect(error?.kind == misdeed.kind)
            #expect(error?.endpoint == "GET /")
            #expect(error?.message.contains(misdeed.message) == true, "\(error?.message ?? "no error")")
        }
        #expect(records["GET /"].completed == 1)
        #expect(records["GET /"].failures == [misdeed.kind: 1])
        #expect(records.failures.count == 1)
    }

    /// Odd but allowed: none of these is a failure.
    static let oddities: [Misdeed] = [
        Misdeed(testDescription: "HTTP/1.0 that closes behind the body", kind: .transfer, message: "") {
            $0.write("HTTP/1.0 200 OK\r\n\r\nwhole")
        },
        Misdeed(testDescription: "chunks with trailers", kind: .transfer, message: "") {
            $0.write(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n3;a=b\r\nwho\r\n2\r\nle\r\n0\r\nX-Sum: 5\r\n\r\n"
            )
        },
        Misdeed(testDescription: "early hints", kind: .transfer, message: "") {
            $0.write(
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole")
        },
        Misdeed(testDescription: "100 that nobody asked for", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole")
        },
        Misdeed(testDescription: "bare line feeds", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\nContent-Length: 5\n\nwhole")
        },
        Misdeed(testDescription: "no reason", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nwhole")
        },
        Misdeed(testDescription: "a length twice", kind: .transfer, message: "") {
            $0.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nwhole")
        },
        Misdeed(testDescription: "odd cookies", kind: .transfer, message: "") {
            $0.write(
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1; Path; Max-Age=x; SameSite=Maybe; =; ;\r\nSet-Cookie: \r\nSet-Cookie: b\r\n\r\nwhole"
            )
        },
    ]

    @Test(arguments: oddities)
    func oddAnswersAreAnswers(_ oddity: Misdeed) async throws {
        let server = RawServer { connection in
            guard connection.readRequest() != nil else { return }
            oddity.serve(connection)
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url) { $0.keepsBodies = true }) { user in
            for _ in 0..<2 {
                let answer = try await user.get("/").expect(status: 200)
                #expect(answer.text == "whole")
            }
        }
        #expect(records["GET /"].failed == 0)
    }

    /// An answer without a body ends behind its head, whatever length it claims.
    @Test(arguments: ["204 No Content", "304 Not Modified"])
    func answersWithoutBodiesMayClaimALength(_ status: String) async throws {
        let server = RawServer { connection in
            while connection.readRequest() != nil {
                connection.write("HTTP/1.1 \(status)\r\nContent-Length: 500\r\nContent-Encoding: gzip\r\n\r\n")
            }
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url) { $0.acceptsCompression = true }) { user in
            for _ in 0..<3 { try await user.get("/") }
        }
        #expect(records["GET /"].failed == 0 && records["GET /"].completed == 3)
        #expect(server.connectionCount == 1)
    }

    @Test func userGoesOnAfterAFailure() async throws {
        let turn = Box(0)
        let server = RawServer { connection in
            while connection.readRequest() != nil {
                turn.value += 1
                if turn.value % 2 == 1 { return }
                connection.answer(body: "ok")
            }
        }
        defer { server.stop() }
        let records = try await liveAlone(Target(server.url)) { user in
            for _ in 0..<3 {
                _ = await failure { try await user.get("/bad") }
                try await user.get("/good").expect(status: 200)
            }
        }
        #expect(records["GET /good"].failed == 0)
        #expect(records["GET /good"].completed == 3)
        #expect(records["GET /bad"].failed + records["GET /bad"].statuses[200, default: 0] == 3)
    }

    @Test func refusedConnectionIsAFailureOfItsOwnKind() async throws {
        let records = try await liveAlone(Target("http://127.0.0.1:\(Loopback.freePort())")) { user in
            let error = await failure { try await user.get("/") } as? RequestFailure
            #expect(error?.kind == .connect)
        }
        #expect(records["GET /"].failures == [.connect: 1])
    }

    @Test func stalledUsersDoNotStallOthers() async throws {
        let server = RawServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("GET /stall") { return connection.awaitEnd() }
                connection.answer(body: "ok")
            }
        }
        defer { server.stop() }
        let records = try await live(Target(server.url)) { life in
            let shard = life.shard
            let stalled = Task(executorPreference: shard) {
                let user = life.makeUser()
                _ = await failure { try await user.get("/stall") }
                user.settle()
                life.transport.discardUser(user)
            }
            let user = life.makeUser()
            while life.transport.inFlight == 0 { await Task.yield() }
            for _ in 0..<100 { try await user.get("/").expect(status: 200) }
            user.settle()
            #expect(life.transport.inFlight == 1)
            life.transport.discardUser(user)
            life.transport.cancelAll()
            #expect(life.transport.inFlight == 0)
            await stalled.value
        }
        #expect(records["GET /"].completed == 100)
        #expect(records["GET /stall"].failures == [.cancelled: 1])
    }

    @Test func cancelledRequestsThrowCancellationToTheirUsers() async throws {
        let server = RawServer {
            _ = $0.readRequest(); $0.awaitEnd()
        }
        defer { server.stop() }
        try await live(Target(server.url)) { life in
            let stalled = Task(executorPreference: life.shard) {
                let user = life.makeUser()
                let first = await failure { try await user.get("/") }
                let second = await failure { try await user.get("/") }
                life.transport.discardUser(user)
                return first is CancellationError && second is CancellationError
            }
            while life.transport.inFlight == 0 { await Task.yield() }
            life.transport.cancelAll()
            #expect(await stalled.value)
        }
    }
}
