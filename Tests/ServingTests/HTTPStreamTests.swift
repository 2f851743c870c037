import Serving
import Synchronization
import Testing

/// Bodies that are written bit by bit.
@Suite struct HTTPStreamTests {
    private func serve(_ stream: HTTPStream) throws -> HTTPServer {
        try HTTPServer { _ in .stream(stream, type: "text/event-stream") }
    }

    @Test func bytesArriveAsTheyAreWritten() throws {
        let stream = HTTPStream()
        let server = try serve(stream)
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        try client.send("GET", "/")
        let head = try client.head()
        #expect(head.headers["Content-Type"] == "text/event-stream")
        for number in 0..<20 {
            stream.write("data: \(number)\n\n")
            #expect(try client.chunk() == Array("data: \(number)\n\n".utf8))
        }
        stream.finish()
        #expect(try client.chunk() == nil)
    }

    @Test func connectionServesOnAfterAFinishedStream() throws {
        let server = try HTTPServer { _ in
            let stream = HTTPStream()
            stream.write("whole")
            stream.finish()
            return .stream(stream)
        }
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        #expect(try client.get("/").text == "whole")
        #expect(try client.get("/").text == "whole")
    }

    @Test func abortedStreamBreaksOffInTheMiddle() throws {
        let stream = HTTPStream()
        let server = try serve(stream)
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        try client.send("GET", "/")
        _ = try client.head()
        stream.write("one")
        #expect(try client.chunk() == Array("one".utf8))
        stream.abort()
        #expect(throws: LoopbackClient.Failure.closed) { try client.chunk() }
        #expect(stream.write("more") == false)
    }

    @Test func readerThatStaysBehindIsCutOff() throws {
        let stream = HTTPStream(limit: 10)
        #expect(stream.write("0123456789"))
        #expect(stream.write("x") == false)
        let server = try serve(stream)
        defer { server.stop() }
        let client = try LoopbackClient(port: server.port)
        #expect(throws: LoopbackClient.Failure.closed) { try client.get("/") }
    }

    @Test func endIsToldWhenTheClientHasGone() async throws {
        let stream = HTTPStream()
        let server = try serve(stream)
        defer { server.stop() }
        var client: LoopbackClient? = try LoopbackClient(port: server.port)
        try client?.send("GET", "/")
        _ = try client?.head()
        client = nil
        await withCheckedContinuation { told in
            stream.whenEnded { told.resume() }
            // The gone client is noticed by writing to it.
            while stream.write(String(repeating: "x", count: 1000)) {}
        }
        #expect(stream.write("more") == false)
    }

    @Test func stoppingEndsStreamsThatWait() throws {
        let stream = HTTPStream()
        let server = try serve(stream)
        let client = try LoopbackClient(port: server.port)
        try client.send("GET", "/")
        _ = try client.head()
        while server.waiting < 1 { try Pause.aMoment() }
        server.stop()
        #expect(throws: LoopbackClient.Failure.closed) { try client.chunk() }
    }
}
