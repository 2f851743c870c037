/// A proxy between users and target.
public struct Proxy: Sendable, Hashable {
    /// Its address: `http://proxy.example:3128`, `socks5h://localhost:1080`.
    public var url: String
    /// The name to show it, if it asks for one.
    public var user: String?
    /// The password to show it.
    public var password: String?

    /// A proxy at an address.
    public init(_ url: String, user: String? = nil, password: String? = nil) {
        self.url = url
        self.user = user
        self.password = password
    }
}
