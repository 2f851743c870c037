import Foundation
import Testing

@testable import Cluster

/// What is read quickly is what the general decoder reads.
@Suite struct QuicklyReadTests {
    private func lines(_ name: String) throws -> [ArraySlice<UInt8>] {
        try Recording(name: name).bytes.split(separator: UInt8(ascii: "\n")).map { Array($0)[...] }
    }

    private func compare<Object>(_ lines: [ArraySlice<UInt8>], as kind: Object.Type) throws -> Int
    where Object: ClusterObject & Hashable {
        var quick = 0
        for line in lines {
            guard let quickly = WatchLine<Object>.quickly(line) else { continue }
            let general = try WatchLine<Object>(decoding: line)
            #expect(quickly.object == general.object)
            quick += 1
        }
        return quick
    }

    @Test(arguments: ["watch-pods-1.json", "watch-edge-pods.json"])
    func podsOfARecordingAreTheSame(name: String) throws {
        let lines = try lines(name)
        #expect(try compare(lines, as: Pod.self) == lines.count)
    }

    @Test func workloadsOfARecordingAreTheSame() throws {
        let lines = try lines("watch-deploy-1.json")
        #expect(try compare(lines, as: Workload.self) == lines.count)
    }

    @Test(arguments: [
        #"{"type":"ADDED","object":{"metadata":{"name":"a","labels":null,"annotations":{"x":"\"quoted\"","keda.sh/y":"z"},"managedFields":[{"manager":"k","subresource":"status","time":"2026-01-01T00:00:00Z","fieldsV1":{"f:a":{}}}]}}}"#,
        #" { "type" : "MODIFIED" , "object" : { "spec" : { "containers" : [ { "name":"c","ports":[1,-2.5e3,true,null],"resources":{} } ], "nodeName":null }, "metadata":{"name":"å"}, "status":{"containerStatuses":[{"name":"c","state":{"waiting":{"reason":"X"}},"restartCount":3}]} } } "#,
        #"{"type":"DELETED","object":{"metadata":{"name":"a","deletionTimestamp":"2026-01-01T00:00:30Z","deletionGracePeriodSeconds":30},"status":{}}}"#,
        #"{"type":"ADDED","object":{"metadata":{"name":"a","ownerReferences":[{"kind":"Node","name":"n"},{"kind":"Job","name":"j","controller":true}]}}}"#,
        #"{"type":"ADDED","object":{"metadata":{"name":"a","ownerReferences":[{"kind":"Job","name":"j","controller":null},{"controller":false}]}}}"#,
        #"{"type":"ADDED","object":{"metadata":{"name":"a","ownerReferences":null}}}"#,
    ])
    func unusualFormsAreTheSame(line: String) throws {
        #expect(try compare([Array(line.utf8)[...]], as: Pod.self) == 1)
    }

    @Test(arguments: [
        // An escape, a bookmark, an error, a number where a text is due, an end in the middle, something behind the end.
        #"{"type":"ADDED","object":{"metadata":{"name":"a"},"status":{"phase":"\u0041"}}}"#,
        #"{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}"#,
        #"{"type":"ERROR","object":{"reason":"Expired"}}"#,
        #"{"type":"ADDED","object":{"metadata":{"name":7}}}"#,
        #"{"type":"ADDED","object":{"metadata":{"name":"a"}"#,
        #"{"type":"ADDED","object":{"metadata":{"name":"a"}}} x"#,
        #"{"type":"ADDED","object":{}}"#,
        "", "null", "[]",
    ])
    func whateverIsNotAsExpectedIsLeftToTheGeneralDecoder(line: String) {
        #expect(WatchLine<Pod>.quickly(Array(line.utf8)[...]) == nil)
    }

    /// Each single byte of a real line, taken away or changed: never another object than the general decoder's.
    @Test func aDamagedLineIsNeverReadAsSomethingElse() throws {
        let line = try #require(try lines("watch-pods-1.json").min { $0.count < $1.count })
        var random = SystemRandomNumberGenerator()
        let seed = UInt64.random(in: .min ... .max, using: &random)
        var state = seed
        func next(below limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        for _ in 0..<500 {
            var damaged = Array(line)
            let place = next(below: damaged.count)
            if next(below: 2) == 0 { damaged.remove(at: place) } else { damaged[place] = UInt8(32 + next(below: 95)) }
            guard let quick = WatchLine<Pod>.quickly(damaged[...])?.object else { continue }
            // The general decoder is stricter with what is stepped over; where it takes the line, both say the same.
            guard let general = try? WatchLine<Pod>(decoding: damaged).object else { continue }
            #expect(quick == general, "seed \(seed), byte \(place)")
        }
    }
}
