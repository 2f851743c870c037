import Foundation

/// Where a NATS server listens, and how to talk to it.
package struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    package var host: String
    package var port: Int
    /// Whether TLS is wanted whatever the server says.
    package var wantsTLS: Bool
    /// What the address itself says of the user, as in `nats://user:password@host`.
    package var userInfo: String?

    package init(host: String, port: Int = 4222, wantsTLS: Bool = false, userInfo: String? = nil) {
        self.host = host
        self.port = port
        self.wantsTLS = wantsTLS
        self.userInfo = userInfo
    }

    package struct Fault: Error, Equatable, CustomStringConvertible {
        package let text: String
        package let reason: String

        package var description: String {
            "“\(text)” is no NATS address: \(reason); write it like nats://localhost:4222 or tls://host:4222"
        }
    }

    /// Reads `nats://`, `tls://` or a bare `host:port`; IPv6 stands in brackets.
    package init(_ text: String) throws(Fault) {
        var rest = Substring(text)
        wantsTLS = false
        if let scheme = text.range(of: "://") {
            switch text[..<scheme.lowerBound] {
            case "nats": break
            case "tls": wantsTLS = true
            case let other: throw Fault(text: text, reason: "the scheme “\(other)” is not nats or tls")
            }
            rest = text[scheme.upperBound...]
        }
        if rest.hasSuffix("/") { rest.removeLast() }
        if let at = rest.lastIndex(of: "@") {
            userInfo = String(rest[..<at])
            rest = rest[rest.index(after: at)...]
        }
        var portText: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            let tail = rest[rest.index(after: end)...]
            if !tail.isEmpty {
                guard tail.hasPrefix(":") else { throw Fault(text: text, reason: "behind ] stands “\(tail)”") }
                portText = tail.dropFirst()
            }
        } else if let colon = rest.lastIndex(of: ":") {
            host = String(rest[..<colon])
            portText = rest[rest.index(after: colon)...]
        } else {
            host = String(rest)
        }
        if host.isEmpty { throw Fault(text: text, reason: "it has no host") }
        port = 4222
        if let portText {
            guard let number = Int(portText), (1...65535).contains(number) else {
                throw Fault(text: text, reason: "“\(portText)” is no port")
            }
            port = number
        }
    }

    /// Reads a list with commas between the addresses.
    package static func list(_ text: String) throws(Fault) -> [ServerAddress] {
        var all: [ServerAddress] = []
        for part in text.split(separator: ",") {
            all.append(try ServerAddress(String(part.drop { $0 == " " })))
        }
        if all.isEmpty { throw Fault(text: text, reason: "it is empty") }
        return all
    }

    /// Without the user, which may be a secret.
    package var description: String {
        (wantsTLS ? "tls://" : "nats://") + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    }
}
