package import Foundation

/// Fetches a page of a NATS server's monitoring port, on a thread of its own.
///
/// A plain HTTP/1.0 request: the server answers with JSON and closes. Nothing more is needed, and the room needs no HTTP library for it.
package enum MonitorFetch {
    package struct Fault: Error, CustomStringConvertible {
        package let description: String
    }

    package static func get(_ url: URL, path: String) async throws -> Data {
        guard let host = url.host() else { throw Fault(description: "the monitoring address \(url) has no host") }
        let port = url.port ?? 8222
        // A server may have its pages below a path (http_base_path).
        let base = url.path.hasSuffix("/") ? String(url.path.dropLast()) : url.path
        let path = base + path
        return try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(with: Result { try blockingGet(host: host, port: port, path: path) })
            }
        }
    }

    /// The same for a caller that may block.
    static func blockingGet(host: String, port: Int, path: String) throws -> Data {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(host, "\(port)", &hints, &list) == 0, let first = list else {
            throw Fault(description: "the monitoring host “\(host)” can't be found")
        }
        defer { freeaddrinfo(list) }
        let descriptor = socket(first.pointee.ai_family, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Fault(description: "no socket is left for \(host):\(port)") }
        defer { close(descriptor) }
        var limit = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        guard connect(descriptor, first.pointee.ai_addr, first.pointee.ai_addrlen) == 0 else {
            throw Fault(
                description: "no monitoring page at http://\(host):\(port)\(path): \(String(cString: strerror(errno)))")
        }
        let request = Array("GET \(path) HTTP/1.0\r\nHost: \(host)\r\n\r\n".utf8)
        guard send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else {
            throw Fault(description: "http://\(host):\(port) takes no request")
        }
        var answer = Data()
        var piece = [UInt8](repeating: 0, count: 16_384)
        while answer.count < 16 << 20 {
            let count = recv(descriptor, &piece, piece.count, 0)
            // A process that was stopped and goes on is told so in the middle of its waiting.
            if count < 0, errno == EINTR { continue }
            if count <= 0 { break }
            answer.append(contentsOf: piece[..<count])
        }
        guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)),
            answer.starts(with: Data("HTTP/1.0 200".utf8)) || answer.starts(with: Data("HTTP/1.1 200".utf8))
        else { throw Fault(description: "http://\(host):\(port)\(path) isn't a NATS server's monitoring page") }
        return answer[end.upperBound...]
    }
}
