/// What the pods of a workload use, as far as nobody measures it.
package enum Demand: Sendable, Equatable {
    /// Each pod uses as much.
    case perPod(cpuMilli: Int, memoryBytes: Int)
    /// So much processor time is wanted by all together; it is spread over the ready pods, each up to its limit.
    case shared(cpuMilli: Int, memoryBytesPerPod: Int)
    /// The share of its full power that each pod was busy with since the last measurement, by the pod's name: full
    /// power is the processor limit of its containers, twice their request without one, or one core.
    case busy([String: Double], memoryBytesPerPod: Int)

    /// What one pod uses.
    func usage(of pod: JSONValue, readyPods: Int) -> (cpuMilli: Int, memoryBytes: Int) {
        switch self {
        case .perPod(let cpu, let memory):
            return (cpu, memory)
        case .shared(let cpu, let memory):
            let share = PodShape.isReady(pod) && readyPods > 0 ? cpu / readyPods : 0
            return (min(share, PodShape.limit("cpu", of: pod) ?? share), memory)
        case .busy(let shares, let memory):
            let share = shares[pod.storedName.name] ?? 0
            // A container that idles still uses a little.
            return (max(1, Int((share * Double(Demand.fullPower(of: pod))).rounded())), memory)
        }
    }

    /// The processor time that a pod uses when all its slots are busy, in thousandths of a core.
    static func fullPower(of pod: JSONValue) -> Int {
        let containers = pod["spec", "containers"]?.array ?? []
        let hasLimits = containers.allSatisfy { $0["resources", "limits", "cpu"] != nil }
        if hasLimits, let limit = PodShape.limit("cpu", of: pod) { return limit }
        return PodShape.request("cpu", of: pod).map { $0 * 2 } ?? 1000
    }
}
