/// A metric an autoscaler follows, with the target it holds the metric to.
public struct ScalingMetric: Sendable, Hashable {
    /// The metric's name: cpu, memory, “cpu of app” for one container's, or an external metric's own.
    public var name: String
    /// The value it is held to.
    public var target: Target

    /// A target in one of the three forms the API has.
    public enum Target: Sendable, Hashable {
        /// Per cent of what the pods ask for, averaged over them.
        case utilization(Int)
        /// An amount for each pod, averaged over them.
        case averageValue(Quantity)
        /// An amount for the metric as a whole.
        case value(Quantity)
    }

    /// The target as text: 50 %, 500m a pod, 20.
    public var targetText: String {
        switch target {
        case .utilization(let percent): "\(percent) %"
        case .averageValue(let quantity): "\(quantity) a pod"
        case .value(let quantity): "\(quantity)"
        }
    }
}

/// A value of a metric that an autoscaler read.
public struct MetricReading: Sendable, Hashable {
    /// The metric's name.
    public var name: String
    /// Per cent of what the pods ask for, for targets of that form.
    public var utilization: Int?
    /// The amount for each pod.
    public var averageValue: Quantity?
    /// The amount as a whole.
    public var value: Quantity?

    /// How many times its target the metric stands at; nil when the reading lacks the target's form, or the target is zero.
    package func ratio(to metric: ScalingMetric) -> Double? {
        let ratio: Double? =
            switch metric.target {
            case .utilization(let percent): utilization.map { Double($0) / Double(percent) }
            case .averageValue(let quantity): averageValue.map { $0.value / quantity.value }
            case .value(let quantity): value.map { $0.value / quantity.value }
            }
        return ratio.flatMap { $0.isFinite ? $0 : nil }
    }

    /// The reading as text: 225 %, 834m a pod, 20.
    public var text: String {
        if let utilization { return "\(utilization) %" }
        if let averageValue { return "\(averageValue) a pod" }
        return value.map { "\($0)" } ?? "unknown"
    }

    /// The reading in the form of the target it is held to, beside which an API server may write others, some of them zero.
    package func text(heldTo metric: ScalingMetric) -> String {
        let own: String? =
            switch metric.target {
            case .utilization: utilization.map { "\($0) %" }
            case .averageValue: averageValue.map { "\($0) a pod" }
            case .value: value.map { "\($0)" }
            }
        return own ?? text
    }
}

/// An entry of the autoscaler's lists of metrics, wanted or read: one of five sources under its own key.
package struct MetricEntry: Decodable {
    private var type: String?
    private var resource: Source?
    private var containerResource: Source?
    private var pods: Source?
    private var object: Source?
    private var external: Source?

    /// A source: the metric's name stands beside it or inside it, depending on the kind.
    private struct Source: Decodable {
        struct Identity: Decodable { var name: String }
        struct Values: Decodable {
            var averageUtilization: Int?
            var averageValue: Quantity?
            var value: Quantity?
        }
        var name: String?
        var container: String?
        var metric: Identity?
        var target: Values?
        var current: Values?

        /// A container's metric bears the same name as the pods' own, which may stand beside it.
        var fullName: String? {
            name.map { name in container.map { "\(name) of \($0)" } ?? name } ?? metric?.name
        }
    }

    /// The entry's source; nil for the entry of an unknown metric, whose type is empty.
    private var source: Source? { resource ?? containerResource ?? pods ?? object ?? external }

    /// The metric's own name; nil for the entry of an unknown metric.
    private var ownName: String? { source?.fullName }

    /// Names the wanted metrics so that each name is one's alone: two queues' lengths may bear the same, told apart by their
    /// selectors only.
    static func named(_ entries: [MetricEntry]) -> [(entry: MetricEntry, name: String?)] {
        var seen: [String: Int] = [:]
        return entries.map { entry in
            guard let name = entry.ownName else { return (entry, nil) }
            seen[name, default: 0] += 1
            return (entry, seen[name] == 1 ? name : "\(name) #\(seen[name] ?? 1)")
        }
    }

    /// The entries as readings of the wanted metrics, in whose order the controller writes them.
    static func readings(
        _ entries: [MetricEntry], wanted: [(entry: MetricEntry, name: String?)]
    ) -> [MetricReading] {
        entries.enumerated().compactMap { index, entry in
            guard let own = entry.ownName else { return nil }
            let isInOrder = entries.count == wanted.count && wanted[index].entry.ownName == own
            return entry.reading(named: isInOrder ? wanted[index].name ?? own : own)
        }
    }

    /// The entry as a wanted metric.
    func metric(named name: String?) -> ScalingMetric? {
        guard let name, let target = source?.target else { return nil }
        if let percent = target.averageUtilization { return ScalingMetric(name: name, target: .utilization(percent)) }
        if let each = target.averageValue { return ScalingMetric(name: name, target: .averageValue(each)) }
        return target.value.map { ScalingMetric(name: name, target: .value($0)) }
    }

    /// The entry as a reading; nil when the value is unknown.
    private func reading(named name: String) -> MetricReading? {
        guard let current = source?.current else { return nil }
        let reading = MetricReading(
            name: name, utilization: current.averageUtilization, averageValue: current.averageValue,
            value: current.value
        )
        return reading.utilization == nil && reading.averageValue == nil && reading.value == nil ? nil : reading
    }
}
