import Foundation

/// A user name and a password that each request has to carry.
package struct BasicCredentials: Sendable {
    package var user: String
    package var password: String

    package init(user: String, password: String) {
        self.user = user
        self.password = password
    }

    /// Whether an Authorization header carries these; takes as long for a wrong password as for a right one.
    func accept(_ authorization: String?) -> Bool {
        guard let authorization, authorization.lowercased().hasPrefix("basic "),
            let given = Data(base64Encoded: String(authorization.dropFirst(6)))
        else { return false }
        let wanted = Array("\(user):\(password)".utf8)
        let difference = zip(wanted, given).reduce(wanted.count ^ given.count) { $0 | Int($1.0 ^ $1.1) }
        return difference == 0
    }
}
