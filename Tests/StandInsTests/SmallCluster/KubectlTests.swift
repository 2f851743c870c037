import Foundation
import Synchronization
import Testing

@testable import StandIns

/// The small cluster as the real kubectl sees it.
@Suite(.enabled(if: Kubectl.path != nil, "kubectl isn't installed"), .serialized, .timeLimit(.minutes(10)))
struct KubectlTests {
    /// Ten times as fast as real time.
    private func cluster() throws -> (SmallCluster, Kubectl) {
        var settings = ClusterSettings()
        settings.namespaces = ["load"]
        settings.timeFactor = 10
        let cluster = try SmallCluster(settings)
        return (cluster, Kubectl(cluster: cluster))
    }

    @Test func appliedDeploymentBecomesReadyAndIsScaled() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        let applied = try await kubectl("apply", "-f", "-", input: Manifest.deployment().encoded)
        #expect(applied.output == "deployment.apps/web created\n", "\(applied.errors)")
        let again = try await kubectl("apply", "-f", "-", input: Manifest.deployment(replicas: 3).encoded)
        #expect(again.output == "deployment.apps/web configured\n", "\(again.errors)")
        let rollout = try await kubectl("rollout", "status", "deployment/web")
        #expect(rollout.code == 0, "\(rollout.errors)")
        let pods = try await kubectl("get", "pods", "-l", "app=web", "-o", "json").json()
        #expect(pods["items"]?.array?.count == 3)
        #expect(pods["items"]?.array?.allSatisfy { PodShape.isReady($0) } == true)
        let scaled = try await kubectl("scale", "deployment/web", "--replicas=1")
        #expect(scaled.output == "deployment.apps/web scaled\n", "\(scaled.errors)")
        let table = try await kubectl.until("get", "deployments") { $0.output.contains("1/1") }
        #expect(
            table.output.split(separator: "\n").first?.split(separator: " ") == [
                "NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE",
            ])
        let deleted = try await kubectl("delete", "deployment", "web")
        #expect(deleted.output.hasPrefix("deployment.apps \"web\" deleted"), "\(deleted.errors)")
        #expect(
            try await kubectl("get", "deploy", "web").errors
                == "Error from server (NotFound): deployments.apps \"web\" not found\n")
    }

    @Test func serverSideApplyAndPatchesWork() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        let made = try await kubectl("apply", "--server-side", "-f", "-", input: Manifest.deployment().encoded)
        #expect(made.output == "deployment.apps/web serverside-applied\n", "\(made.errors)")
        for (type, patch) in [
            ("strategic", #"{"spec":{"replicas":3}}"#), ("merge", #"{"spec":{"replicas":4}}"#),
            ("json", #"[{"op":"replace","path":"/spec/replicas","value":5}]"#),
        ] {
            let patched = try await kubectl("patch", "deploy", "web", "--type", type, "-p", patch)
            #expect(patched.output == "deployment.apps/web patched\n", "\(patched.errors)")
        }
        #expect(try await kubectl("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}").output == "5")
        #expect(try await kubectl("annotate", "deploy", "web", "a/b=c").code == 0)
        #expect(try await kubectl("set", "image", "deploy/web", "app=example/web:2").code == 0)
    }

    @Test func watchTellsOfEachChangeUntilItsTimeOut() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        try cluster.create(Manifest.deployment(replicas: 1))
        let watch = try await kubectl(
            "get", "pods", "--watch", "-o", "json", "--output-watch-events", "--request-timeout=3s")
        #expect(watch.code == 0)
        let lines = try watch.output.split(separator: "\n").map { try JSONValue(parsing: Array($0.utf8)) }
        #expect(lines.first?["type"] == "ADDED")
        #expect(lines.allSatisfy { $0["object", "kind"] == "Pod" })
        #expect(lines.last.flatMap { $0["object"] }.map(PodShape.isReady) == true)
    }

    @Test func everyKindIsListed() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        try cluster.create(Manifest.deployment())
        try cluster.create(Manifest.autoscaler())
        try cluster.create(Manifest.deployment("queue", replicas: 0))
        try cluster.create(Manifest.scaledObject("queue"))
        for kind in [
            "pods", "deploy", "rs", "sts", "hpa", "so", "vpa", "svc", "ep", "endpointslices", "ev", "ns", "nodes",
            "jobs",
            "cm",
        ] {
            let plain = try await kubectl("get", kind)
            #expect(plain.code == 0, "\(kind): \(plain.errors)")
            let list = try await kubectl("get", kind, "-A", "-o", "json")
            #expect(list.code == 0, "\(kind): \(list.errors)")
        }
        // KEDA's own autoscaler has nothing to read while its workload is at zero.
        let hpa = try await kubectl.until("get", "hpa", "web") {
            $0.output.contains("%/50%") && !$0.output.contains("unknown")
        }
        #expect(hpa.output.contains("Deployment/web"))
        #expect(try await kubectl("describe", "hpa", "web").code == 0)
        #expect(try await kubectl("get", "all").code == 0)
    }

    @Test func usageIsShownByTop() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        #expect(try await kubectl("top", "pods").errors == "No resources found in load namespace.\n")
        try cluster.create(Manifest.deployment())
        cluster.demand(.perPod(cpuMilli: 123, memoryBytes: 50 << 20), of: "web", namespace: "load")
        let top = try await kubectl.until("top", "pods") { $0.output.contains("123m") }
        #expect(top.output.contains("50Mi"))
        #expect(try await kubectl("top", "nodes").output.contains("node-1"))
    }

    @Test func whatIsMissingIsSaidAsByARealServer() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        #expect(try await kubectl("get", "foo").errors == "error: the server doesn't have a resource type \"foo\"\n")
        #expect(try await kubectl("get", "pods", "-n", "nosuch").errors == "No resources found in nosuch namespace.\n")
        cluster.forbid("pods")
        #expect(
            try await kubectl("get", "pods").errors
                == #"Error from server (Forbidden): pods is forbidden: User "observer" cannot list resource "pods" in API group "" in the namespace "load""#
                + "\n")
    }

    @Test func whatTheSmallClusterCanNotDoIsSaidWithTheWayOut() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        let created = try await kubectl("create", "configmap", "a", "--from-literal=b=c")
        // Up to 1.31 kubectl sends JSON, which is read.
        #expect(created.code == 0 || created.errors.contains("give that to “kubectl apply -f -”"), "\(created.errors)")
        let written = try await kubectl(
            "create", "configmap", "d", "--from-literal=b=c", "--dry-run=client", "-o", "yaml")
        #expect(try await kubectl("apply", "-f", "-", input: written.output).output == "configmap/d created\n")
        for kind in ["deployment", "hpa.spec", "scaledobject"] {
            let explained = try await kubectl("explain", kind)
            #expect(explained.code == 0, "\(kind): \(explained.errors)")
            #expect(explained.output.contains("The small cluster keeps no descriptions"))
        }
    }

    @Test func portForwardIsRefusedWithASentence() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        try cluster.create(Manifest.deployment(replicas: 1))
        let pod = try await kubectl.until("get", "pods", "-o", "name") { $0.output.contains("pod/web") }
        _ = try await kubectl("wait", "--for=condition=Ready", "pod", "-l", "app=web", "--timeout=60s")
        let refused = try await kubectl("port-forward", pod.output.trimmingCharacters(in: .newlines), "18080:80")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("the small cluster has no port-forward"), "\(refused.errors)")
    }

    @Test func cutWatchEndsWithSuccessAndDeadServerIsRefused() async throws {
        let (cluster, kubectl) = try cluster()
        defer { cluster.stop() }
        async let watch = kubectl("get", "pods", "--watch", "-o", "name")
        while cluster.state.withLock({ $0.watches.isEmpty }) { try await Task.sleep(for: .milliseconds(20)) }
        cluster.cutWatches()
        #expect(try await watch.code == 0)
        cluster.stopServing()
        let refused = try await kubectl("get", "pods", "-o", "json")
        #expect(refused.code == 1)
        #expect(refused.errors.contains("was refused"))
        try cluster.serveAgain()
        #expect(try await kubectl("get", "pods").code == 0)
    }
}
