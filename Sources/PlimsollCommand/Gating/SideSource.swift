import Foundation

/// Where one side comes from: a command that is launched for each block, or a URL.
struct SideSource: Sendable {
    let text: String
    let ready: String
    let patience: Duration
    let environment: [String: String]

    /// Whether there is nothing to launch.
    var isURL: Bool { text.hasPrefix("http://") || text.hasPrefix("https://") }

    /// The host and port that a URL names, written one way: localhost is 127.0.0.1, and 80 is http's port.
    var place: String? {
        guard isURL, let parts = URLComponents(string: text), let host = parts.host?.lowercased() else { return nil }
        let isLocal = LoopbackPort.names.contains(host)
        let path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
        return "\(isLocal ? "127.0.0.1" : host):\(parts.port ?? (parts.scheme == "https" ? 443 : 80))\(path)"
    }
}
