import Foundation
import Measurement
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

    /// What is said when the autoscaler “chat” scales something, and deployment/web is the workload.
    func failure(ofAutoscalerFor kind: String, _ name: String) async throws -> ClusterError? {
        let cluster = try FakeCluster.small()
        try cluster.put(
            "horizontalpodautoscalers.chat",
            #"{"metadata":{"name":"chat"},"spec":{"scaleTargetRef":{"kind":"\#(kind)","name":"\#(name)"},"maxReplicas":3}}"#
        )
        return await failure(cluster, FakeCluster.settings(hpa: "chat"))
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
        let error = try await failure(ofAutoscalerFor: "Deployment", "chat")
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

    @Test func aMissingServiceIsSaid() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("services.list", cluster.list([#"{"metadata":{"name":"web-service"}}"#]))
        var settings = FakeCluster.settings()
        settings.service = "web"
        let error = await failure(cluster, settings)
        #expect(error?.description == "there is no services/web in namespace “load”; there are: web-service")
    }

    @Test func aKindTheClusterDoesNotHaveIsSaid() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("verticalpodautoscalers.unknown")
        try cluster.put("scaledobjects.unknown")
        var settings = FakeCluster.settings()
        settings.verticalAutoscaler = "web"
        #expect(
            await failure(cluster, settings)?.description
                == "the cluster has no verticalpodautoscalers.autoscaling.k8s.io: is its operator installed?")
        settings = FakeCluster.settings(hpa: nil)
        settings.scaledObject = "web"
        #expect(
            await failure(cluster, settings)?.description
                == "the cluster has no scaledobjects.keda.sh: is its operator installed?")
        try cluster.put("horizontalpodautoscalers.unknown")
        #expect(
            await failure(cluster, FakeCluster.settings())?.description
                == "the cluster has no horizontalpodautoscalers.autoscaling: autoscaling/v2 came with Kubernetes 1.23")
    }

    @Test func aScaledObjectThatIsPausedSaysSoAndItsAutoscalerIsAwaited() async throws {
        let cluster = try FakeCluster.small()
        let paused = """
            {"metadata":{"name":"worker","uid":"s","annotations":{"autoscaling.keda.sh/paused-replicas":"0"}},
            "spec":{"scaleTargetRef":{"name":"web"},"advanced":{"horizontalPodAutoscalerConfig":{"name":"web-keda"}}}}
            """
        try cluster.put("scaledobjects.worker", paused)
        try cluster.put("scaledobjects.list", cluster.list([paused]))
        var settings = FakeCluster.settings(hpa: nil)
        settings.scaledObject = "worker"
        let observation = try await cluster.observe(settings)
        #expect(observation.settings.autoscaler == "web-keda")
        #expect(cluster.calls.contains { $0.contains("metadata.name%3Dweb-keda") })
        observation.log.loadBegan()
        let timeline = observation.finish()
        #expect(timeline.scaleUp.decision.missingBecause?.hasSuffix("; ScaledObject worker is paused") == true)
    }

    @Test func aCredentialPlugInThatFailsIsSaid() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put(
            "complaint",
            """
            Unable to connect to the server: getting credentials: exec: executable aws not found

            It looks like you are trying to use a client-go credential plugin that is not installed.

            To learn more about this feature, consult the documentation available at:
                  https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins

            Install aws for use with kubectl
            """)
        let error = await failure(cluster, FakeCluster.settings())
        #expect(
            error?.description
                == "kubectl's credential plug-in gave no credentials to tell its version (exec: executable aws not found): "
                + "log in to the cluster, or install the plug-in that the kubeconfig names")
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
                + "list and watch, or give its pods' labels as a selector to observe the rest")
    }

    @Test func aMissingKubectlIsSaid() {
        let access = ClusterAccess(kubectl: "kubectl-of-nobody")
        let onPath = #expect(throws: ClusterError.self) { try access.executable(path: "/usr/bin:/bin") }
        #expect(
            onPath?.description
                == "there is no kubectl-of-nobody on the PATH (2 folders): install kubectl, or set PLIMSOLL_KUBECTL to its path "
                + "or to a command such as “k3s kubectl”"
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

    @Test func anAutoscalerOfAnotherKindUnderTheSameNameIsRefused() async throws {
        let error = try await failure(ofAutoscalerFor: "StatefulSet", "web")
        #expect(error?.description == "HPA chat scales StatefulSet/web, not deployment/web")
    }

    @Test func aScaledObjectAndAVPAOfAnotherWorkloadAreRefused() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put(
            "scaledobjects.worker", #"{"metadata":{"name":"worker"},"spec":{"scaleTargetRef":{"name":"worker"}}}"#)
        var settings = FakeCluster.settings(hpa: nil)
        settings.scaledObject = "worker"
        #expect(
            await failure(cluster, settings)?.description
                == "ScaledObject worker scales Deployment/worker, not deployment/web")
        try cluster.put(
            "verticalpodautoscalers.cache",
            #"{"metadata":{"name":"cache"},"spec":{"targetRef":{"kind":"StatefulSet","name":"redis"}}}"#)
        settings = FakeCluster.settings()
        settings.verticalAutoscaler = "cache"
        #expect(
            await failure(cluster, settings)?.description == "VPA cache advises StatefulSet/redis, not deployment/web")
    }

    @Test func aServerThatIsSlowIsGivenMoreTimeBeforeItIsCalledFrozen() async throws {
        let cluster = try FakeCluster.small()
        try cluster.put("slow", "1")
        let observation = try await cluster.observe()
        #expect(observation.settings.livenessPatience >= .seconds(3))
        observation.finish()
    }

    /// As OpenShift's and Argo's kinds do, which declare their labels in forms of their own or elsewhere.
    @Test func aSelectorThatTheObjectDoesNotDeclareIsTheOneOfItsScale() async throws {
        let cluster = try FakeCluster.small()
        let rollout = #"{"metadata":{"name":"web","uid":"r"},"spec":{"replicas":2,"workloadRef":{"name":"web"}}}"#
        try cluster.put("rollouts.web", rollout)
        try cluster.put("rollouts.list", cluster.list([rollout]))
        try cluster.put("scale.rollouts.web", #"{"status":{"replicas":2,"selector":"app=web"}}"#)
        var settings = FakeCluster.settings(hpa: nil)
        settings.workload = .scalable("rollouts", group: "argoproj.io", version: "v1alpha1", name: "web")
        let observation = try await cluster.observe(settings)
        #expect(observation.settings.workload.selector == "app=web")
        observation.finish()
    }
}
