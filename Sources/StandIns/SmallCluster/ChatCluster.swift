/// The chat service on the small cluster: load → processor → replicas → latency, on a laptop without a cluster.
///
/// In the namespace `chatbot` the deployment `llm-chatbot-backend` stands for the chat service: its ready pods are the
/// service's replicas, and `llm-chatbot-hpa` keeps between 2 and 10 of them at 70 % of the requested processor time
/// and 80 % of the memory. A pod whose slots are all busy uses one core, twice what it asks for.
package struct ChatCluster: Sendable {
    package let chat: StandIn
    package let cluster: SmallCluster

    package static let namespace = "chatbot"
    package static let deployment = "llm-chatbot-backend"
    package static let autoscaler = "llm-chatbot-hpa"
    package static let service = "llm-chatbot-service"

    /// Starts both; the replicas come as the pods become ready.
    ///
    /// - Throws: ``StandInError``, `HTTPServerError`, errors of writing the kubeconfig.
    package static func start(
        _ chat: StandInSettings = StandInSettings(), cluster settings: ClusterSettings = ClusterSettings()
    ) throws -> ChatCluster {
        var settings = settings
        settings.namespaces = [namespace] + settings.namespaces.filter { $0 != namespace }
        let service = try ChatService.start(chat)
        do {
            let cluster = try SmallCluster(settings)
            try cluster.create(documents)
            // So little that the memory's metric lets ten pods go in one step: with half of what they ask for, it would ask
            // for 6 after 10, then 4, then 3, a stabilisation window each.
            cluster.serve(service, as: deployment, namespace: namespace, memoryBytes: 40 << 20)
            return ChatCluster(chat: service, cluster: cluster)
        } catch {
            service.stop()
            throw error
        }
    }

    /// Ends both.
    package func stop() {
        cluster.stop()
        chat.stop()
    }

    /// What is on the cluster from the start.
    private static var documents: JSONValue {
        let labels: JSONValue = ["app": .string(deployment)]
        let container: JSONValue = [
            "name": "backend", "image": "chatbot/backend:1", "ports": [["containerPort": 8000]],
            "resources": [
                "requests": ["cpu": "500m", "memory": "256Mi"], "limits": ["cpu": "1", "memory": "512Mi"],
            ],
        ]
        func metadata(_ name: String) -> JSONValue {
            ["name": .string(name), "namespace": .string(namespace), "labels": labels]
        }
        func metric(_ name: String, _ percent: Int) -> JSONValue {
            [
                "type": "Resource",
                "resource": [
                    "name": .string(name), "target": ["type": "Utilization", "averageUtilization": .integer(percent)],
                ],
            ]
        }
        return [
            "items": [
                [
                    "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata(deployment),
                    "spec": [
                        "replicas": 2, "selector": ["matchLabels": labels],
                        "template": ["metadata": ["labels": labels], "spec": ["containers": [container]]],
                    ],
                ],
                [
                    "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler", "metadata": metadata(autoscaler),
                    "spec": [
                        "scaleTargetRef": [
                            "apiVersion": "apps/v1", "kind": "Deployment", "name": .string(deployment),
                        ],
                        "minReplicas": 2, "maxReplicas": 10, "metrics": [metric("cpu", 70), metric("memory", 80)],
                    ],
                ],
                [
                    "apiVersion": "v1", "kind": "Service", "metadata": metadata(service),
                    "spec": ["selector": labels, "ports": [["name": "http", "port": 80, "targetPort": 8000]]],
                ],
            ]
        ]
    }
}
