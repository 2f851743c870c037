/// Which pods go first when there are too many.
enum PodRanking {
    /// The pods in the order in which they are ended: without a node, not ready, ready for the shortest time.
    ///
    /// After `ActivePodsWithRanks` of the Kubernetes controllers, as far as it matters here.
    static func victims(_ pods: [JSONValue], lives: [StoredName: PodLife]) -> [JSONValue] {
        func rank(_ pod: JSONValue) -> (Int, Double, StoredName) {
            let life = lives[pod.storedName]
            let stage = pod["spec", "nodeName"] == nil ? 0 : PodShape.isReady(pod) ? 2 : 1
            return (stage, -(life?.readyAt ?? life?.createdAt ?? .infinity), pod.storedName)
        }
        return pods.sorted { rank($0) < rank($1) }
    }
}
