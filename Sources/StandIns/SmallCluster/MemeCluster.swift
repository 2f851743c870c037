/// The image generator on the small cluster: what scales its back end, its front end and its cache.
///
/// * In the namespace `meme-generator` KEDA keeps the deployment `backend` between 0 and 8 replicas: one message in the
///   stream wakes it, beyond that there is a replica for each five. A minute after the last message it sleeps.
/// * There too the deployment `frontend` has 1 to 6 replicas at 30 % of the processor's limit, up at once, down after five
///   minutes.
/// * In the namespace `cache` a vertical autoscaler gives the deployment `redis` the memory it needs, 1 Gi at most.
package enum MemeCluster {
    package static let namespace = "meme-generator"
    package static let backend = "backend"
    package static let frontend = "frontend"
    package static let cacheNamespace = "cache"
    package static let cache = "redis"

    /// Makes the workloads and autoscalers.
    ///
    /// - Parameter monitor: the port on loopback of the broker's monitoring page.
    package static func create(on cluster: SmallCluster, monitor: Int) throws {
        try cluster.create(["items": .array(documents(monitor: monitor))])
    }

    private static func documents(monitor: Int) -> [JSONValue] {
        [
            deployment(
                backend, namespace, replicas: 0, labels: ["app": "meme-generator", "component": "backend"],
                requests: ["cpu": "200m", "memory": "256Mi"], limits: ["cpu": "500m", "memory": "512Mi"]),
            scaledObject(monitor: monitor),
            deployment(
                frontend, namespace, replicas: 1, labels: ["app": "meme-generator", "component": "frontend"],
                // What is asked for is the limit, so that a share of the one is a share of the other.
                requests: ["cpu": "500m", "memory": "128Mi"], limits: ["cpu": "500m", "memory": "128Mi"]),
            autoscaler,
            deployment(
                cache, cacheNamespace, replicas: 2, labels: ["app": "redis"],
                requests: ["cpu": "100m", "memory": "128Mi"], limits: ["cpu": "500m", "memory": "256Mi"]),
            verticalAutoscaler,
        ]
    }

    private static func deployment(
        _ name: String, _ namespace: String, replicas: Int, labels: JSONValue, requests: JSONValue, limits: JSONValue
    ) -> JSONValue {
        let container: JSONValue = [
            "name": .string(name), "image": .string("meme-generator/\(name):1"),
            "resources": ["requests": requests, "limits": limits],
        ]
        return [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": .string(name), "namespace": .string(namespace), "labels": labels],
            "spec": [
                "replicas": .integer(replicas), "selector": ["matchLabels": labels],
                "template": ["metadata": ["labels": labels], "spec": ["containers": [container]]],
            ],
        ]
    }

    private static func scaledObject(monitor: Int) -> JSONValue {
        [
            "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
            "metadata": ["name": .string(backend), "namespace": .string(namespace)],
            "spec": [
                "scaleTargetRef": ["name": .string(backend)], "minReplicaCount": 0, "maxReplicaCount": 8,
                "pollingInterval": 5, "cooldownPeriod": 60,
                "advanced": [
                    "horizontalPodAutoscalerConfig": ["behavior": ["scaleDown": ["stabilizationWindowSeconds": 60]]]
                ],
                "triggers": [
                    [
                        "type": "nats-jetstream",
                        "metadata": [
                            "natsServerMonitoringEndpoint": .string("127.0.0.1:\(monitor)"), "account": "$G",
                            "stream": "MEMES", "consumer": "backend", "lagThreshold": "5",
                            "activationLagThreshold": "0",
                        ],
                    ]
                ],
            ],
        ]
    }

    private static var autoscaler: JSONValue {
        [
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": ["name": .string(frontend), "namespace": .string(namespace)],
            "spec": [
                "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(frontend)],
                "minReplicas": 1, "maxReplicas": 6,
                "metrics": [
                    [
                        "type": "Resource",
                        "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 30]],
                    ]
                ],
                "behavior": [
                    "scaleUp": ["stabilizationWindowSeconds": 0], "scaleDown": ["stabilizationWindowSeconds": 300],
                ],
            ],
        ]
    }

    private static var verticalAutoscaler: JSONValue {
        [
            "apiVersion": "autoscaling.k8s.io/v1", "kind": "VerticalPodAutoscaler",
            "metadata": ["name": .string(cache), "namespace": .string(cacheNamespace)],
            "spec": [
                "targetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(cache)],
                "updatePolicy": ["updateMode": "Auto"],
                "resourcePolicy": [
                    "containerPolicies": [["containerName": "*", "maxAllowed": ["cpu": "500m", "memory": "1Gi"]]]
                ],
            ],
        ]
    }
}
