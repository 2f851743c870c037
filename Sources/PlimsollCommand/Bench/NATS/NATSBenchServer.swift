import Foundation
import Processes

/// A nats-server of the bench's own, on one core.
final class NATSBenchServer {
    let folder: URL
    let url: String
    private let server: Companion

    init(path: String, core: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        server = try Companion(
            path: "taskset",
            arguments: [
                "-c", "\(core)", path, "-js", "-sd", folder.path, "-a", "127.0.0.1", "-p", "-1",
                "--ports_file_dir", folder.path,
            ])
        struct Ports: Decodable { var nats: [String] }
        for _ in 0..<200 {
            let files =
                (try? FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)) ?? []
            if let file = files.first(where: { $0.pathExtension == "ports" }), let data = try? Data(contentsOf: file),
                let ports = try? JSONDecoder().decode(Ports.self, from: data), let first = ports.nats.first
            {
                url = first
                return
            }
            if !server.isRunning { break }
            usleep(50_000)
        }
        server.end()
        try? FileManager.default.removeItem(at: folder)
        throw CommandFailure(
            .missing, "\(path) doesn't start; install it (apt install nats-server) or name one with --server")
    }

    /// Processor time that it has used so far, in seconds.
    var processorSeconds: Double {
        let text = (try? String(contentsOfFile: "/proc/\(server.id)/stat", encoding: .utf8)) ?? ""
        // Behind the name in parentheses: the state is field 3, the ticks in user and kernel mode are 14 and 15.
        let fields = text.split(separator: ")").last?.split(separator: " ") ?? []
        guard fields.count > 12, let user = Double(fields[11]), let kernel = Double(fields[12]) else { return .nan }
        return (user + kernel) / Double(sysconf(Int32(_SC_CLK_TCK)))
    }

    func stop() {
        server.end()
        try? FileManager.default.removeItem(at: folder)
    }
}
