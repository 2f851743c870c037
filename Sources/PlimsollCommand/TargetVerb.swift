import Foundation
import Serving
import StandIns

/// Serves an embedded target as a process of its own, until it is interrupted.
struct TargetVerb: Verb {
    static let usage = Usage(
        name: "target",
        summary: "Serve an embedded target: a chat service, a web shop or an image API",
        positionals: "chat|shop|images",
        options: [
            .value("--port", "<port>", "where to serve on loopback, 0 for a free port; default 8080"),
            .value("--replicas", "<n>", "the replicas that share the requests; default 2"),
            .value("--slots", "<n>", "the requests that a replica serves at once; default 8"),
            .value("--service-time", "<duration>", "the time a replica takes for a request; default 20ms"),
            .value("--spread", "<part>", "how far times lie around it: none, exponential, or 0.2 for ±20 %"),
            .value("--queue", "<n>", "the requests that may wait; beyond, 503; default 1000"),
            .value("--balancing", "<kind>", "round-robin, or per-connection as through a Kubernetes service"),
            .value("--faults", "<faults>", "slower=20%, slow=1%x10, errors=5%, closed=1%, stall=1s/10s, by commas"),
            .value("--seed", "<n>", "what times and faults are drawn from; default 1"),
            .flag("--cluster", "make the chat's replicas pods of a small cluster that kubectl talks to"),
            .value("--time-factor", "<n>", "how many times as fast as real time the cluster lives; default 1"),
        ],
        discussion: """
            Capacity and faults can be changed while it runs:
              curl -X PUT localhost:8080/admin/capacity -d '{"replicas": 4}'
              curl -X PUT localhost:8080/admin/faults -d '{"slower_percent": 20}'
            With --cluster the number of replicas is the cluster's business: its autoscaler keeps 2 to 10 of them.
            """
    )

    let options: TargetOptions

    init(_ arguments: inout Arguments) {
        options = TargetOptions(&arguments)
    }

    func run() async throws -> ExitCode {
        do {
            if let cluster = options.cluster {
                try await serve(cluster)
            } else {
                let target = try options.kind.start(options.settings)
                LiveLine.print("\(options.kind.rawValue) serves on \(target.url) – Ctrl-C ends it")
                try await Interrupt.wait()
                target.stop()
            }
        } catch let error as StandInError {
            throw CommandFailure(.usage, error.description)
        } catch let error as HTTPServerError {
            throw CommandFailure(.usage, error.description)
        }
        return .success
    }

    private func serve(_ settings: ClusterSettings) async throws {
        let chat = try ChatCluster.start(options.settings, cluster: settings)
        LiveLine.print(
            """
            export KUBECONFIG=\(chat.cluster.kubeconfig)
            # chat serves on \(chat.chat.url), its replicas are the pods of deployment/\(ChatCluster.deployment)
            # try: kubectl get pods,hpa – Ctrl-C ends it
            """)
        try await Interrupt.wait()
        chat.stop()
    }
}
