import CLinux
import Foundation
import Gate

/// One launch of a side: a process group of its own on a free loopback port, its output in a file.
final class LaunchedSide: Sendable {
    /// Its address.
    let url: String

    private let process: pid_t

    private init(url: String, process: pid_t) {
        self.url = url
        self.process = process
    }

    /// Launches a side and waits until it answers; a URL is only asked whether it answers.
    static func launch(_ side: Side, _ source: SideSource, folder: String, log: URL) async throws -> LaunchedSide {
        if source.isURL { return LaunchedSide(url: source.text, process: 0) }
        let port = try freePort()
        let command = source.text.replacing("{port}", with: "\(port)")
        let process = try spawn(command, source.environment, folder: folder, log: log)
        let launched = LaunchedSide(url: "http://127.0.0.1:\(port)", process: process)
        let deadline = ContinuousClock.now + source.patience
        while !answers(port: port, path: source.ready) {
            var status: Int32 = 0
            if waitpid(process, &status, WNOHANG) == process {
                let code = status & 0x7f == 0 ? "code \((status >> 8) & 0xff)" : "signal \(status & 0x7f)"
                throw CommandFailure(
                    .testFailed,
                    "the \(side.rawValue) ended with \(code) before it was ready: “\(command)”, its output is in \(log.path)"
                )
            }
            guard ContinuousClock.now < deadline else {
                await launched.stop()
                throw CommandFailure(
                    .testFailed,
                    "the \(side.rawValue) didn't answer on port \(port)\(source.ready) within \(source.patience): does “\(source.text)” listen on {port}? "
                        + "Its output is in \(log.path)")
            }
            try await Task.sleep(for: .milliseconds(50))
        }
        return launched
    }

    /// Ends the process group: asked first, and killed after ten seconds.
    func stop() async {
        guard process > 0 else { return }
        kill(-process, SIGTERM)
        var status: Int32 = 0
        for _ in 0..<200 {
            let ended = waitpid(process, &status, WNOHANG)
            if ended == process || ended < 0 { break }
            try? await Task.sleep(for: .milliseconds(50))
        }
        // Whatever is left of the group goes as well; an ended group doesn't mind.
        kill(-process, SIGKILL)
        _ = waitpid(process, &status, WNOHANG)
    }

    private static func spawn(_ command: String, _ variables: [String: String], folder: String, log: URL) throws
        -> pid_t
    {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, log.path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        posix_spawnattr_setpgroup(&attributes, 0)
        let words = ["/bin/sh", "-c", "cd \"$1\" && exec \(command)", "sh", folder]
        let environment = ProcessInfo.processInfo.environment.merging(variables) { _, new in new }
        let arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        let entries: [UnsafeMutablePointer<CChar>?] = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (arguments + entries).forEach { free($0) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, words[0], &actions, &attributes, arguments, entries)
        guard result == 0 else {
            throw CommandFailure(.testFailed, "“\(command)” can't be launched: \(String(cString: strerror(result)))")
        }
        return process
    }

    // MARK: - Ports

    private static func address(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func freePort() throws -> UInt16 {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = address(port: 0)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, length) == 0 && getsockname(socket, $0, &length) == 0
            }
        }
        guard isBound else { throw CommandFailure(.internalError, "no free port: \(String(cString: strerror(errno)))") }
        return UInt16(bigEndian: address.sin_port)
    }

    /// Whether something on the port answers a request for a path with an HTTP status below 500.
    private static func answers(port: UInt16, path: String) -> Bool {
        let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var timeout = timeval(tv_sec: 2, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
        var address = address(port: port)
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
