/// What a vertical autoscaler says about itself.
enum VerticalStatus {
    typealias Figures = (capped: VerticalRecommendation, uncapped: Int)

    static func recommend(
        _ autoscaler: JSONValue, cpu: Figures, memory: Figures, container: String, _ store: inout ObjectStore,
        _ stamp: String
    ) {
        func amounts(_ cpu: Int, _ memory: Int) -> JSONValue {
            ["cpu": .string("\(cpu)m"), "memory": .string(bytes(memory))]
        }
        store.change(.verticalAutoscalers, autoscaler.storedName) { autoscaler in
            let former = autoscaler["status", "conditions"]
            autoscaler["status"] = [
                "conditions": conditions(
                    [("RecommendationProvided", "True", nil, nil)], former: former, stamp),
                "recommendation": [
                    "containerRecommendations": [
                        [
                            "containerName": .string(container),
                            "target": amounts(cpu.capped.target, memory.capped.target),
                            "lowerBound": amounts(cpu.capped.lowerBound, memory.capped.lowerBound),
                            "upperBound": amounts(cpu.capped.upperBound, memory.capped.upperBound),
                            "uncappedTarget": amounts(cpu.uncapped, memory.uncapped),
                        ]
                    ]
                ],
            ]
        }
    }

    static func withoutPods(_ autoscaler: JSONValue, _ store: inout ObjectStore, _ stamp: String) {
        let message = "No pods match this VPA object"
        store.change(.verticalAutoscalers, autoscaler.storedName) { autoscaler in
            autoscaler["status"] = [
                "conditions": conditions(
                    [
                        ("NoPodsMatched", "True", "NoPodsMatched", message),
                        ("RecommendationProvided", "False", "NoPodsMatched", message),
                    ], former: autoscaler["status", "conditions"], stamp),
                "recommendation": [:],
            ]
        }
    }

    static func unsupported(
        _ autoscaler: JSONValue, _ reference: JSONValue?, _ store: inout ObjectStore, _ stamp: String
    ) {
        let kind = reference?["kind"]?.string ?? ""
        let place = "\(autoscaler.storedName.namespace)/\(reference?["name"]?.string ?? "")"
        let message = "Cannot read targetRef. Reason: \(kind) \(place) does not exist"
        store.change(.verticalAutoscalers, autoscaler.storedName) { autoscaler in
            autoscaler["status"] = [
                "conditions": conditions(
                    [("ConfigUnsupported", "True", nil, message)], former: autoscaler["status", "conditions"], stamp),
                "recommendation": [:],
            ]
        }
    }

    /// The recommendation for the first container.
    static func recommendation(of autoscaler: JSONValue) -> JSONValue? {
        autoscaler["status", "recommendation", "containerRecommendations"]?.array?.first
    }

    private static func conditions(
        _ wanted: [(type: String, status: String, reason: String?, message: String?)], former: JSONValue?,
        _ stamp: String
    ) -> JSONValue {
        .array(
            wanted.map { condition in
                let before = former?.array?.first {
                    $0["type"]?.string == condition.type && $0["status"]?.string == condition.status
                }
                return JSONValue(present: [
                    "type": .string(condition.type), "status": .string(condition.status),
                    "reason": condition.reason.map { .string($0) }, "message": condition.message.map { .string($0) },
                    "lastTransitionTime": before?["lastTransitionTime"] ?? .string(stamp),
                ])
            })
    }

    /// Bytes as the autoscaler writes them: in thousands if it can.
    private static func bytes(_ count: Int) -> String {
        count % 1000 == 0 ? "\(count / 1000)k" : "\(count)"
    }
}
