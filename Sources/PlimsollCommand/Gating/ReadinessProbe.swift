import CLinux
import Foundation

/// Asks whether a service on this machine answers HTTP requests.
struct ReadinessProbe: Sendable {
    private let port: UInt16
    private let path: String
    /// Whether the service is on this machine and speaks plain HTTP, so that it can be asked.
    let isLoopback: Bool

    /// A probe of a loopback port.
    init(port: UInt16, path: String) {
        self.port = port
        self.path = path
        isLoopback = true
    }

    /// A probe of a URL; nothing when it isn't one.
    init?(url: String, path: String) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty else { return nil }
        port = UInt16(clamping: parts.port ?? (parts.scheme == "https" ? 443 : 80))
        self.path = path
        isLoopback = parts.scheme == "http" && LoopbackPort.names.contains(host.lowercased())
    }

    /// What a service answered.
    struct Answer: Equatable {
        /// The HTTP status.
        let status: Int
        /// Where it sends who asks; nothing for another answer than a redirection.
        let location: String?

        /// Whether the service is up: a path that isn't there is answered as well.
        var isReady: Bool { status < 500 }
    }

    /// The most of an answer that is read, in bytes: what a service sends of headers.
    private static let longest = 8192

    /// Whether something on the port answers a request for the path with an HTTP status below 500.
    func answers() -> Bool { answer()?.isReady == true }

    /// Returns what is answered to a request for the path; nothing where nobody answers with HTTP.
    func answer() -> Answer? {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        // Two seconds; by its fields, since the type's module isn't the same in every build.
        var timeout = (seconds: Int(2), microseconds: Int(0))
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<(Int, Int)>.size))
        var address = LoopbackPort.address(port: port)
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else { return nil }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 2048)
        while bytes.count < Self.longest {
            let count = recv(socket, &piece, piece.count, 0)
            // A process that was stopped and goes on is told so in the middle of its waiting.
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            bytes += piece[..<count]
            if let answer = Self.answer(in: bytes, isWhole: false) { return answer }
        }
        return Self.answer(in: bytes, isWhole: true)
    }

    /// Returns the answer in the bytes received so far; nothing while it can't be told yet, and for what isn't HTTP.
    static func answer(in bytes: [UInt8], isWhole: Bool) -> Answer? {
        let text = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let first = lines.first, first.hasPrefix("HTTP/"), isWhole || lines.count > 1,
            let status = first.split(separator: " ").dropFirst().first.flatMap({ Int($0.prefix(3)) })
        else { return nil }
        guard (300..<400).contains(status) else { return Answer(status: status, location: nil) }
        // An empty line ends the headers.
        guard isWhole || text.contains("\n\n") else { return nil }
        let headers = lines.dropFirst().prefix { !$0.isEmpty }
        let location = headers.first { $0.lowercased().hasPrefix("location:") }
        return Answer(
            status: status, location: location.map { $0.dropFirst(9).trimmingCharacters(in: .whitespaces) })
    }
}
