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

    /// Whether something on the port answers a request for the path with an HTTP status below 500.
    func answers() -> Bool {
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
        guard isConnected else { return false }
        let request = Array("GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return false }
        var answer = [UInt8](repeating: 0, count: 32)
        let count = recv(socket, &answer, answer.count, 0)
        guard count > 11 else { return false }
        let text = String(decoding: answer[..<count], as: UTF8.self)
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0.prefix(3)) } ?? 599
        return text.hasPrefix("HTTP/") && status < 500
    }
}
