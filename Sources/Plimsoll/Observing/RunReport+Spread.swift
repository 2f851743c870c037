public import Cluster
public import HTTPLoad
public import Measurement

extension RunReport {
    /// How the requests were spread over the pods; nil when they weren't counted with `countServer(of:)`.
    public var spread: TrafficSpread? {
        var counts: [TrafficSpread.Count] = []
        do {
            try forEachSlices { slices in
                for second in slices.seconds {
                    for (name, value) in second.counters where name.hasPrefix(Self.serverCounter) {
                        let pod = String(name.dropFirst(Self.serverCounter.count))
                        counts.append(TrafficSpread.Count(second: second.second, pod: pod, requests: Int(value)))
                    }
                }
            }
        } catch {
            // Slices that can't be read again tell nothing: no spread is better than a part of it.
            return nil
        }
        return counts.isEmpty ? nil : TrafficSpread(counts)
    }

    /// Counters of this name count a pod's requests.
    static let serverCounter = "served by "
}

extension HTTPUser {
    /// Counts which pod served a request, from a header of its answer that names the pod.
    ///
    /// With this a report tells how the load was spread over the pods, and a timeline when a new pod served first and
    /// which ones idle because callers keep their connections.
    public func countServer(of response: Response, header: String = "X-Served-By") {
        guard let pod = response.header(header), !pod.isEmpty else { return }
        count(RunReport.serverCounter + pod)
    }
}
