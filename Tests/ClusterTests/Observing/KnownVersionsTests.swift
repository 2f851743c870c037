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

    /// What a list shows is known, or was learnt while it was on its way.
    @Test func aListIsAccountedForByWhatIsKnownOrWasLearntMeanwhile() throws {
        var before = KnownVersions()
        _ = before.listed([try metadata("a", "2"), try metadata("b", "3")])
        #expect(before.accounts(for: [try metadata("a", "2"), try metadata("b", "3")], since: before))
        let later = [try metadata("a", "5"), try metadata("c", "6")]
        #expect(!before.accounts(for: later, since: before))
        var known = before
        // The watch is ahead of the list in one, and on a par in the others.
        known.heard(try line("MODIFIED", "a", "7"))
        known.heard(try line("DELETED", "b", "4"))
        #expect(!known.accounts(for: later, since: before))
        known.heard(try line("ADDED", "c", "6"))
        #expect(known.accounts(for: later, since: before))
    }
}
