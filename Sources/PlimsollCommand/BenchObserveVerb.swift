import Cluster
import Foundation
import Measurement

/// Measures what observing a cluster costs the load generator: processor, memory, and how late a change is known.
struct BenchObserveVerb: Verb {
    static let usage = Usage(
        name: "bench observe",
        summary: "Measure what observing a cluster through kubectl costs, on a small cluster of many pods",
        options: [
            .value("--pods", "<n>", "pods that are observed (default 500)"),
            .value("--changes", "<n>", "changes a second of their readiness (default 50)"),
            .value("--for", "<duration>", "how long to measure (default 30s)"),
            .value("--kubectl", "<command>", "the kubectl to run; default: PLIMSOLL_KUBECTL, or the one on the PATH"),
        ],
        discussion: """
            The cluster is a process of its own. The processor's time and the memory are those of the observer on one hand and of
            its kubectl processes, which share most of their memory, on the other. Build with `swift build -c release`.
            """,
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let pods: Int
    private let changes: Double
    private let time: Duration
    private let kubectl: String?

    init(_ arguments: inout Arguments) {
        pods = arguments.integer("--pods", in: 1...5000, default: 500)
        changes = arguments.number("--changes", in: 0.1...1000, default: 50)
        time = arguments.duration("--for", default: .seconds(30))
        kubectl = arguments.text("--kubectl")
    }

    func run() async throws -> ExitCode {
        let cluster = try ObservedCluster(pods: pods, changes: changes)
        defer { cluster.stop() }
        var access = ClusterAccess(environment: ProcessInfo.processInfo.environment)
        (access.kubeconfig, access.namespace, access.context) = (cluster.kubeconfig, BenchClusterVerb.namespace, nil)
        if let kubectl { access.kubectl = kubectl }
        let delays = ChangeDelays()
        let observation: ScalingObservation
        do {
            observation = try await Cluster(access).observe(ObservationSettings(.deployment("web"))) {
                delays.learnt($0)
            }
        } catch let error as ClusterError {
            throw CommandFailure(.missing, error.description)
        }
        // The lists at the beginning are not what observing costs.
        try await Task.sleep(for: .seconds(3))
        delays.begin()
        let before = ObserverCost()
        try await Task.sleep(for: time)
        let cost = ObserverCost().since(before)
        let heard = delays.all
        let gaps = observation.timeline.gaps
        observation.finish()
        guard !heard.isEmpty else { throw CommandFailure(.testFailed, "no change was seen in \(time.brief)") }
        print(
            """
            observed    \(pods) pods, \(changes.short()) changes a second, for \(time.brief)
            plimsoll    \(cost.own.short()) % of a core, \((cost.ownBytes / 0x1p20).short()) MiB resident at most, \
            \((cost.ownDataBytes / 0x1p20).short()) MiB at the end without the program's own text
            kubectl     \(cost.kubectl.short()) % of a core, \((cost.kubectlBytes / 0x1p20).short()) MiB in \(cost.processes) processes, \
            what they share counted once
            lateness    median \(heard[heard.count / 2].brief), p99 \(heard[min(heard.count - 1, heard.count * 99 / 100)].brief), \
            at most \(heard[heard.count - 1].brief), of \(heard.count) changes
            """)
        for gap in gaps { print("gap         \(gap.source.text): \(gap.reason)") }
        return .success
    }
}
