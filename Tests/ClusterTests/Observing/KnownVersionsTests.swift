import Foundation
import Testing

@testable import Cluster

@Suite struct KnownVersionsTests {
    private func pod(_ name: String, _ version: String) -> String {
        #"{"metadata":{"name":"\#(name)","uid":"\#(name)","resourceVersion":"\#(version)"}}"#
    }

    private func metadata(_ name: String, _ version: String) throws -> ObjectMetadata {
        try JSONDecoder().decode(Pod.self, from: Data(pod(name, version).utf8)).metadata
    }

    private func line(_ type: String, _ name: String, _ version: String) throws -> WatchLine<Pod> {
        try WatchLine(Array(FakeCluster.line(type, pod(name, version)).utf8))
    }

    @Test func aListOfWhatTheWatchHasShownIsNoNews() throws {
        var known = KnownVersions()
        #expect(known.listed([try metadata("a", "1")]))
        known.heard(try line("MODIFIED", "a", "2"))
        known.heard(try line("ADDED", "b", "3"))
        known.heard(try line("ADDED", "c", "4"))
        known.heard(try line("DELETED", "c", "5"))
        #expect(!known.listed([try metadata("b", "3"), try metadata("a", "2")]))
        #expect(!known.listed([try metadata("b", "3"), try metadata("a", "2")]))
    }

    @Test(arguments: [["a": "3"], ["a": "2", "b": "3"], [:], ["a": ""]])
    func anObjectThatChangedCameOrWentIsNews(listed: [String: String]) throws {
        var known = KnownVersions()
        _ = known.listed([try metadata("a", "2")])
        #expect(known.listed(try listed.map { try metadata($0.key, $0.value) }))
    }
}
