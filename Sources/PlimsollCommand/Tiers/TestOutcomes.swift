import Foundation
import Measurement

/// How each test of a run ended, read off the event stream that Swift Testing writes.
///
/// The stream (version 0, the one that tells why a test was cancelled) is one JSON document a line, `{"kind":"test"|"event","payload":{…},"version":…}`; see the ABI document of
/// swift-testing. Lines of unknown kinds are passed over, a truncated last line too.
struct TestOutcomes: Equatable, Sendable {
    /// How one test function ended.
    enum Ending: Equatable, Sendable {
        case notEnded
        case passed
        case failed
        /// No limit was broken, but the figures of a run can't be believed.
        case invalid
        /// Left out or given up before its load, with the reason.
        case skipped(String)
    }

    /// By the test's id, such as `LoadTests.StressShop/peak()/StressShop.swift:9:6`.
    private(set) var endings: [String: Ending] = [:]

    init(stream: String) {
        for line in stream.split(separator: "\n") {
            guard let record = try? JSONDecoder().decode(Record.self, from: Data(line.utf8)) else { continue }
            take(record)
        }
    }

    private mutating func take(_ record: Record) {
        let payload = record.payload
        if record.kind == "test", payload.kind == "function", let id = payload.id {
            endings[id] = .notEnded
        }
        guard record.kind == "event", let id = payload.testID, let ending = endings[id] else { return }
        switch payload.kind {
        case "testSkipped", "testCancelled":
            endings[id] = .skipped(payload._comments?.first ?? payload.messages?.first?.text ?? "no reason was given")
        // Known issues and warnings have other symbols.
        case "issueRecorded" where payload.messages?.contains { $0.symbol == "fail" } ?? false:
            let isInvalid = payload._comments?.first?.hasPrefix(InvalidReason.heading) ?? false
            endings[id] = isInvalid && ending != .failed ? .invalid : .failed
        case "testEnded" where ending == .notEnded:
            endings[id] = .passed
        default:
            break
        }
    }

    /// The tests that left a verdict of their own: those that weren't skipped.
    var ran: [String] {
        endings.filter { [.passed, .failed, .invalid].contains($0.value) }.keys.sorted()
    }

    /// The tests that failed for nothing but figures that can't be believed.
    var invalid: [String] {
        endings.filter { $0.value == .invalid }.keys.map(Self.name).sorted()
    }

    /// The suites that Swift Testing found, skipped or not.
    var suites: Set<String> {
        Set(endings.keys.compactMap { Self.name($0).split(separator: "/").first.map(String.init) })
    }

    /// Each skipped test with its reason.
    var skipped: [(name: String, reason: String)] {
        endings.compactMap { id, ending in
            guard case .skipped(let reason) = ending else { return nil }
            return (Self.name(id), reason)
        }.sorted { $0.name < $1.name }
    }

    /// The tests that began and never ended, as after a crash or a kill.
    var unfinished: [String] {
        endings.filter { $0.value == .notEnded }.keys.map(Self.name).sorted()
    }

    /// The part of an id that people know: `StressShop/peak()`.
    static func name(_ id: String) -> String {
        let parts = id.split(separator: "/").filter { !$0.contains(".swift:") }.joined(separator: "/")
        return parts.split(separator: ".", maxSplits: 1).last.map(String.init) ?? parts
    }

    // MARK: - The stream's shape

    private struct Record: Decodable {
        let kind: String
        let payload: Payload
    }

    private struct Payload: Decodable {
        let id: String?
        let kind: String?
        let testID: String?
        let _comments: [String]?
        let messages: [Message]?
    }

    private struct Message: Decodable {
        let symbol: String
        let text: String
    }
}
