/// How the small cluster behaves; durations are simulated ones.
package struct ClusterSettings: Sendable {
    /// How many simulated seconds pass in a real one.
    package var timeFactor: Double = 1
    /// Namespaces there are from the start, beside `default` and `kube-system`.
    package var namespaces: [String] = []
    package var nodes: Int = 3
    /// The cores of each node.
    package var coresPerNode: Int = 16
    /// From a pod's creation until it has a node.
    package var schedulingDelay: Duration = .milliseconds(200)
    /// From then until its container runs.
    package var startDelay: Duration = .seconds(2)
    /// From then until it is ready; the annotation `plimsoll/ready-after` (seconds) of a pod overrules it.
    package var readyDelay: Duration = .seconds(3)
    /// How long a pod needs to end, at most its grace period; `plimsoll/terminate-after` overrules it.
    package var terminationDelay: Duration = .seconds(5)
    /// How often the autoscaler looks.
    package var autoscalerPeriod: Duration = .seconds(15)
    /// How often usage is measured; a figure is the mean over this time.
    package var metricsPeriod: Duration = .seconds(15)
    /// Whether there is a metrics server.
    package var hasMetrics = true
    /// What identifiers and names are drawn from.
    package var seed: UInt64 = 1

    package init() {}
}
