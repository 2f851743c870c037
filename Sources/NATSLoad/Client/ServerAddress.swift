import Foundation
import Measurement

/// Where a NATS server listens, and how to talk to it.
package struct ServerAddress: Hashable, Sendable, CustomStringConvertible {
    package var host: String
    package var port: Int
    /// Whether TLS is wanted whatever the server says.
    package var wantsTLS: Bool
    /// What the address itself says of the user, as in `nats://user:password@host`.
    package var userInfo: String?
    /// The name that its certificate must bear when that isn't the host: members of a cluster are told of by their addresses.
    package var certificateName: String?

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
        let shown = text.hidingUser
        var rest = Substring(text)
        wantsTLS = false
        if let scheme = text.range(of: "://") {
            switch text[..<scheme.lowerBound].lowercased() {
            case "nats": break
            case "tls": wantsTLS = true
            case "ws", "wss":
                throw Fault(text: shown, reason: "websockets aren't spoken here, take the server's port for clients")
            case let other: throw Fault(text: shown, reason: "the scheme “\(other)” is not nats or tls")
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
                guard tail.hasPrefix(":") else { throw Fault(text: shown, reason: "behind ] stands “\(tail)”") }
                portText = tail.dropFirst()
            }
        } else if let colon = rest.lastIndex(of: ":") {
            host = String(rest[..<colon])
            portText = rest[rest.index(after: colon)...]
            if host.contains(":") { throw Fault(text: shown, reason: "an IPv6 address stands in brackets") }
        } else {
            host = String(rest)
        }
        if host.isEmpty { throw Fault(text: shown, reason: "it has no host") }
        if host.contains(where: { $0.isWhitespace || "/?#".contains($0) }) {
            throw Fault(text: shown, reason: "“\(host)” is no host")
        }
        port = 4222
        if let portText {
            guard let number = Int(portText), (1...65535).contains(number) else {
                throw Fault(text: shown, reason: "“\(portText)” is no port")
            }
            port = number
        }
    }

    /// Reads a list with commas between the addresses.
    package static func list(_ text: String) throws(Fault) -> [ServerAddress] {
        var all: [ServerAddress] = []
        for part in text.split(separator: ",") {
            let trimmed = part.drop { $0.isWhitespace }
            let end = trimmed.lastIndex { !$0.isWhitespace }
            guard let end else { continue }
            all.append(try ServerAddress(String(trimmed[...end])))
        }
        if all.isEmpty { throw Fault(text: text, reason: "it is empty") }
        return all
    }

    /// Whether the host is an address already, and no name.
    package var isNumeric: Bool { host.contains(":") || host.allSatisfy { $0.isASCII && ($0.isNumber || $0 == ".") } }

    /// Without the user, which may be a secret.
    package var description: String {
        (wantsTLS ? "tls://" : "nats://") + (host.contains(":") ? "[\(host)]" : host) + ":\(port)"
    }
}
