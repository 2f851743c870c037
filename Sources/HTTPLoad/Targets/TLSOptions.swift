/// How connections to a target are secured.
public struct TLSOptions: Sendable, Hashable {
    /// Whether the target has to prove who it is.
    public enum Verification: Sendable, Hashable {
        /// The certificate must be valid and be the host's.
        case full
        /// Nothing is verified: for a test system with a certificate of its own, when there is no CA file to give.
        case off
    }

    /// Whether the target has to prove who it is; it has to unless told otherwise.
    public var verification = Verification.full
    /// A file with the certificates (PEM) that are trusted instead of the system's.
    public var caFile: String?
    /// The client's own certificate and key.
    public var clientCertificate: ClientCertificate?

    /// The system's trust, no certificate of the client's own.
    public init() {}
}

/// A certificate by which users prove who they are.
public struct ClientCertificate: Sendable, Hashable {
    /// The certificate's file (PEM).
    public var file: String
    /// The private key's file (PEM).
    public var keyFile: String
    /// The private key's password, if it has one.
    public var keyPassword: String?

    /// A certificate in files.
    public init(file: String, keyFile: String, keyPassword: String? = nil) {
        self.file = file
        self.keyFile = keyFile
        self.keyPassword = keyPassword
    }
}
