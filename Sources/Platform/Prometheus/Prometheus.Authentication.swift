extension Prometheus {
    /// How the server knows who asks.
    ///
    /// Its description hides the secret parts.
    public struct Authentication: Sendable, CustomStringConvertible, CustomReflectable {
        enum Kind: Sendable {
            case none
            case basic(user: String, password: String)
            case bearer(String)
        }

        let kind: Kind

        /// The server asks nobody.
        public static let none = Authentication(kind: .none)

        /// A user name and its password.
        public static func basic(user: String, password: String) -> Authentication {
            Authentication(kind: .basic(user: user, password: password))
        }

        /// A token for the header `Authorization`.
        public static func bearer(_ token: String) -> Authentication {
            Authentication(kind: .bearer(token))
        }

        /// The kind alone.
        public var description: String {
            switch kind {
            case .none: "no authentication"
            case .basic(let user, _): "basic authentication of \(user)"
            case .bearer: "a bearer token"
            }
        }

        /// The kind alone, for test reports that show a value's parts.
        public var customMirror: Mirror { Mirror(self, children: ["kind": description]) }

        /// What can't go into a header.
        var faults: [String] {
            if case .bearer(let token) = kind, !token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) || token.isEmpty {
                return ["the bearer token is empty or holds blanks or line breaks"]
            }
            return []
        }
    }
}
