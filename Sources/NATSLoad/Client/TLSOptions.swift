/// How a connection is secured. Certificates are always verified, unless a test says otherwise in so many words.
package struct TLSOptions: Sendable, Equatable {
    /// Certificates of authorities to trust instead of the system's, PEM.
    package var authorityFile: String?
    /// The client's own certificate and key, PEM.
    package var certificateFile: String?
    package var keyFile: String?
    /// The name the server's certificate must bear, when it isn't the host's.
    package var serverName: String?
    /// Whether TLS starts before the server's INFO (nats-server 2.10.4 and later).
    package var handshakeFirst = false
    /// Whether to refuse a server without TLS.
    package var isRequired = false
    /// Whether to trust whoever answers. For tests of tests.
    package var trustsAnybody = false

    package init() {}
}
