internal import Foundation
import Serving
import Synchronization

/// A cluster of simulated pods whose API server real `kubectl` talks to over HTTP on loopback.
///
/// Deployments, replica sets, stateful sets, jobs, services, events, autoscalers and KEDA's ScaledObjects work as the
/// Kubernetes and KEDA documentation say; other kinds are kept and given back. Nothing runs in a pod, but a workload
/// can stand for an embedded target (``serve(_:as:namespace:memoryBytes:)``): then its ready pods are the target's
/// replicas, and what they use is how busy those are, so that one sees load → processor → replicas → latency.
///
/// The durations of the simulation pass by ``ClusterSettings/timeFactor`` times as fast as real time; time stamps are
/// real. What isn't there: port-forward, exec, attach and logs; ownership of fields in server-side apply (its patches
/// are merged); paging; admission beyond the obvious.
package final class SmallCluster: Sendable {
    let state: Mutex<ClusterRun>
    let server: Mutex<HTTPServer?>
    let timer = TimerThread()
    let startedNs = TimerThread.now()
    let settings: ClusterSettings
    private let folder: URL
    /// The port of the API server, which it keeps.
    package let port: Int

    /// Starts the cluster.
    ///
    /// - Parameter port: where the API server serves on loopback, 0 for a free one.
    /// - Throws: `HTTPServerError`; errors of writing the kubeconfig.
    package init(_ settings: ClusterSettings = ClusterSettings(), port: Int = 0) throws {
        self.settings = settings
        let start = ClusterTime(seconds: 0, epochMicroseconds: SmallCluster.epochMicroseconds())
        state = Mutex(ClusterRun(model: ClusterModel(settings, now: start)))
        let handlers = Handlers()
        let server = try HTTPServer(.init(port: port)) { handlers.handle($0, $1) }
        self.server = Mutex(server)
        self.port = server.port
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-cluster-\(getpid())-\(server.port)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(Kubeconfig.text(port: server.port, namespace: settings.namespaces.first ?? "default").utf8)
            .write(to: folder.appending(path: "config"))
        handlers.cluster.withLock { $0 = Weak(cluster: self) }
        scheduleTick()
        scheduleReading()
    }

    /// What the server calls; it is made before the cluster is.
    private final class Handlers: Sendable {
        let cluster = Mutex<Weak?>(nil)

        func handle(_ request: HTTPRequest, _ reply: HTTPReply) {
            guard let cluster = cluster.withLock({ $0?.cluster }) else {
                reply.send(.text("the cluster is not there yet\n", status: 503))
                return
            }
            cluster.handle(request, reply)
        }
    }

    private struct Weak: Sendable {
        weak let cluster: SmallCluster?
    }

    /// The path of a kubeconfig file for it, which `KUBECONFIG` can name.
    package var kubeconfig: String { folder.appending(path: "config").path }

    /// A folder for `kubectl --cache-dir`, which goes with the cluster.
    package var cacheFolder: String { folder.appending(path: "cache").path }

    /// Where the API server serves.
    package var url: String { "http://127.0.0.1:\(port)" }

    /// Ends it: watches are closed, files removed.
    package func stop() {
        timer.stop()
        thaw()
        server.withLock { server in
            server?.stop()
            server = nil
        }
        try? FileManager.default.removeItem(at: folder)
    }

    deinit {
        stop()
    }
}
