/// The keys that requests to AWS are signed with.
///
/// Its description hides the secret parts.
public struct AWSCredentials: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    /// The access key's id.
    public let accessKeyID: String
    let secretAccessKey: String
    let sessionToken: String?

    /// Creates credentials from their parts.
    ///
    /// - Parameter sessionToken: for temporary credentials.
    public init(accessKeyID: String, secretAccessKey: String, sessionToken: String? = nil) {
        self.accessKeyID = accessKeyID
        self.secretAccessKey = secretAccessKey
        self.sessionToken = sessionToken
    }

    /// The id alone.
    public var description: String { "AWS credentials \(accessKeyID)" }

    /// The id alone, for test reports that show a value's parts.
    public var customMirror: Mirror { Mirror(self, children: ["accessKeyID": accessKeyID]) }

    /// What can't go into a signature or a header.
    var faults: [String] {
        [
            ("access key id", accessKeyID), ("secret access key", secretAccessKey),
            ("session token", sessionToken ?? "-"),
        ]
        .compactMap { name, value in
            if value.isEmpty { return "the \(name) is empty" }
            let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
            return isPlain ? nil : "the \(name) holds blanks or line breaks"
        }
    }
}
