/// Which HTTP is spoken.
public enum HTTPVersion: Sendable, Hashable {
    /// HTTP/1.1.
    case http1
    /// HTTP/2 where a TLS target offers it, HTTP/1.1 otherwise.
    case http2
    /// HTTP/2 without asking, on plain connections as well.
    case http2PriorKnowledge
}
