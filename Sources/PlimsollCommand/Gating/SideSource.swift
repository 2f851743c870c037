import Foundation

/// Where one side comes from: a command that is launched for each block, or a URL.
struct SideSource: Sendable {
    let text: String
    let ready: String
    let patience: Duration
    let environment: [String: String]

    /// Whether there is nothing to launch.
    var isURL: Bool {
        let start = text.prefix(8).lowercased()
        return start.hasPrefix("http://") || start == "https://"
    }

    /// What keeps a command from being launched on a port of its own; nil for a URL, and for one that takes a port.
    var obstacle: String? {
        guard !isURL, !text.contains("{port}") else { return nil }
        // A word with the number of a port behind its last colon is what people write for a URL.
        let isAddress = text.wholeMatch(of: /[A-Za-z0-9.\-\[\]:]+:\d{1,5}(\/\S*)?/) != nil
        return isAddress
            ? "“\(text)” is neither a URL nor a command; a URL begins with http://, as in http://\(text)"
            : "“\(text)” has no {port}; both sides need ports of their own"
    }

    /// The host and port that a URL names, written one way: localhost is 127.0.0.1, and 80 is http's port.
    var place: String? {
        guard isURL, let authority = Self.authority(of: text), let parts = URLComponents(string: text) else {
            return nil
        }
        let path = parts.path.hasSuffix("/") ? String(parts.path.dropLast()) : parts.path
        return authority + path
    }

    /// The host and port alone; nothing for what isn't a whole URL.
    static func authority(of url: String) -> String? {
        guard let parts = URLComponents(string: url), var host = parts.host?.lowercased(), !host.isEmpty else {
            return nil
        }
        // A name may be told to be whole by a dot at its end.
        if host.hasSuffix("."), host.count > 1 { host.removeLast() }
        let isLocal = LoopbackPort.names.contains(host)
        return "\(isLocal ? "127.0.0.1" : host):\(parts.port ?? (parts.scheme?.lowercased() == "https" ? 443 : 80))"
    }
}
