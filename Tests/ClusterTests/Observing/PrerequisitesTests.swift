import Foundation
import Testing

@testable import Cluster

@Suite struct PrerequisitesTests {
    func failure(_ cluster: FakeCluster, _ settings: ObservationSettings) async -> ClusterError? {
        do {
            _ = try await cluster.observe(settings)
            return nil
        } catch {
            return error as? ClusterError
        }
    }

    @Test func aMissingDeploymentIsSaidWithThoseThereAre() async throws {
        let cluster = try FakeCluster.small()
        var settings = FakeCluster.settings()
        settings.workload = .deployment("wep")
        let error = await failure(cluster, settings)
        #expect(error?.code == .notFound)
        #expect(error?.description == "there is no deployments/wep in namespace “load”; there are: web")
    }

    @Test func aMissingAutoscalerIsSaid() async throws {
        let cluster = try FakeCluster.small()
        let error = await failure(cluster, FakeCluster.settings(hpa: "chat"))
        #expect(
            error?.description
                == "there is no horizontalpodautoscalers.autoscaling/chat in namespace “load”; there are: web")
    }

    @Test func anAutoscalerOfAnotherWorkloadIsRefused() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put(
            "horizontalpodautoscalers.chat",
            #"{"metadata":{"name":"chat"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"chat"},"maxReplicas":3}}"#
        )
        let error = await failure(cluster, FakeCluster.settings(hpa: "chat"))
        #expect(error?.description == "HPA chat scales Deployment/chat, not deployment/web")
    }

    @Test func aMissingNamespaceIsSaid() async throws {
        let cluster = try FakeCluster()
        let kubectl = try Kubectl(ClusterAccess(namespace: "nosuch"), environment: cluster.environment)
        let error = await #expect(throws: ClusterError.self) {
            try await Kubectl.offPool { _ = try ScalingObserver(FakeCluster.settings(), kubectl: kubectl) }
        }
        #expect(error?.description.hasPrefix("there is no namespace “nosuch”, or this user may not see it") == true)
    }

    @Test func aServerThatIsGoneIsSaid() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("refusing")
        let error = await failure(cluster, FakeCluster.settings())
        #expect(error?.code == .unreachable)
    }

    @Test func aForbiddenWorkloadIsSaid() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("deployments.forbidden")
        let error = await failure(cluster, FakeCluster.settings())
        #expect(error?.code == .forbidden)
        #expect(
            error?.description
                == "this user may not get deployments/web in namespace load (deployments is forbidden: User \"nobody\" cannot "
                + "list resource \"deployments\" in API group \"\" in the namespace \"load\"): ask for a role with the verbs get, "
                + "list and watch")
    }

    @Test func aMissingKubectlIsSaid() {
        let access = ClusterAccess(kubectl: "kubectl-of-nobody")
        let onPath = #expect(throws: ClusterError.self) { try access.executable(path: "/usr/bin:/bin") }
        #expect(
            onPath?.description
                == "there is no kubectl-of-nobody on the PATH (2 folders): install kubectl, or set PLIMSOLL_KUBECTL to its path"
        )
        let named = #expect(throws: ClusterError.self) {
            try ClusterAccess(kubectl: "/nowhere/kubectl").executable(path: nil)
        }
        #expect(named?.code == .noKubectl)
    }

    @Test func theEnvironmentChoosesTheCluster() {
        let access = ClusterAccess(environment: [
            "PLIMSOLL_KUBECTL": "/opt/kubectl", "PLIMSOLL_KUBE_CONTEXT": "staging", "PLIMSOLL_KUBE_NAMESPACE": "",
        ])
        #expect(access == ClusterAccess(kubectl: "/opt/kubectl", context: "staging", namespace: nil))
        #expect(access.arguments == ["--context", "staging"])
    }
}
