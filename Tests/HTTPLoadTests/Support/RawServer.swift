import Foundation
import Glibc
import EventLoop

/// A server that does what a test tells it to, byte by byte; a thread for each connection.
final class RawServer: Sendable {
    let port: UInt16
    private let listener: Int32
    private let connections = Locked<(open: Set<Int32>, count: Int)>(([], 0))
    private let socketPath: String?

    var url: String { "http://127.0.0.1:\(port)" }

    /// How many connections have been accepted.
    var connectionCount: Int { connections.withLock { $0.count } }

    /// Connections that are open.
    var openConnections: Int { connections.withLock { $0.open.count } }

    /// Listens on a free loopback port, or on a Unix socket, and serves each connection so.
    init(unixSocket path: String? = nil, serve: @escaping @Sendable (RawConnection) -> Void) {
        socketPath = path
        listener = socket(path == nil ? AF_INET : AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        precondition(listener >= 0)
        if let path {
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
            let length = socklen_t(MemoryLayout<sockaddr_un>.size)
            let descriptor = listener
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
            }
            precondition(result == 0)
            port = 0
        } else {
            port = Loopback.bind(listener)
        }
        precondition(listen(listener, 1024) == 0)
        Thread { [self] in
            while true {
                let descriptor = accept(listener, nil, nil)
                if descriptor < 0 {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    // Closed here and not in stop(): the number could be another server's before this thread accepts.
                    close(listener)
                    return
                }
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                connections.withLock {
                    $0.open.insert(descriptor)
                    $0.count += 1
                }
                Thread { [self] in
                    serve(RawConnection(descriptor: descriptor))
                    connections.withLock { _ = $0.open.remove(descriptor) }
                    close(descriptor)
                }.start()
            }
        }.start()
    }

    /// Stops listening and hangs up on everybody.
    func stop() {
        shutdown(listener, Int32(SHUT_RDWR))
        connections.withLock { for descriptor in $0.open { shutdown(descriptor, Int32(SHUT_RDWR)) } }
        if let socketPath { unlink(socketPath) }
    }
}

/// One connection of a raw server.
struct RawConnection: Sendable {
    let descriptor: Int32

    /// Writes a text. Returns false when the other end is gone.
    @discardableResult
    func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    @discardableResult
    func write(_ bytes: [UInt8]) -> Bool {
        var sent = 0
        while sent < bytes.count {
            let count = bytes.withUnsafeBytes {
                send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL))
            }
            if count <= 0 { return false }
            sent += count
        }
        return true
    }

    /// Reads one request, head and body as they came; nil when the other end is gone.
    func readRequest() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while !bytes.suffix(4).elementsEqual([13, 10, 13, 10]) {
            guard read(descriptor, &byte, 1) == 1 else { return nil }
            bytes.append(byte)
        }
        let head = String(decoding: bytes, as: UTF8.self)
        for line in head.split(separator: "\r\n") where line.lowercased().hasPrefix("content-length:") {
            let length = Int(line.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) ?? 0
            for _ in 0..<length {
                guard read(descriptor, &byte, 1) == 1 else { return nil }
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Waits until the other end hangs up.
    func awaitEnd() {
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) > 0 {}
    }

    /// Answers with a status and a body.
    @discardableResult
    func answer(_ status: String = "200 OK", headers: [String] = [], body: String = "") -> Bool {
        let lines = ["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers
        return write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
    }
}

extension RawServer {
    /// A server whose answers are the requests as they came.
    static func echo() -> RawServer {
        RawServer { connection in
            while let request = connection.readRequest() {
                if request.hasPrefix("HEAD") {
                    connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
                } else {
                    connection.answer(body: request)
                }
            }
        }
    }

    /// A server that answers everything alike.
    static func answering(
        _ status: String = "200 OK", headers: [String] = [], body: String = ""
    ) -> RawServer {
        RawServer { connection in
            while connection.readRequest() != nil { connection.answer(status, headers: headers, body: body) }
        }
    }
}
