import Foundation

/// The small cluster of `bench observe`, in a process of its own.
final class ObservedCluster {
    let kubeconfig: String
    private let process = Process()

    init(pods: Int, changes: Double) throws {
        process.executableURL = URL(fileURLWithPath: NATSBenchPeer.ownPath)
        process.arguments = ["bench", "cluster", "--pods", "\(pods)", "--changes", "\(changes)"]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // Its first line says where it is, when all its pods are ready.
        var line = Data()
        while line.last != UInt8(ascii: "\n") {
            let bytes = output.fileHandleForReading.availableData
            guard !bytes.isEmpty else { throw CommandFailure(.internalError, "the small cluster ended at once") }
            line += bytes
        }
        kubeconfig = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    func stop() {
        process.terminate()
        process.waitUntilExit()
    }
}
