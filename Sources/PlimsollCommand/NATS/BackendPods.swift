import Cluster
import Foundation

/// Counts the backend's pods that take work, in the cluster that PLIMSOLL_KUBECTL and its like choose.
struct BackendPods: Sendable {
    let namespace: String
    let selector: String

    init?(_ text: String) {
        let parts = text.split(separator: "/", maxSplits: 1).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        (namespace, selector) = (parts[0], parts[1])
    }

    /// How many pods are ready, or why that isn't known. Blocks.
    func count() -> String {
        var access = ClusterAccess(environment: ProcessInfo.processInfo.environment)
        access.namespace = namespace
        do {
            return "\(try Kubectl(access).readyPods(selector, atMost: .seconds(4)))"
        } catch {
            return "not known (\(error))"
        }
    }
}
