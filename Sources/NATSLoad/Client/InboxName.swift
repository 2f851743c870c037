/// Subjects that nobody else listens on.
package enum InboxName {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")

    /// A subject such as `_INBOX.3kPq…` with 131 bits of chance.
    package static func make(_ prefix: String = "_INBOX") -> String {
        var random = SystemRandomNumberGenerator()
        let name = (0..<22).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &random)] }
        return prefix + "." + String(name)
    }
}
