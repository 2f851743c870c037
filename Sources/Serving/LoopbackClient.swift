internal import Foundation

/// A plain HTTP/1.1 client on one blocking socket, for tests of servers in this process and for probes of them.
///
/// It keeps its connection, follows nothing, and waits at most twenty seconds for a byte.
package final class LoopbackClient {
    /// What came back.
    package struct Answer: Sendable, Equatable {
        package var status: Int
        package var headers: HTTPFields
        package var body: [UInt8]

        package var text: String { String(decoding: body, as: UTF8.self) }
    }

    /// What went wrong.
    package enum Failure: Error, Equatable {
        case refused
        /// The server closed the connection before the answer was complete.
        case closed
        /// The answer is no HTTP, or didn't come in time.
        case unreadable(String)
    }

    private let descriptor: Int32
    private var received: [UInt8] = []

    /// Connects to a port of this machine.
    package init(port: Int) throws {
        let address = try SocketAddress(host: "127.0.0.1", port: port)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        self.descriptor = descriptor
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let result = address.withPointer { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        guard result == 0 else { throw Failure.refused }
    }

    deinit {
        close(descriptor)
    }

    /// Sends a request and waits for its answer.
    package func request(
        _ method: String, _ path: String, headers: HTTPFields = [:], body: String = ""
    ) throws -> Answer {
        try send(method, path, headers: headers, body: body)
        return try answer(hasBody: method != "HEAD")
    }

    /// Gets a path.
    package func get(_ path: String, headers: HTTPFields = [:]) throws -> Answer {
        try request("GET", path, headers: headers)
    }

    /// Sends a request without waiting.
    package func send(_ method: String, _ path: String, headers: HTTPFields = [:], body: String = "") throws {
        var text = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
        for field in headers.all { text += "\(field.name): \(field.value)\r\n" }
        if !body.isEmpty { text += "Content-Length: \(body.utf8.count)\r\n" }
        try sendRaw(text + "\r\n" + body)
    }

    /// Sends bytes as they are.
    package func sendRaw(_ text: String) throws {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let sent = rest.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw Failure.closed }
            rest = rest.dropFirst(sent)
        }
    }

    /// Waits for the answer to what was sent.
    package func answer(hasBody: Bool = true) throws -> Answer {
        var answer = try head()
        guard hasBody, answer.status != 204, answer.status != 304 else { return answer }
        if answer.headers["Transfer-Encoding"]?.lowercased() == "chunked" {
            while let chunk = try chunk() { answer.body += chunk }
        } else if let length = answer.headers["Content-Length"].flatMap({ Int($0) }) {
            answer.body = try take(length)
        } else {
            while let more = try receive() { received += more }
            answer.body = received
            received = []
        }
        return answer
    }

    /// Waits for the status line and the headers only.
    package func head() throws -> Answer {
        let first = try line()
        let parts = first.split(separator: " ")
        guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), let status = Int(parts[1]) else {
            throw Failure.unreadable(first)
        }
        var headers = HTTPFields()
        while case let line = try line(), !line.isEmpty {
            guard let colon = line.firstIndex(of: ":") else { throw Failure.unreadable(line) }
            let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
            headers.append(String(line[..<colon]), value)
        }
        return Answer(status: status, headers: headers, body: [])
    }

    /// Waits for the next chunk of a chunked body; nil at its end.
    package func chunk() throws -> [UInt8]? {
        let size = try line()
        guard let count = Int(size, radix: 16) else { throw Failure.unreadable(size) }
        let bytes = try take(count)
        _ = try line()
        return count == 0 ? nil : bytes
    }

    /// Waits for a line, and returns it without its end.
    private func line() throws -> String {
        while true {
            if let end = received.firstIndex(of: 10) {
                let line = received[..<end]
                received.removeFirst(end + 1)
                return String(decoding: line.last == 13 ? line.dropLast() : line, as: UTF8.self)
            }
            guard let more = try receive() else { throw Failure.closed }
            received += more
        }
    }

    private func take(_ count: Int) throws -> [UInt8] {
        while received.count < count {
            guard let more = try receive() else { throw Failure.closed }
            received += more
        }
        defer { received.removeFirst(count) }
        return Array(received[..<count])
    }

    /// The next bytes; nil when the server has closed.
    private func receive() throws -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var count = 0
        // A process that was stopped and goes on is told so in the middle of its waiting.
        repeat { count = recv(descriptor, &buffer, buffer.count, 0) } while count < 0 && errno == EINTR
        if count < 0, errno == EAGAIN { throw Failure.unreadable("no byte in 20 s") }
        return count > 0 ? Array(buffer[..<count]) : nil
    }
}
