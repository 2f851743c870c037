internal import Foundation

/// What a kubeconfig's context says that our own calls have to know: its namespace, and the path of the server's address.
struct ContextSettings: Sendable, Equatable {
    /// The namespace; nil when the context names none.
    var namespace: String?
    /// The path that the API stands under, without a slash at its end; empty for most servers. Gateways to several clusters
    /// have one: https://rancher.example/k8s/clusters/c-1.
    var serverPath = ""

    /// What kubectl config view is asked for: a line for each.
    static let question = #"jsonpath={.contexts[*].context.namespace}{"\n"}{.clusters[*].cluster.server}"#

    /// No context.
    init() {}

    /// Reads kubectl's answer.
    init(_ answer: String) {
        let lines = answer.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
        if let name = lines.first, !name.isEmpty { namespace = name }
        guard lines.count > 1, let path = URLComponents(string: lines[1])?.path, path.hasPrefix("/") else { return }
        serverPath = path
        while serverPath.hasSuffix("/") { serverPath.removeLast() }
    }

    /// Whether a kubectl puts the server's path before the path it is told to ask for: it does since 1.34, and before it left
    /// the server's own away (kubernetes/kubernetes#131165).
    ///
    /// - Parameter version: what `kubectl version --client -o json` printed.
    static func isServerPathAdded(byVersion version: Data) -> Bool {
        struct Answer: Decodable {
            struct Version: Decodable { var major: String, minor: String }
            var clientVersion: Version
        }
        guard let answer = try? JSONDecoder().decode(Answer.self, from: version),
            let major = Int(answer.clientVersion.major.prefix { $0.isNumber }),
            let minor = Int(answer.clientVersion.minor.prefix { $0.isNumber })
        else { return true }
        return (major, minor) >= (1, 34)
    }
}
