public import Foundation
import Glibc

/// A nats-server of the test's own: started on free loopback ports with JetStream, ended when nobody holds it any more.
///
/// Unchecked: the process is started in init and ended in deinit, and not changed in between.
public final class LocalBroker: @unchecked Sendable {
    /// Why there is no server.
    public struct Fault: Error, CustomStringConvertible {
        /// One sentence with the remedy.
        public let description: String
    }

    /// How to reach it.
    public let broker: Broker
    private let process: Process
    private let folder: URL

    /// Starts `nats-server` from the path, or the one that `PLIMSOLL_NATS_SERVER` names.
    public convenience init(environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        try self.init(environment: environment, searched: ["/usr/sbin/nats-server"])
    }

    init(environment: [String: String], searched: [String]) throws {
        let places =
            [environment["PLIMSOLL_NATS_SERVER"]].compactMap(\.self)
            + (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/nats-server" } + searched
        guard let path = places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw Fault(
                description: "there is no nats-server here; install it (apt install nats-server) or set NATS_URL")
        }
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-broker-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        // -1: the server picks free ports, and says which in a file.
        process.arguments = [
            "-js", "-sd", folder.path, "-a", "127.0.0.1", "-p", "-1", "-m", "-1", "--ports_file_dir", folder.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        let ports = folder.appending(path: "nats-server_\(process.processIdentifier).ports")
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
            if !process.isRunning { break }
            usleep(50_000)
        }
        process.terminate()
        try? FileManager.default.removeItem(at: folder)
        throw Fault(description: "\(path) didn't start within 30 s")
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
