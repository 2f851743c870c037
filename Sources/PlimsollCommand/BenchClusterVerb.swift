import Foundation
import StandIns

/// A small cluster with many pods of which some change every second: what `bench observe` watches, as a process of its own.
struct BenchClusterVerb: Verb {
    static let usage = Usage(
        name: "bench cluster",
        summary: "Serve a small cluster whose pods change (called by bench observe)",
        options: [
            .value("--pods", "<n>", "pods of its deployment (default 500)"),
            .value("--changes", "<n>", "changes a second of their readiness (default 50)"),
        ])

    /// Where its deployment `web` is.
    static let namespace = "load"
    /// What the reason of a pod that isn't ready begins with; behind it the microseconds since 1970 when it ceased to be.
    static let mark = "Changed"

    private let pods: Int
    private let changes: Double

    init(_ arguments: inout Arguments) {
        pods = arguments.integer("--pods", in: 1...5000, default: 500)
        changes = arguments.number("--changes", in: 0.1...1000, default: 50)
    }

    func run() async throws -> ExitCode {
        var settings = ClusterSettings()
        settings.namespaces = [Self.namespace]
        settings.nodes = max(3, pods / 50)
        settings.schedulingDelay = .zero
        (settings.startDelay, settings.readyDelay) = (.milliseconds(100), .milliseconds(100))
        let cluster = try SmallCluster(settings)
        try cluster.create(deployment)
        while cluster.readyPods(of: "web", namespace: Self.namespace).count < pods {
            try await Task.sleep(for: .milliseconds(100))
        }
        let names = cluster.readyPods(of: "web", namespace: Self.namespace)
        LiveLine.print(cluster.kubeconfig)
        let pause = Duration.seconds(1 / changes)
        let changing = Task {
            var next = ContinuousClock.now
            var turn = 0
            while !Task.isCancelled {
                next += pause
                try await Task.sleep(until: next, clock: .continuous)
                // Each pod in its turn ceases to be ready, and is ready again half a round later.
                let isReady = turn % 2 == 1
                let place = (turn / 2 + (isReady ? names.count / 2 : 0)) % names.count
                let reason = isReady ? nil : Self.mark + "\(Int64(Date().timeIntervalSince1970 * 1e6))"
                cluster.setReadiness(isReady, of: names[place], namespace: Self.namespace, reason: reason)
                turn += 1
            }
        }
        try await Interrupt.wait()
        changing.cancel()
        cluster.stop()
        return .success
    }

    private var deployment: JSONValue {
        let labels: JSONValue = ["app": "web"]
        let container: JSONValue = [
            "name": "app", "image": "example/web:1",
            "resources": ["requests": ["cpu": "100m", "memory": "64Mi"], "limits": ["cpu": "1", "memory": "256Mi"]],
        ]
        return [
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": ["name": "web", "namespace": .string(Self.namespace), "labels": labels],
            "spec": [
                "replicas": .integer(pods), "selector": ["matchLabels": labels],
                "template": ["metadata": ["labels": labels], "spec": ["containers": [container]]],
            ],
        ]
    }
}
