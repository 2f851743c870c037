import CLinux
import Foundation
import Processes

/// The server that all generators load: nginx on a free loopback port and one core, with its own folder.
final class BenchServer {
    let url: String
    let folder: URL
    private let nginx: Companion

    /// Starts nginx pinned to `core`, and waits until it answers.
    init(core: Int) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("plimsoll-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let port = try Self.freePort()
        url = "http://127.0.0.1:\(port)/"
        let configuration = folder.appendingPathComponent("nginx.conf")
        try Self.configuration(port: port).write(to: configuration, atomically: true, encoding: .utf8)
        var environment = ProcessInfo.processInfo.environment
        environment["PATH", default: "/usr/bin:/bin"] += ":/usr/sbin:/sbin"
        nginx = try Companion(
            path: "taskset",
            arguments: ["-c", "\(core)", "nginx", "-p", folder.path, "-c", configuration.path],
            environment: environment)
        for _ in 0..<100 where !Self.answers(port: port) && nginx.isRunning { usleep(50_000) }
        guard nginx.isRunning, Self.answers(port: port) else {
            stop()
            throw CommandFailure(
                .missing, "nginx didn't start on \(url); install it with: sudo apt-get install nginx-light")
        }
    }

    /// Ends nginx and removes its folder.
    func stop() {
        nginx.end()
        try? FileManager.default.removeItem(at: folder)
    }

    private static func configuration(port: UInt16) -> String {
        """
        daemon off; master_process off; pid nginx.pid; error_log stderr crit;
        events { worker_connections 16384; }
        http {
            access_log off; keepalive_requests 1000000000; keepalive_timeout 300s;
            client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
            server {
                listen 127.0.0.1:\(port) backlog=8192;
                location / { return 200 "ok\\n"; }
                location /story/ { add_header Set-Cookie "session=7; Path=/"; return 200 '{"id":"42"}\\n'; }
            }
        }
        """
    }

    private static func loopback(port: UInt16) -> sockaddr_in {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        return address
    }

    private static func with<R>(_ address: inout sockaddr_in, _ body: (UnsafePointer<sockaddr>, socklen_t) -> R) -> R {
        withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }

    private static func freePort() throws -> UInt16 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: 0)
        guard with(&address, { bind(descriptor, $0, $1) }) == 0 else {
            throw CommandFailure(.internalError, "no free port on loopback: \(String(cString: strerror(errno)))")
        }
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    private static func answers(port: UInt16) -> Bool {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = loopback(port: port)
        return with(&address) { connect(descriptor, $0, $1) } == 0
    }
}
