/// How the requests were spread over the pods, from counts by pod and second.
///
/// The counts come from a response header that names the pod, or from the pods' own metrics.
public struct TrafficSpread: Sendable, Equatable {
    /// Each pod's share, the busiest first.
    public let pods: [PodTraffic]

    /// A pod's share of the requests.
    public struct PodTraffic: Sendable, Hashable {
        /// The pod's name, or what stands for it in the header.
        public var pod: String
        /// The requests it served.
        public var requests: Int
        /// When it served its first one, since the load's start, with a resolution of a second.
        public var first: Duration?
        /// When it served its last one.
        public var last: Duration?
    }

    /// Requests of a pod in a second of the load.
    public struct Count: Sendable, Hashable {
        /// The second of the load.
        public var second: Int
        /// The pod's name.
        public var pod: String
        /// The requests it served in it.
        public var requests: Int

        /// Makes a count.
        public init(second: Int, pod: String, requests: Int) {
            self.second = second
            self.pod = pod
            self.requests = requests
        }
    }

    /// Adds up counts by pod and second, in any order.
    public init(_ counts: some Sequence<Count>) {
        var byPod: [String: PodTraffic] = [:]
        for count in counts where count.requests > 0 {
            let at = Duration.seconds(count.second)
            var traffic = byPod[count.pod] ?? PodTraffic(pod: count.pod, requests: 0)
            traffic.requests += count.requests
            traffic.first = min(traffic.first ?? at, at)
            traffic.last = max(traffic.last ?? at, at)
            byPod[count.pod] = traffic
        }
        pods = byPod.values.sorted { ($1.requests, $0.pod) < ($0.requests, $1.pod) }
    }

    /// The requests of all pods.
    public var requests: Int { pods.map(\.requests).reduce(0, +) }

    /// The share of the requests a pod served, from 0 to 1; zero for one that served none.
    public func share(of pod: String) -> Double {
        guard requests > 0, let traffic = pods.first(where: { $0.pod == pod }) else { return 0 }
        return Double(traffic.requests) / Double(requests)
    }

    /// Why a ready pod may get no traffic, as the end of a sentence.
    package var keepAliveHint: String {
        ": callers that keep their connections open stay with the pods they reached first; recycle the connections to tell "
            + "the autoscaler's fault from theirs"
    }
}
