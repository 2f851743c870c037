import Foundation
import Processes

/// The small cluster of `bench observe`, in a process of its own.
final class ObservedCluster {
    let kubeconfig: String
    private let process: Companion

    init(pods: Int, changes: Double) throws {
        let output = Pipe()
        process = try Companion(
            path: NATSBenchPeer.ownPath,
            arguments: ["bench", "cluster", "--pods", "\(pods)", "--changes", "\(changes)"],
            output: output.fileHandleForWriting.fileDescriptor, errors: FileHandle.standardError.fileDescriptor)
        // Ours would keep the stream open when it has ended.
        try output.fileHandleForWriting.close()
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
        process.end()
    }
}
