import Foundation
import Glibc

/// The built command as a user starts it: a process with its own words, environment and working folder.
final class BuiltCommand: @unchecked Sendable {
    struct Outcome {
        let code: Int32
        let output: String
        let errors: String
    }

    /// Beside the tests' own executable.
    private static let path: URL = {
        let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: own).deletingLastPathComponent().appending(path: "plimsoll")
    }()

    private let process = Process()
    private let folder: URL
    private let name = UUID().uuidString

    /// Starts it in a folder, with variables added to this process's own.
    init(_ words: [String], environment: [String: String] = [:], in folder: URL) throws {
        self.folder = folder
        process.executableURL = Self.path
        process.arguments = words
        process.currentDirectoryURL = folder
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = try file("out")
        process.standardError = try file("err")
        try process.run()
    }

    private func file(_ kind: String) throws -> FileHandle {
        let url = folder.appending(path: "\(name).\(kind)")
        _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        return try FileHandle(forWritingTo: url)
    }

    private func text(_ kind: String) -> String {
        (try? String(contentsOf: folder.appending(path: "\(name).\(kind)"), encoding: .utf8)) ?? ""
    }

    /// What it has printed so far.
    var output: String { text("out") }

    /// Ctrl-C.
    func interrupt() { kill(process.processIdentifier, SIGINT) }

    /// Waits for its end, on a thread of its own.
    func ended() async -> Outcome {
        let process = process
        await withCheckedContinuation { (continuation: CheckedContinuation<Void, Never>) in
            Thread.detachNewThread {
                process.waitUntilExit()
                continuation.resume()
            }
        }
        return Outcome(code: process.terminationStatus, output: output, errors: text("err"))
    }

    /// Starts it and waits for its end.
    static func run(_ words: [String], environment: [String: String] = [:], in folder: URL) async throws -> Outcome {
        try await BuiltCommand(words, environment: environment, in: folder).ended()
    }
}
