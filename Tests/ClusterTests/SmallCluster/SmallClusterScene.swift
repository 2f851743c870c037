import Foundation
import StandIns

@testable import Cluster

/// The small cluster, ten times as fast as real time, as the real kubectl sees it.
final class SmallClusterScene: Sendable {
    /// The cluster.
    let cluster: SmallCluster

    init(_ documents: [JSONValue], timeFactor: Double = 10) throws {
        var settings = ClusterSettings()
        settings.namespaces = ["load"]
        settings.timeFactor = timeFactor
        cluster = try SmallCluster(settings)
        for document in documents { try cluster.create(document) }
    }

    deinit {
        cluster.stop()
    }

    /// Whether there is a kubectl to try it with.
    static let hasKubectl = (try? ClusterAccess().executable()) != nil

    /// Observes the deployment “web”.
    func observe(_ configure: (inout ObservationSettings) -> Void = { _ in }) async throws -> ScalingObservation {
        var settings = ObservationSettings(.deployment("web"))
        settings.autoscaler = "web"
        settings.usageInterval = .seconds(1)
        // A kubectl beside many other tests may need long for its answer, which is no sign of a frozen server.
        settings.livenessInterval = .seconds(1)
        settings.livenessPatience = .seconds(45)
        configure(&settings)
        let complete = settings
        let access = ClusterAccess(namespace: "load", kubeconfig: cluster.kubeconfig)
        return try await Kubectl.offPool {
            let observer = try ScalingObserver(complete, kubectl: Kubectl(access))
            try observer.start(within: .seconds(60))
            return ScalingObservation(observer)
        }
    }

    /// Waits until so many pods are ready.
    static func ready(_ count: Int, _ observation: ScalingObservation) async -> Bool {
        await FakeCluster.eventually { observation.timeline.ready.last?.count == count }
    }

    /// Marks the load's begin a second before it does anything: stamps are cut off to the second, and on a busy machine nothing
    /// else times a change, so that it would seem to have come before the load.
    static func beginLoad(_ observation: ScalingObservation) async throws {
        observation.log.loadBegan()
        try await Task.sleep(for: .milliseconds(1_100))
    }

    /// A deployment of pods that ask for a fifth of a core.
    static func deployment(replicas: Int = 2) -> JSONValue {
        let labels: JSONValue = ["app": "web"]
        let container: JSONValue = [
            "name": "app", "image": "example/web:1",
            "resources": [
                "requests": ["cpu": "200m", "memory": "64Mi"], "limits": ["cpu": "1", "memory": "256Mi"],
            ],
        ]
        return [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": "web", "namespace": "load", "labels": labels],
            "spec": [
                "replicas": .integer(replicas), "selector": ["matchLabels": labels],
                "template": ["metadata": ["labels": labels], "spec": ["containers": [container]]],
            ],
        ]
    }

    /// An autoscaler at half of what the pods ask for.
    static func autoscaler(window: Int = 30) -> JSONValue {
        [
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": ["name": "web", "namespace": "load"],
            "spec": [
                "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "web"], "minReplicas": 2,
                "maxReplicas": 10,
                "metrics": [
                    [
                        "type": "Resource",
                        "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 50]],
                    ]
                ],
                "behavior": ["scaleDown": ["stabilizationWindowSeconds": .integer(window)]],
            ],
        ]
    }

    /// A ScaledObject that scales a queue's workers between none and eight.
    static func scaledObject() -> JSONValue {
        [
            "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
            "metadata": ["name": "worker", "namespace": "load"],
            "spec": [
                "scaleTargetRef": ["name": "web"], "minReplicaCount": 0, "maxReplicaCount": 8, "pollingInterval": 5,
                "cooldownPeriod": 30,
                "advanced": [
                    "horizontalPodAutoscalerConfig": ["behavior": ["scaleDown": ["stabilizationWindowSeconds": 15]]]
                ],
                "triggers": [
                    [
                        "type": "nats-jetstream",
                        "metadata": [
                            "lagThreshold": "5", "activationLagThreshold": "0", "stream": "MEMES", "consumer": "c",
                        ],
                    ]
                ],
            ],
        ]
    }
}
