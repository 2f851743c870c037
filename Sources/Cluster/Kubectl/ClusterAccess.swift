internal import Foundation

/// Which kubectl talks to which cluster, and in which namespace.
public struct ClusterAccess: Sendable, Hashable {
    /// The program: a name that is looked for on the PATH, or a path. Words behind it stand before all arguments, as in
    /// “k3s kubectl”, “microk8s kubectl” and “minikube kubectl --”; there are no quotes.
    public var kubectl: String
    /// The context of the kubeconfig; nil for its current one.
    public var context: String?
    /// The namespace; nil for the context's own.
    public var namespace: String?
    /// The kubeconfig; nil for what kubectl takes by itself: KUBECONFIG, ~/.kube/config or the pod's own account.
    public var kubeconfig: String?

    /// Describes an access.
    public init(
        kubectl: String = "kubectl", context: String? = nil, namespace: String? = nil, kubeconfig: String? = nil
    ) {
        self.kubectl = kubectl
        self.context = context
        self.namespace = namespace
        self.kubeconfig = kubeconfig
    }

    /// Reads an access from an environment: PLIMSOLL_KUBECTL, PLIMSOLL_KUBE_CONTEXT, PLIMSOLL_KUBE_NAMESPACE. KUBECONFIG is
    /// left to kubectl itself, since it may hold several files.
    public init(environment: [String: String]) {
        func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
        self.init(
            kubectl: value("PLIMSOLL_KUBECTL") ?? "kubectl", context: value("PLIMSOLL_KUBE_CONTEXT"),
            namespace: value("PLIMSOLL_KUBE_NAMESPACE"))
    }

    /// Finds the program.
    ///
    /// - Throws: an error that says where it was looked for.
    package func executable(
        path: String? = ProcessInfo.processInfo.environment["PATH"]
    ) throws -> String {
        let manager = FileManager.default
        let program = command[0]
        if program.contains("/") {
            guard manager.isExecutableFile(atPath: program) else {
                throw ClusterError(
                    .noKubectl,
                    "there is no program at \(program): set PLIMSOLL_KUBECTL to kubectl's path, or to a command such as "
                        + "“k3s kubectl”, or leave it away")
            }
            return program
        }
        let folders = (path ?? "").split(separator: ":").map { String($0) }
        guard let folder = folders.first(where: { manager.isExecutableFile(atPath: "\($0)/\(program)") }) else {
            throw ClusterError(
                .noKubectl,
                "there is no \(program) on the PATH (\(folders.count) folders): install kubectl, or set PLIMSOLL_KUBECTL to its "
                    + "path or to a command such as “k3s kubectl”"
            )
        }
        return "\(folder)/\(program)"
    }

    /// The program and the words behind it; never empty. A path to a program that is there may hold blanks itself.
    private var command: [String] {
        if kubectl.contains("/"), FileManager.default.isExecutableFile(atPath: kubectl) { return [kubectl] }
        let words = kubectl.split(whereSeparator: \.isWhitespace).map { String($0) }
        return words.isEmpty ? ["kubectl"] : words
    }

    /// The arguments of every call: the words behind the program, and those that choose cluster and user.
    package var arguments: [String] {
        Array(command.dropFirst()) + (kubeconfig.map { ["--kubeconfig", $0] } ?? [])
            + (context.map { ["--context", $0] } ?? [])
    }
}
