import Glibc
import Testing

@testable import Cluster

@Suite struct PortForwardTests {
    func open(_ cluster: FakeCluster, patience: Duration = .seconds(60)) async throws -> PortForward {
        let kubectl = try cluster.kubectl
        return try await Kubectl.offPool {
            try PortForward.open("service/web", port: 80, localPort: nil, kubectl: kubectl, patience: patience)
        }
    }

    @Test func aPortIsOpenedAndClosedWithItsProcess() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("port-forward", "Forwarding from 127.0.0.1:40123 -> 8080\n")
        let forward = try await open(cluster)
        #expect(forward.localPort == 40_123)
        #expect(forward.url == "http://127.0.0.1:40123")
        #expect(forward.trouble == nil)
        #expect(forward.caution.contains("reaches one pod only"))
        forward.close()
        #expect(await FakeCluster.eventually { forward.hasEnded })
        #expect(cluster.processes.allSatisfy { kill($0, 0) != 0 })
    }

    @Test func aPortThatBreaksIsOpenedAgainUnderTheSameNumber() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("port-forward", "Forwarding from 127.0.0.1:40123 -> 8080\n")
        try cluster.put("port-forward.error", "error: lost connection to pod\n")
        let forward = try await open(cluster)
        #expect(await FakeCluster.eventually { forward.reopenings >= 2 })
        #expect(cluster.calls.last?.hasSuffix("service/web 40123:80") == true)
        forward.close()
    }

    @Test func aPortThatIsLetGoOfIsClosed() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("port-forward", "Forwarding from 127.0.0.1:40123 -> 8080\n")
        do {
            let forward = try await open(cluster)
            #expect(forward.localPort == 40_123)
        }
        #expect(await FakeCluster.eventually { cluster.processes.allSatisfy { kill($0, 0) != 0 } })
    }

    @Test(arguments: [
        (
            "error: Service web does not have a service port 80",
            "service/web has no port 80: see “kubectl get service/web” for those it has"
        ),
        (
            "unable to listen on port 80: Listeners failed to create with the following errors: address already in use",
            "port 0 of this machine is in use: choose another, or none to be given a free one"
        ),
        (
            "error: unable to forward port because pod is not running. Current status=Pending",
            "no running pod stands behind service/web, so there is nothing to forward to"
        ),
        (
            "error: timed out waiting for the condition",
            "no running pod stands behind service/web, so there is nothing to forward to"
        ),
        (
            #"Error from server (NotFound): services "web" not found"#,
            #"kubectl could not forward a port to service/web: services "web" not found"#
        ),
    ])
    func aPortThatCanNotBeOpenedSaysWhy(complaint: String, sentence: String) async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("port-forward", "")
        try cluster.put("port-forward.error", complaint + "\n")
        let error = await #expect(throws: ClusterError.self) { _ = try await open(cluster) }
        #expect(error?.description == sentence)
    }

    @Test func aPortThatNeverOpensIsGivenUp() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("frozen")
        let error = await #expect(throws: ClusterError.self) {
            _ = try await open(cluster, patience: .milliseconds(200))
        }
        #expect(error?.code == .notForwarded)
        #expect(await FakeCluster.eventually { cluster.processes.allSatisfy { kill($0, 0) != 0 } })
    }
}
