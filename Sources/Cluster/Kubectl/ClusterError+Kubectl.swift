package import Processes

extension ClusterError {
    /// Reads what kubectl complained of.
    ///
    /// - Parameters:
    ///   - ending: how kubectl ended.
    ///   - purpose: what it was to do, as in “list the pods in namespace load”.
    package init(_ ending: ProcessEnding, purpose: String) {
        if ending.cause == .deadline {
            self = Self.frozen("", purpose)
            return
        }
        let complaints = Self.complaints(in: ending.errors)
        // Advice may follow the line that says what is wrong, so that the last line need not be the telling one.
        for (sign, make) in Self.signs {
            guard let complaint = complaints.last(where: { $0.contains(sign) }) else { continue }
            self = make(complaint, purpose)
            return
        }
        guard let complaint = complaints.last else {
            self.init(.other, "kubectl ended with exit code \(ending.status) and no word when asked to \(purpose)")
            return
        }
        self.init(.other, "kubectl could not \(purpose): \(complaint)")
    }

    /// The signs in kubectl's complaints, the more telling ones first.
    private static let signs: [(sign: String, make: @Sendable (String, String) -> ClusterError)] = [
        (
            "server localhost:8080 was refused",
            { _, _ in
                ClusterError(
                    .notConfigured,
                    "kubectl knows no cluster (it tried localhost:8080): set KUBECONFIG, or PLIMSOLL_KUBE_CONTEXT to one of "
                        + "“kubectl config get-contexts”")
            }
        ),
        (
            "getting credentials:",
            { complaint, purpose in
                let reason = complaint.split(separator: "getting credentials: ", maxSplits: 1).last ?? ""
                return ClusterError(
                    .unauthorized,
                    "kubectl's credential plug-in gave no credentials to \(purpose) (\(reason)): log in to the cluster, or "
                        + "install the plug-in that the kubeconfig names")
            }
        ),
        ("context deadline exceeded", { Self.frozen($0, $1) }),
        ("TLS handshake timeout", { Self.frozen($0, $1) }),
        ("Client.Timeout exceeded", { Self.frozen($0, $1) }),
        ("i/o timeout", { Self.frozen($0, $1) }),
        (
            "(Forbidden)",
            { complaint, purpose in
                let reason = complaint.split(separator: "(Forbidden): ", maxSplits: 1).last ?? ""
                return ClusterError(
                    .forbidden,
                    "this user may not \(purpose) (\(reason)): ask for a role with the verbs get, list and watch")
            }
        ),
        ("(Unauthorized)", { Self.rejected($0, $1) }),
        ("has asked for the client to provide credentials", { Self.rejected($0, $1) }),
        (
            "could not find the requested resource",
            { _, purpose in
                ClusterError(.noSuchKind, "the cluster has no such kind of object when asked to \(purpose)")
            }
        ),
        (
            "doesn't have a resource type",
            { complaint, purpose in
                ClusterError(
                    .noSuchKind, "the cluster has no such kind of object when asked to \(purpose): \(complaint)")
            }
        ),
        (
            "(NotFound)",
            { complaint, purpose in
                let what = complaint.split(separator: "(NotFound): ", maxSplits: 1).last ?? ""
                return ClusterError(.notFound, "kubectl could not \(purpose): \(what)")
            }
        ),
        (
            "Metrics API not available",
            { _, _ in
                ClusterError(
                    .noMetrics,
                    "the metrics server does not answer (kubectl top: Metrics API not available), so usage is unknown: "
                        + "install metrics-server, or wait until it is ready")
            }
        ),
        (
            "metrics not available yet",
            { _, _ in
                ClusterError(
                    .noMetrics, "the metrics server has not measured the pods yet, so usage is unknown: wait a minute")
            }
        ),
        (
            "Metrics not available for pod",
            { complaint, _ in
                ClusterError(
                    .noMetrics,
                    "the metrics server measures none of the pods (\(complaint)), so usage is unknown: see its own log")
            }
        ),
        (
            "pods.metrics.k8s.io)",
            { _, _ in
                ClusterError(
                    .noMetrics,
                    "the metrics server is installed and does not answer, so usage is unknown: see “kubectl get apiservice "
                        + "v1beta1.metrics.k8s.io”")
            }
        ),
        (
            "Insufficient permissions to access MicroK8s",
            { _, purpose in
                ClusterError(
                    .unauthorized,
                    "this user may not use MicroK8s to \(purpose): join the group microk8s, or give kubectl its configuration "
                        + "(“microk8s config”) as KUBECONFIG")
            }
        ),
        ("error: context", { Self.configuration($0, $1) }),
        ("context was not found", { Self.configuration($0, $1) }),
        ("error: stat ", { Self.configuration($0, $1) }),
        ("no such file or directory", { Self.configuration($0, $1) }),
        ("no configuration has been provided", { Self.configuration($0, $1) }),
        ("error loading config", { Self.configuration($0, $1) }),
        ("invalid configuration", { Self.configuration($0, $1) }),
        (
            "unknown flag",
            { complaint, purpose in
                ClusterError(.oldKubectl, "this kubectl is too old to \(purpose) (\(complaint)): install 1.20 or newer")
            }
        ),
        (
            "error: EOF",
            { _, purpose in
                ClusterError(
                    .unauthorized, "kubectl asked for credentials when told to \(purpose): log in to the cluster first")
            }
        ),
        ("was refused", { Self.unreachable($0, $1) }),
        ("Unable to connect", { Self.unreachable($0, $1) }),
        ("no such host", { Self.unreachable($0, $1) }),
        ("connection reset", { Self.unreachable($0, $1) }),
    ]

    private static func frozen(_ complaint: String, _ purpose: String) -> ClusterError {
        ClusterError(
            .frozen,
            "the API server did not answer in time when asked to \(purpose): check that it is alive, and that kubectl waits for "
                + "no log-in")
    }

    private static func rejected(_ complaint: String, _ purpose: String) -> ClusterError {
        ClusterError(
            .unauthorized,
            "the credentials are not, or no longer, valid when asked to \(purpose): log in to the cluster again")
    }

    private static func unreachable(_ complaint: String, _ purpose: String) -> ClusterError {
        ClusterError(.unreachable, "the API server can't be reached to \(purpose): \(complaint)")
    }

    private static func configuration(_ complaint: String, _ purpose: String) -> ClusterError {
        ClusterError(
            .notConfigured,
            "kubectl's configuration does not fit (\(complaint)): check KUBECONFIG and PLIMSOLL_KUBE_CONTEXT")
    }

    /// The lines of an error stream that say something; kubectl's own log lines only when there are no others.
    private static func complaints(in errors: String) -> [String] {
        let lines = errors.split(whereSeparator: \.isNewline).map { String($0) }
        let spoken = lines.filter { line in
            // Log lines begin with a letter for their severity and the date: E1120 23:54:33…
            let head = line.prefix(5)
            let isLog = head.count == 5 && "IWEF".contains(head.prefix(1)) && head.dropFirst().allSatisfy(\.isNumber)
            // What belongs to a log line, such as an answer's headers, is indented. The server's warnings of old versions of
            // its API, and kubectl's of its own options, come beside whatever went wrong.
            let isWarning = line.hasPrefix("Warning: ") || line.hasPrefix("Flag --")
            return !isLog && !isWarning && !line.allSatisfy(\.isWhitespace) && line.first?.isWhitespace != true
        }
        return spoken.isEmpty ? lines.suffix(1) : spoken
    }
}
