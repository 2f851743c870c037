import Foundation
import Fuzzing
import Testing

@testable import HTTPLoad

/// Damaged answers: a value that a decoder finds too, or none.
@Suite struct DamagedJSONTests {
    private static let text = #"""
        {"jobs":[{"id":3,"cost":-1.5e-3},{"id":7,"tags":["a","\"\\\u00fc\ud83d\ude00"],"done":true,"left":null}],
         "a":{"b":[[],{},"ü"]},"total":12}
        """#

    @Test(arguments: ["jobs.1.id", "jobs.0.cost", "jobs.1.tags.1", "a.b.2", "jobs.1.done", "total"])
    func whatIsFoundInDamagedTextADecoderFindsToo(path: String) throws {
        let steps = JSONPath(path)
        var found = 0
        try Damage(Self.text).forEach(rounds: 380) { text, note in
            guard case .found(let value) = JSONSearch.value(at: steps, in: text) else { return }
            let whole = try? JSONSerialization.jsonObject(with: Data(text), options: .fragmentsAllowed)
            guard !hasRepeatedKeys(text), let whole, let other = Self.descend(whole, steps.steps[...]) else { return }
            found += 1
            switch value {
            case .string(let string): #expect(other as? String == string, "\(path), \(note)")
            case .number(let number):
                // Foundation reads the last digits of a long number otherwise.
                let (ours, theirs) = (try #require(Double(number)), (other as? NSNumber)?.doubleValue)
                #expect(
                    theirs.map { abs($0 - ours) <= abs(ours) * 1e-12 || $0 == ours } == true,
                    "\(path), \(note)")
            case .flag(let flag): #expect(other as? Bool == flag, "\(path), \(note)")
            case .null: #expect(other is NSNull, "\(path), \(note)")
            case .nested: #expect(other is [Any] || other is [String: Any], "\(path), \(note)")
            }
        }
        #expect(found > 6)
    }

    private static func descend(_ value: Any, _ steps: ArraySlice<String>) -> Any? {
        guard let step = steps.first else { return value }
        let inner: Any?
        switch value {
        case let list as [Any]: inner = Int(step).flatMap { list.indices.contains($0) ? list[$0] : nil }
        case let object as [String: Any]: inner = object[step]
        default: inner = nil
        }
        return inner.flatMap { descend($0, steps.dropFirst()) }
    }

    /// Paths come from a suite's author, and may be anything as well.
    @Test func noPathTraps() {
        let bytes = Array(Self.text.utf8)
        Damage("$.jobs[1].tags[0]", "$['jobs'][1][\"id\"]", "jobs.1.id", "a.b.0").forEach(rounds: 500) { path, note in
            let path = String(decoding: path, as: UTF8.self)
            let outcome = JSONSearch.value(at: JSONPath(path), in: bytes)
            #expect(outcome != .malformed, "\(path), \(note)")
        }
    }
}
