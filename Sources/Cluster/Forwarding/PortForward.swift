internal import Foundation
internal import Measurement
internal import Processes
internal import Synchronization

/// A port of this machine that kubectl forwards to a service or a pod: opened, watched, opened again when it breaks, closed.
///
/// kubectl forwards to *one* pod of a service, the one it finds when it begins. What is measured through it is that pod and
/// not the service: for load prefer a direct URL where there is one.
public final class PortForward: Sendable {
    /// What is forwarded to, as kubectl writes it: service/llm-chatbot-backend.
    public let target: String
    /// The port of this machine.
    public let localPort: Int
    private let stop: StopSignal
    private let state: Mutex<State>

    /// What has become of it so far.
    private struct State {
        var reopened = 0
        var trouble: String?
        var hasEnded = false
    }

    private init(target: String, localPort: Int, stop: StopSignal) {
        self.target = target
        self.localPort = localPort
        self.stop = stop
        state = Mutex(State())
    }

    deinit {
        close()
    }

    /// Its address.
    public var url: String { "http://127.0.0.1:\(localPort)" }

    /// How often it broke and was opened again.
    public var reopenings: Int { state.withLock { $0.reopened } }

    /// Why it is broken now, in one sentence; nil while it stands.
    public var trouble: String? { state.withLock { $0.trouble } }

    /// Whether kubectl has ended for good.
    package var hasEnded: Bool { state.withLock { $0.hasEnded } }

    /// What to say beside any figure that was measured through it.
    public var caution: String {
        "measured through a port-forward to \(target), which reaches one pod only: how the service spreads its load, and what "
            + "more pods would gain, can't be seen; give a direct URL where there is one"
    }

    /// Closes it, and ends its process.
    public func close() {
        stop.stop()
    }

    /// Opens a port and waits until it takes connections. Blocks.
    ///
    /// - Throws: one sentence: no such service, no pod behind it, port not exposed, port in use …
    package static func open(
        _ target: String, port: Int, localPort: Int?, kubectl: Kubectl, patience: Duration = .seconds(30)
    ) throws -> PortForward {
        let stop = StopSignal()
        let opened = StopSignal()
        let first = Mutex<Result<PortForward, ClusterError>?>(nil)
        Thread.detachNewThread {
            // Weak: whoever opened it and lets go of it closes it.
            weak var living: PortForward?
            var wanted = localPort ?? 0
            var pause = Duration.milliseconds(250)
            while !stop.isStopped {
                let arguments = [
                    "port-forward", "--namespace", kubectl.namespace, "--address", "127.0.0.1",
                    // kubectl waits for a running pod, a minute if it isn't told, which is longer than anybody waits for it.
                    "--pod-running-timeout=15s", target,
                    wanted == 0 ? ":\(port)" : "\(wanted):\(port)",
                ]
                let ending = try? kubectl.call(arguments).run(stops: [stop]) { line in
                    guard let local = Self.localPort(in: String(decoding: line, as: UTF8.self)) else { return }
                    pause = .milliseconds(250)
                    if let known = living {
                        known.state.withLock { $0.trouble = nil }
                    } else if first.withLock({ $0 == nil }) {
                        wanted = local
                        let made = PortForward(target: target, localPort: local, stop: stop)
                        living = made
                        first.withLock { $0 = .success(made) }
                        opened.stop()
                    }
                }
                if stop.isStopped { break }
                let error = Self.error(ending, target: target, port: port, wanted: wanted)
                guard let known = living else {
                    // It never stood: say why, and let the caller decide.
                    first.withLock { held in
                        if held == nil { held = .failure(error) }
                    }
                    opened.stop()
                    return
                }
                known.state.withLock { state in
                    state.reopened += 1
                    state.trouble = error.description
                }
                _ = stop.wait(atMost: pause)
                pause = min(pause * 2, .seconds(5))
            }
            living?.state.withLock { $0.hasEnded = true }
        }
        _ = opened.wait(atMost: patience)
        defer { first.withLock { $0 = .failure(ClusterError(.notForwarded, "taken")) } }
        switch first.withLock({ $0 }) {
        case .success(let forward): return forward
        case .failure(let error): throw error
        case nil:
            stop.stop()
            throw ClusterError(
                .notForwarded,
                "kubectl did not open a port to \(target) within \(patience.brief): is the API server alive?")
        }
    }

    /// The local port in kubectl's line “Forwarding from 127.0.0.1:40123 -> 8080”.
    static func localPort(in line: String) -> Int? {
        guard let range = line.firstRange(of: "Forwarding from 127.0.0.1:") else { return nil }
        return Int(line[range.upperBound...].prefix { $0.isNumber })
    }

    /// The sentence for an end of kubectl.
    private static func error(_ ending: ProcessEnding?, target: String, port: Int, wanted: Int) -> ClusterError {
        guard let ending else { return ClusterError(.noKubectl, "kubectl could not be started") }
        let words = ending.errors
        if words.contains("does not have a service port") || words.contains("does not have a named port") {
            return ClusterError(
                .notForwarded, "\(target) has no port \(port): see “kubectl get \(target)” for those it has")
        }
        if words.contains("address already in use") || words.contains("unable to listen on any of the requested ports")
        {
            return ClusterError(
                .notForwarded,
                "port \(wanted) of this machine is in use: choose another, or none to be given a free one")
        }
        let signs = ["no pods", "unable to find pods", "pod is not running", "timed out waiting for the condition"]
        if signs.contains(where: { words.contains($0) }) {
            return ClusterError(
                .notForwarded, "no running pod stands behind \(target), so there is nothing to forward to")
        }
        if words.contains("lost connection to pod") {
            return ClusterError(.notForwarded, "the pod behind the port-forward to \(target) is gone")
        }
        return ClusterError(ending, purpose: "forward a port to \(target)")
    }
}

// MARK: -

extension Cluster {
    /// Forwards a port of this machine to a service.
    ///
    /// - Parameters:
    ///   - service: the service's name.
    ///   - port: the service's port.
    ///   - localPort: the port of this machine; nil for a free one.
    public func forward(service: String, port: Int, localPort: Int? = nil) async throws -> PortForward {
        let access = access
        return try await Kubectl.offPool {
            try PortForward.open("service/\(service)", port: port, localPort: localPort, kubectl: Kubectl(access))
        }
    }
}
