import Foundation
import Testing

@testable import Cluster

@Suite struct ContextSettingsTests {
    @Test(arguments: [
        ("load\nhttps://127.0.0.1:6443\n", "load", ""),
        ("\nhttps://rancher.example/k8s/clusters/c-1/\n", "", "/k8s/clusters/c-1"),
        ("load\nhttps://gateway.example/v1/projects/1/memberships/a\n", "load", "/v1/projects/1/memberships/a"),
        ("load\n", "load", ""), ("", "", ""), ("\nlocalhost:8080\n", "", ""), ("\n10.0.0.1:6443\n", "", ""),
    ])
    func namespaceAndPathAreRead(answer: String, namespace: String, path: String) {
        let settings = ContextSettings(answer)
        #expect(settings.namespace ?? "" == namespace)
        #expect(settings.serverPath == path)
    }

    @Test(arguments: [("28", false), ("32+", false), ("33", false), ("34", true), ("35", true)])
    func aKubectlSince34KnowsTheServersPathItself(minor: String, isKnown: Bool) {
        let version = #"{"clientVersion":{"major":"1","minor":"\#(minor)","gitVersion":"v1"},"kustomizeVersion":"v5"}"#
        #expect(ContextSettings.isServerPathAdded(byVersion: Data(version.utf8)) == isKnown)
    }

    @Test(arguments: [("33", "--raw /k8s/clusters/c-1/version "), ("34", "--raw /version ")])
    func aClusterBehindAGatewayIsAskedUnderItsPath(minor: String, call: String) async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("context", "load\nhttps://rancher.example/k8s/clusters/c-1\n")
        try cluster.put("client", #"{"clientVersion":{"major":"1","minor":"\#(minor)"}}"#)
        let observation = try await cluster.observe()
        #expect(observation.timeline.ready.last?.count == 2)
        #expect(cluster.calls.contains { $0.contains(call) })
        observation.finish()
    }

    /// What a user set for every get in a kuberc goes with no path, so that it is taken back in each call.
    @Test func theFormatIsSaidInEachCallForAPath() async throws {
        let cluster = try FakeCluster.small()
        let observation = try await cluster.observe()
        observation.finish()
        let raw = cluster.calls.filter { $0.contains("--raw ") }
        #expect(raw.count >= 4)
        #expect(raw.allSatisfy { $0.hasSuffix(" --output=") })
    }
}
