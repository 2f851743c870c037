/// Subjects that nobody else listens on.
package enum InboxName {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    /// A prefix such as `_INBOX.3kPq…` with 131 bits of chance.
    package static func make() -> String {
        var random = SystemRandomNumberGenerator()
        let name = (0..<22).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
        return "_INBOX." + String(name)
    }
}
