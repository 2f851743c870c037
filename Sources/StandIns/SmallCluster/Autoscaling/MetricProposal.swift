/// How many replicas one metric asks for.
///
/// After “Algorithm details” of the Kubernetes page on horizontal pod autoscaling, and the controller's
/// `GetResourceReplicas` where the page is silent.
enum MetricProposal {
    /// Within this distance from 1 the ratio of what is to what should be changes nothing.
    static let tolerance = 0.1

    /// One pod as the autoscaler sees it.
    struct Pod: Sendable, Equatable {
        /// What it uses, nil when that isn't known.
        var usage: Int?
        /// What its containers ask for of the resource.
        var request: Int
        var isReady: Bool
    }

    /// A proposal, and the figures that the autoscaler's status shows.
    struct Result: Sendable, Equatable {
        var replicas: Int
        /// In percent of the request.
        var utilisation: Int?
        /// The mean per pod, in thousandths.
        var averageMilli: Int
    }

    enum Target: Sendable, Equatable {
        /// In percent of what the containers ask for.
        case utilisation(Int)
        /// Per pod, in thousandths.
        case averageValue(Int)
    }

    /// The replicas for a resource that pods use; nil when no pod's usage is known.
    ///
    /// A pod that isn't ready counts as using nothing when more are asked for; one whose usage isn't known as using
    /// nothing when more, and as using all it asked for when fewer are asked for. If these turn the direction around,
    /// nothing changes.
    static func resource(_ target: Target, pods: [Pod], current: Int) -> Result? {
        let measured = pods.filter { $0.isReady && $0.usage != nil }
        guard !measured.isEmpty else { return nil }
        let missing = pods.filter { $0.usage == nil }
        let unready = pods.filter { !$0.isReady && $0.usage != nil }
        let usage = measured.reduce(0) { $0 + ($1.usage ?? 0) }
        let ratio = ratio(usage, of: measured, target)
        let result = { (replicas: Int) in
            let requests = measured.reduce(0) { $0 + $1.request }
            return Result(
                replicas: replicas, utilisation: requests > 0 ? usage * 100 / requests : nil,
                averageMilli: usage / measured.count)
        }
        guard !missing.isEmpty || !unready.isEmpty && ratio > 1 else {
            guard abs(ratio - 1) > tolerance else { return result(current) }
            return result(Int((ratio * Double(measured.count)).rounded(.up)))
        }
        var counted = measured
        if ratio < 1 {
            counted += missing.map { Pod(usage: fallback(target, $0), request: $0.request, isReady: true) }
        } else if ratio > 1 {
            counted += missing.map { Pod(usage: 0, request: $0.request, isReady: true) }
            counted += unready.map { Pod(usage: 0, request: $0.request, isReady: true) }
        }
        let corrected = self.ratio(counted.reduce(0) { $0 + ($1.usage ?? 0) }, of: counted, target)
        guard abs(corrected - 1) > tolerance, (corrected > 1) == (ratio > 1) else { return result(current) }
        let replicas = Int((corrected * Double(counted.count)).rounded(.up))
        let turnsAround = corrected < 1 ? replicas > current : replicas < current
        return result(turnsAround ? current : replicas)
    }

    /// The replicas for a figure from outside, so much of which each pod shall have: KEDA's way.
    static func external(milli: Int, averageValueMilli target: Int, current: Int) -> Result {
        let average = current > 0 ? Int((Double(milli) / Double(current)).rounded(.up)) : milli
        guard target > 0 else { return Result(replicas: current, averageMilli: average) }
        let ratio = Double(milli) / (Double(target) * Double(max(1, current)))
        let replicas =
            abs(ratio - 1) > tolerance ? Int((Double(milli) / Double(target)).rounded(.up)) : current
        return Result(replicas: replicas, averageMilli: average)
    }

    private static func ratio(_ usage: Int, of pods: [Pod], _ target: Target) -> Double {
        switch target {
        case .utilisation(let percent):
            // In whole percent, as the controller calculates.
            let requests = pods.reduce(0) { $0 + $1.request }
            return requests > 0 ? Double(usage * 100 / requests) / Double(percent) : 0
        case .averageValue(let milli):
            return Double(usage / pods.count) / Double(milli)
        }
    }

    private static func fallback(_ target: Target, _ pod: Pod) -> Int {
        switch target {
        case .utilisation(let percent): pod.request * max(100, percent) / 100
        case .averageValue(let milli): milli
        }
    }
}
