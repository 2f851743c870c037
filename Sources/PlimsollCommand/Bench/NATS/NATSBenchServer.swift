import Foundation

/// A nats-server of the bench's own, on one core.
final class NATSBenchServer {
    let folder: URL
    let url: String
    private let process = Process()

    init(path: String, core: Int) throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "taskset", "-c", "\(core)", path, "-js", "-sd", folder.path, "-a", "127.0.0.1", "-p", "-1",
            "--ports_file_dir",
            folder.path,
        ]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
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
            if !process.isRunning { break }
            usleep(50_000)
        }
        process.terminate()
        try? FileManager.default.removeItem(at: folder)
        throw CommandFailure(
            .missing, "\(path) doesn't start; install it (apt install nats-server) or name one with --server")
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: folder)
    }
}
