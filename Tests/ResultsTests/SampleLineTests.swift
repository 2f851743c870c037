import Foundation
import Measurement
import Testing

@testable import Results

/// The comparison's reader of lines says what the general decoder says, or nothing.
@Suite struct SampleLineTests {
    /// What a line holds, when the reader takes it.
    private struct Held: Equatable {
        var second, phase: Int
        var endpoint: String
        var kind: EndpointKind
        var completed, failed, cancelled: Int64
        var response: String?
    }

    private func held(_ line: String) -> Held? {
        Array(line.utf8).withUnsafeBufferPointer { bytes in
            SampleLine(bytes).map { line in
                Held(
                    second: line.second, phase: line.phase, endpoint: String(decoding: line.endpoint, as: UTF8.self),
                    kind: line.kind, completed: line.completed, failed: line.failed, cancelled: line.cancelled,
                    response: line.response.map { String(decoding: $0, as: UTF8.self) })
            }
        }
    }

    @Test func aLineOfThisProgramIsReadWithoutWhatNobodyLooksAt() throws {
        var slice = Slice(second: 12, phase: 1, endpoint: Endpoint(name: "GET /product/{id}", tags: ["shop", "a\"b"]))
        slice.tally.started = 21
        slice.tally.completed = 20
        slice.tally.failures = [.status: 2, .cancelled: 1]
        slice.tally.statuses = [200: 17, 503: 2]
        slice.tally.bytesReceived = 4_096
        slice.tally.response.record(5_000_000, count: 20)
        slice.tally.service.record(4_000_000, count: 20)
        let line = String(decoding: try ResultsCoding.lines().encode(SliceLine(slice)), as: UTF8.self)
        #expect(
            held(line)
                == Held(
                    second: 12, phase: 1, endpoint: "GET /product/{id}", kind: .request, completed: 20, failed: 3,
                    cancelled: 1, response: slice.tally.response.shortBase64))
        slice.endpoint.kind = .message
        let message = String(decoding: try ResultsCoding.lines().encode(SliceLine(slice)), as: UTF8.self)
        #expect(held(message)?.kind == .message)
        #expect(
            held(#"{"endpoint":"a","new":{"x":[1,-2.5e3,true,null,"\"\\"],"y":{}},"phase":0,"second":3}"#)?.second == 3)
    }

    @Test(arguments: [
        #"{"endpoint":"a\"b","phase":0,"second":1}"#, #"{"endpoint":"a","phase":0}"#, #"{"endpoint":"a","second":1}"#,
        #"{"endpoint":"a","phase":0,"second":-1}"#, #"{"phase":0,"second":1}"#,
        #"{"endpoint":"","phase":0,"second":1}"#,
        #"{"endpoint":"a","phase":0,"second":1"#, #"{"endpoint":"a","phase":0,"second":1}x"#,
        #"{"endpoint":"a","failed":{"flood":1},"phase":0,"second":1}"#,
        #"{"endpoint":"a","failed":{"status":-1},"phase":0,"second":1}"#,
        #"{"completed":2000000000000,"endpoint":"a","phase":0,"second":1}"#,
        #"{"endpoint":"a","kind":"rumour","phase":0,"second":1}"#, #"{"endpoint":"a","new":,"phase":0,"second":1}"#,
        #"{"endpoint":"a","new":"x,"phase":0,"second":1}"#, #"{"endpoint":"a","new":[,"phase":0,"second":1}"#,
        #"{"endpoint":"a","phase":0,"response_ns":"a\"","second":1}"#, "", "{}", "[]", "{",
    ])
    func anythingElseIsLeftToTheGeneralDecoder(line: String) {
        #expect(held(line) == nil)
    }

    @Test func secondsAreReadWithoutTheirDetails() {
        let line =
            #"{"checks":{"a":{"passed":1}},"failures":[{"count":1,"message":"expected \"x\"\\"}],"lag_ns":"","phase":0,"#
            + #""second":7,"users":3}"#
        func read(_ line: String, skips: Bool) -> SecondSlice? {
            Array(line.utf8).withUnsafeBufferPointer { SecondScanner.slice(in: $0, skippingDetails: skips) }
        }
        let short = line.replacing(#""lag_ns":"","#, with: "")
        #expect(read(short, skips: true)?.users == 3)
        #expect(read(short, skips: true)?.checks.isEmpty == true)
        #expect(read(short, skips: false) == nil)
        #expect(read(line, skips: true) == nil)
        #expect(read(#"{"endpoint":"a","phase":0,"second":7}"#, skips: true) == nil)
    }

    @Test(arguments: [
        (
            #"{"second":0,"phase":0,"endpoint":"x","completed":-5}"#,
            "“completed” is -5, and in a second there are from 0"
        ),
        (#"{"second":0,"phase":0,"endpoint":"x","failed":{"status":9000000000000000000}}"#, "“failed” is 9000000"),
        (#"{"second":0,"phase":0,"endpoint":"x","response_ns":"HIST"}"#, "not a histogram: it ends after 3 bytes"),
        (#"{"second":0,"phase":0,"arrivals_started":-1}"#, "“arrivals_started” is -1, and in a second there are"),
    ])
    func countsThatCannotBeAreNamedWithTheirLine(line: String, reason: String) throws {
        let temporary = try TemporaryFolder()
        let folder = try ResultsFolder.create(root: temporary.url, run: .example())
        try Data((line + "\n").utf8).write(to: folder.slices)
        let error = #expect(throws: ResultsError.self) {
            try FolderSlices(folders: [folder]).forEach(
                sample: { line in
                    if let text = line.response { _ = try Histogram(base64Bytes: text) }
                }, rest: { _ in })
        }
        #expect(error?.description.hasPrefix("\(folder.slices.path), line 1: \(reason)") == true, "\(error as Any)")
    }
}
