internal import Foundation

extension Kubectl {
    /// Counts the pods with some labels that take traffic. Blocks.
    ///
    /// Pods that run without being ready, and those that are about to go, aren't counted.
    package func readyPods(_ selector: String, atMost time: Duration) throws -> Int {
        let path = ResourcePath.pods.path(namespace: namespace, query: [(name: "labelSelector", value: selector)])
        let purpose = "list the pods in namespace \(namespace)"
        let answer = try read(path, to: purpose, atMost: time)
        do {
            return try VersionedList<Pod>(reading: answer).objects.count(where: \.isReady)
        } catch {
            throw Self.unreadable(error, when: purpose)
        }
    }
}
