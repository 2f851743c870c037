import Foundation
import Processes

/// A server that a test starts on loopback; it ends with the test's process at the latest.
final class ServerProcess: Sendable {
    /// Where its log and its data are; removed at the end.
    let folder: URL
    private let process: Companion

    /// Starts a server with its output in a log file.
    init(_ program: String, _ arguments: [String], folder: URL) throws {
        self.folder = folder
        let log = folder.appending(path: "server.log")
        try Data().write(to: log)
        let output = try FileHandle(forWritingTo: log)
        defer { try? output.close() }
        process = try Companion(
            path: program, arguments: arguments, output: output.fileDescriptor, errors: output.fileDescriptor)
    }

    /// A fresh folder for a server.
    static func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    var log: String { (try? String(contentsOf: folder.appending(path: "server.log"), encoding: .utf8)) ?? "" }

    /// Asks until there is an answer.
    func waited<Answer>(for what: String, _ ask: () async -> Answer?) async throws -> Answer {
        for _ in 0..<600 {
            if let answer = await ask() { return answer }
            guard process.isRunning else { break }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw ServerFailure(description: "there is no \(what); the server's log: \(log.suffix(2000))")
    }

    func stop() {
        process.end()
        try? FileManager.default.removeItem(at: folder)
    }

    /// The path of a program: that of the tests' own Python, or the first in PATH.
    static func program(_ name: String) -> String? {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
        let folders =
            [root.appending(path: ".build-tools/python/bin").path] + path.split(separator: ":").map(String.init)
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}

/// A server that didn't start or didn't answer as it should.
struct ServerFailure: Error, CustomStringConvertible {
    let description: String
}
