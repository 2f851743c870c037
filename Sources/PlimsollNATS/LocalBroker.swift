public import Foundation
import Glibc
import Processes

/// A nats-server of the test's own: started on free loopback ports with JetStream, ended when nobody holds it any more,
/// and with the test's process, however that ends.
public final class LocalBroker: Sendable {
    /// Why there is no server.
    public struct Fault: Error, CustomStringConvertible {
        /// One sentence with the remedy.
        public let description: String
    }

    /// How to reach it.
    public let broker: Broker
    private let server: Companion
    private let folder: URL

    /// Starts `nats-server` from the path, or the one that `PLIMSOLL_NATS_SERVER` names.
    public convenience init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        try self.init(environment: environment, searched: Self.usual)
    }

    /// Why no broker can be had on this machine, or `nil` when one can: for a suite's condition.
    public static var missing: Fault? { path(ProcessInfo.processInfo.environment, usual) == nil ? absence : nil }

    private static let usual = ["/usr/sbin/nats-server"]
    private static let absence = Fault(
        description: "there is no nats-server here; install it (apt install nats-server) or set NATS_URL")

    private static func path(_ environment: [String: String], _ searched: [String]) -> String? {
        let places =
            [environment["PLIMSOLL_NATS_SERVER"]].compactMap(\.self)
            + (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/nats-server" } + searched
        return places.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    init(environment: [String: String], searched: [String]) throws {
        guard let path = Self.path(environment, searched) else { throw Self.absence }
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-broker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        // -1: the server picks free ports, and says which in a file.
        server = try Companion(
            path: path,
            arguments: [
                "-js", "-sd", folder.path, "-a", "127.0.0.1", "-p", "-1", "-m", "-1", "--ports_file_dir", folder.path,
            ], environment: environment)
        let ports = folder.appending(path: "nats-server_\(server.id).ports")
        struct Ports: Decodable {
            var nats: [String]
            var monitoring: [String]?
        }
        for _ in 0..<600 {
            if let data = try? Data(contentsOf: ports), let ports = try? JSONDecoder().decode(Ports.self, from: data),
                let url = ports.nats.first
            {
                broker = try Broker(url, monitor: ports.monitoring?.first)
                return
            }
            if !server.isRunning { break }
            usleep(50_000)
        }
        server.end()
        try? FileManager.default.removeItem(at: folder)
        throw Fault(description: "\(path) didn't start within 30 s")
    }

    deinit {
        server.end()
        try? FileManager.default.removeItem(at: folder)
    }
}
