/// Who a user is to the target.
public enum Authentication: Sendable, Hashable {
    /// A name and a password, sent with each request.
    case basic(user: String, password: String)
    /// A token, sent with each request.
    case bearer(token: String)

    /// Why it can't be sent; nil when it can.
    var fault: String? {
        switch self {
        case .basic(let user, let password):
            if user.utf8.contains(where: { $0 == UInt8(ascii: ":") || $0 < 0x20 }) {
                "basic authentication: the user “\(user.debugQuoted)” has a colon or control characters"
            } else if password.utf8.contains(where: { $0 < 0x20 }) {
                "basic authentication of “\(user)”: the password has control characters"
            } else {
                nil
            }
        case .bearer(let token):
            // The token itself is a secret and isn't shown.
            token.utf8.contains { $0 <= 0x20 || $0 >= 0x7F }
                ? "bearer authentication: the token has spaces, control or non-ASCII characters" : nil
        }
    }
}
