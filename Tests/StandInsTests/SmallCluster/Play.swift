import Serving

@testable import StandIns

/// A cluster that is played by hand: its time passes when a test says so.
struct Play {
    var model: ClusterModel
    /// In tenths of a second, so that sums are exact.
    private var tenths = 0

    init(_ settings: ClusterSettings = ClusterSettings()) {
        var settings = settings
        settings.namespaces = ["load"]
        model = ClusterModel(settings, now: Play.time(0))
    }

    private static func time(_ seconds: Double) -> ClusterTime {
        ClusterTime(seconds: seconds, epochMicroseconds: 1_795_000_000_000_000 + Int64(seconds * 1e6))
    }

    var now: ClusterTime { Play.time(Double(tenths) / 10) }

    /// Lets time pass, a tenth of a second at a time.
    mutating func pass(_ duration: Double) {
        for _ in 0..<Int((duration * 10).rounded()) {
            tenths += 1
            model.advance(to: now)
        }
    }

    /// Sends a request; returns its status and its document.
    @discardableResult
    mutating func ask(
        _ method: String, _ path: String, _ body: JSONValue? = nil, query: HTTPFields = [:],
        type: String = "application/json", accept: String = "application/json"
    ) -> (status: Int, body: JSONValue) {
        let request = HTTPRequest(
            method: method, path: path, query: query, headers: ["Content-Type": type, "Accept": accept],
            body: Array((body?.encoded ?? "").utf8))
        guard case .response(let response) = model.answer(request, now: now), case .bytes(let bytes) = response.body
        else {
            return (0, .null)
        }
        return (response.status, (try? JSONValue(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self)))
    }

    var pods: [JSONValue] { model.store.list(.pods, namespace: "load") }
    var activePods: [JSONValue] { pods.filter { !$0.isTerminating } }
    var readyPods: Int { activePods.count { PodShape.isReady($0) } }

    func deployment(_ name: String = "web") -> JSONValue {
        model.store.object(.deployments, StoredName(namespace: "load", name: name)) ?? .null
    }

    func autoscaler(_ name: String = "web") -> JSONValue {
        model.store.object(.autoscalers, StoredName(namespace: "load", name: name)) ?? .null
    }

    func condition(_ type: String, of object: JSONValue) -> String? {
        (object["status", "conditions"]?.array ?? []).first { $0["type"]?.string == type }?["reason"]?.string
    }
}

/// Documents that tests send.
enum Manifest {
    static func deployment(_ name: String = "web", replicas: Int = 2, image: String = "example/web:1") -> JSONValue {
        [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": .string(name), "namespace": "load", "labels": ["app": .string(name)]],
            "spec": [
                "replicas": .integer(replicas), "selector": ["matchLabels": ["app": .string(name)]],
                "template": [
                    "metadata": ["labels": ["app": .string(name)]],
                    "spec": [
                        "containers": [
                            [
                                "name": "app", "image": .string(image),
                                "resources": [
                                    "requests": ["cpu": "200m", "memory": "64Mi"],
                                    "limits": ["cpu": "1", "memory": "256Mi"],
                                ],
                            ]
                        ]
                    ],
                ],
            ],
        ]
    }

    static func autoscaler(_ name: String = "web", down seconds: Int? = nil) -> JSONValue {
        var autoscaler: JSONValue = [
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": ["name": .string(name), "namespace": "load"],
            "spec": [
                "scaleTargetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": .string(name)],
                "minReplicas": 2, "maxReplicas": 10,
                "metrics": [
                    [
                        "type": "Resource",
                        "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 50]],
                    ]
                ],
            ],
        ]
        if let seconds {
            autoscaler["spec", "behavior", "scaleDown", "stabilizationWindowSeconds"] = .integer(seconds)
        }
        return autoscaler
    }

    static func scaledObject(_ name: String = "web") -> JSONValue {
        [
            "apiVersion": "keda.sh/v1alpha1", "kind": "ScaledObject",
            "metadata": ["name": .string(name), "namespace": "load"],
            "spec": [
                "scaleTargetRef": ["name": .string(name)], "pollingInterval": 5, "cooldownPeriod": 30,
                "minReplicaCount": 0, "maxReplicaCount": 8,
                "advanced": [
                    "horizontalPodAutoscalerConfig": ["behavior": ["scaleDown": ["stabilizationWindowSeconds": 15]]]
                ],
                "triggers": [
                    [
                        "type": "metrics-api",
                        "metadata": [
                            "targetValue": "5", "activationTargetValue": "0", "url": "http://127.0.0.1:9/jobs",
                            "valueLocation": "value",
                        ],
                    ]
                ],
            ],
        ]
    }
}
