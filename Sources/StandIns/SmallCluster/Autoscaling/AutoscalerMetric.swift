/// One metric of an autoscaler, looked at: what it shows and what it asks for.
struct AutoscalerMetric {
    /// As in `status.currentMetrics`; a metric that isn't known has an empty type there.
    var shown: JSONValue = ["type": ""]
    var proposal: Int?
    /// What the number was calculated from.
    var cause = ""
    var failure: (reason: String, message: String)?

    /// What an autoscaler without metrics goes by.
    static let usual: JSONValue = [
        "type": "Resource",
        "resource": ["name": "cpu", "target": ["type": "Utilization", "averageUtilization": 80]],
    ]

    init(_ metric: JSONValue, model: ClusterModel, target: ClusterModel.ScaleTarget, at now: Double) {
        switch metric["type"]?.string {
        case "Resource", "ContainerResource":
            resource(metric, model, target, now)
        case "External":
            external(metric, model, target)
        default:
            let type = metric["type"]?.string ?? ""
            failure = ("InvalidMetricSourceType", "metrics of type \(type) aren't known to this stand-in")
        }
    }

    private mutating func resource(
        _ metric: JSONValue, _ model: ClusterModel, _ target: ClusterModel.ScaleTarget, _ now: Double
    ) {
        let key = metric["type"]?.string == "ContainerResource" ? "containerResource" : "resource"
        let name = metric[key, "name"]?.string ?? "cpu"
        let goal = metric[key, "target"]
        let percent = goal?["averageUtilization"]?.integer
        let value = Quantity(goal?["averageValue"])?.milli
        let selector = LabelSelector(target.object["spec", "selector"])
        let namespace = target.object.storedName.namespace
        let candidates = model.store.list(.pods, namespace: namespace).filter { pod in
            selector.matches(pod.labels) && !pod.isTerminating && pod["status", "phase"]?.string != "Succeeded"
        }
        let pods = candidates.map { pod in
            AutoscalerMetric.pod(pod, model.lives[pod.storedName], resource: name)
        }
        let prefix = "failed to get \(name) utilization: "
        if percent != nil, let pod = candidates.first(where: { PodShape.request(name, of: $0) == nil }) {
            let container = pod["spec", "containers"]?.array?.first?["name"]?.string ?? ""
            let reason = "missing request for \(name) in container \(container) of Pod \(pod.storedName.name)"
            failure = ("FailedGetResourceMetric", prefix + reason)
            return
        }
        let goalKind = percent.map { MetricProposal.Target.utilisation($0) } ?? .averageValue(value ?? 1)
        guard model.settings.hasMetrics,
            let result = MetricProposal.resource(goalKind, pods: pods, current: target.replicas)
        else {
            failure = (
                "FailedGetResourceMetric",
                prefix + "unable to get metrics for resource \(name): no metrics returned from resource metrics API"
            )
            return
        }
        proposal = result.replicas
        cause = "\(name) resource utilization (percentage of request)"
        shown = [
            "type": metric["type"] ?? "",
            key: [
                "name": .string(name),
                "current": JSONValue(present: [
                    "averageUtilization": percent == nil ? nil : result.utilisation.map { .integer($0) },
                    "averageValue": .string(Quantity(milli: result.averageMilli).text),
                ]),
            ],
        ]
    }

    /// A pod as the autoscaler sees it: for five minutes after its start its processor time counts only once it is
    /// ready and was measured since.
    private static func pod(_ pod: JSONValue, _ life: PodLife?, resource: String) -> MetricProposal.Pod {
        let request = PodShape.request(resource, of: pod) ?? 0
        let isCPU = resource == "cpu"
        let usage = life?.usage.map { isCPU ? $0.cpuMilli : $0.memoryBytes * 1000 }
        let isPending = pod["status", "phase"]?.string == "Pending"
        let isReady = !isPending && (!isCPU || PodShape.isReady(pod))
        // A pod that hasn't begun has no usage, and counts as not ready rather than as unknown.
        return MetricProposal.Pod(usage: isPending ? 0 : usage, request: request, isReady: isReady)
    }

    private mutating func external(_ metric: JSONValue, _ model: ClusterModel, _ target: ClusterModel.ScaleTarget) {
        let name = metric["external", "metric", "name"]?.string ?? ""
        let goal = Quantity(metric["external", "target", "averageValue"] ?? metric["external", "target", "value"])
        guard
            let milli = model.externalMetric(
                metric["external", "metric"], namespace: target.object.storedName.namespace)
        else {
            let message = "unable to get external metric \(target.object.storedName.namespace)/\(name)/nil"
            failure = ("FailedGetExternalMetric", "failed to get \(name) external metric: \(message)")
            return
        }
        let result = MetricProposal.external(
            milli: milli, averageValueMilli: goal?.milli ?? 0, current: target.statusReplicas)
        proposal = max(result.replicas, 1)
        cause = "external metric \(name)(nil)"
        shown = [
            "type": "External",
            "external": [
                "metric": metric["external", "metric"] ?? [:],
                "current": ["averageValue": .string(Quantity(milli: result.averageMilli).text)],
            ],
        ]
    }
}
