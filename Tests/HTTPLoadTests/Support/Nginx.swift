import Foundation
import Glibc
import Processes

/// An nginx of the tests' own on free loopback ports, with its folder, certificates and a Unix socket.
final class Nginx {
    let folder: URL
    private(set) var port: UInt16 = 0
    private(set) var securePort: UInt16 = 0
    private var process: Companion?

    var url: String { "http://127.0.0.1:\(port)" }
    /// By name, as the certificate is made out to it; resolved to the loopback address by the tests.
    var secureURL: String { "https://shop.test:\(securePort)" }
    var resolve: [String: String] { ["shop.test:\(securePort)": "127.0.0.1"] }
    var unixSocket: String { folder.appendingPathComponent("http.sock").path }
    func file(_ name: String) -> String { folder.appendingPathComponent(name).path }

    /// Starts nginx and waits until it listens.
    init() throws {
        // Short: a Unix socket's path may have 107 bytes.
        folder = URL(fileURLWithPath: "/tmp/plimsoll-nginx-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Certificates.write(to: folder)
        try String(repeating: "0123456789", count: 20_000).write(
            to: folder.appendingPathComponent("large.txt"), atomically: true, encoding: .utf8)
        try "ada:{PLAIN}secret\n".write(to: folder.appendingPathComponent("users"), atomically: true, encoding: .utf8)
        // Between looking for a free port and taking it somebody else may take it.
        for _ in 0..<5 where process == nil { try start() }
        guard process != nil else { throw NginxDidNotStart(log: log) }
    }

    /// Ends nginx and removes its folder.
    func stop() {
        process?.end()
        try? FileManager.default.removeItem(at: folder)
    }

    private var log: String {
        (try? String(contentsOf: folder.appendingPathComponent("error.log"), encoding: .utf8)) ?? ""
    }

    private func start() throws {
        port = Loopback.freePort()
        securePort = Loopback.freePort()
        try configuration.write(to: folder.appendingPathComponent("nginx.conf"), atomically: true, encoding: .utf8)
        // Where servers are, which isn't in everybody's path.
        let process = try Companion(
            path: "nginx", arguments: ["-p", ".", "-c", "nginx.conf", "-e", "error.log"],
            environment: ["PATH": "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin"], folder: folder.path)
        while !(Loopback.answers(port) && Loopback.answers(securePort)) {
            guard process.isRunning else { return }
            usleep(5000)
        }
        self.process = process
    }

    private var configuration: String {
        """
        daemon off; master_process off; pid nginx.pid;
        events { worker_connections 1024; }
        http {
            access_log off; keepalive_requests 1000000;
            client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi;
            scgi_temp_path scgi;
            gzip on; gzip_types text/plain; gzip_min_length 0;
            add_header X-Connection $connection always;
            server { listen 127.0.0.1:\(port); listen unix:\(unixSocket); \(locations) }
            server {
                listen 127.0.0.1:\(securePort) ssl http2;
                ssl_certificate server.pem; ssl_certificate_key server.key;
                ssl_client_certificate ca.pem; ssl_verify_client optional;
                \(locations)
            }
        }
        """
    }

    private var locations: String {
        """
        root .;
        location = / { return 200 "ok\\n"; }
        location = /protocol { return 200 "$server_protocol $ssl_client_verify"; }
        location = /missing { return 404; }
        location = /broken { return 503 "try later"; }
        location = /redirect { return 302 /; }
        location = /round { return 302 /round; }
        location = /elsewhere { return 302 ftp://127.0.0.1/; }
        location = /large.txt { default_type text/plain; }
        location = /private { auth_basic "private"; auth_basic_user_file users; try_files /large.txt =404; }
        location = /login { add_header Set-Cookie "session=$request_id; Path=/"; return 200 "$request_id"; }
        location = /whoami { return 200 "$cookie_session"; }
        location = /json { return 200 '{"job": {"id": "j1", "state": "done", "parts": [{"n": 1}, {"n": 2}]}, "total": 2}'; }
        """
    }
}

/// nginx ended before it listened.
struct NginxDidNotStart: Error, CustomStringConvertible {
    let log: String

    var description: String { "nginx didn't start; is nginx-light installed? Its log: \(log)" }
}

/// Lets a test use an nginx.
func withNginx(_ body: (Nginx) async throws -> Void) async throws {
    let nginx = try Nginx()
    defer { nginx.stop() }
    try await body(nginx)
}
