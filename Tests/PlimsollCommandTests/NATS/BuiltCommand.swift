import Foundation
import Glibc
import Processes

/// The built command as a user starts it: a process with its own words, environment and working folder.
final class BuiltCommand: Sendable {
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

    private let process: Companion
    private let folder: URL
    private let name: String

    /// Starts it in a folder, with variables added to this process's own.
    convenience init(_ words: [String], environment: [String: String] = [:], in folder: URL) throws {
        try self.init(program: Self.path.path, words, environment: environment, in: folder)
    }

    /// Has a shell run a line, in which `$PLIMSOLL` is the command's path.
    static func shell(_ line: String, in folder: URL) async throws -> Outcome {
        try await BuiltCommand(
            program: "/bin/sh", ["-c", line], environment: ["PLIMSOLL": Self.path.path], in: folder
        ).ended()
    }

    private init(program: String, _ words: [String], environment: [String: String], in folder: URL) throws {
        self.folder = folder
        name = UUID().uuidString
        let (output, errors) = (try Self.file(name + ".out", in: folder), try Self.file(name + ".err", in: folder))
        defer {
            try? output.close()
            try? errors.close()
        }
        process = try Companion(
            path: program, arguments: words,
            environment: ProcessInfo.processInfo.environment.merging(environment) { $1 }, folder: folder.path,
            output: output.fileDescriptor, errors: errors.fileDescriptor)
    }

    private static func file(_ name: String, in folder: URL) throws -> FileHandle {
        let url = folder.appending(path: name)
        _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        return try FileHandle(forWritingTo: url)
    }

    private func text(_ kind: String) -> String {
        (try? String(contentsOf: folder.appending(path: "\(name).\(kind)"), encoding: .utf8)) ?? ""
    }

    /// What it has printed so far.
    var output: String { text("out") }

    /// Ctrl-C.
    func interrupt() { process.signal(SIGINT) }

    /// Waits for its end, on a thread of its own.
    func ended() async -> Outcome {
        let process = process
        let ending = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: process.wait()) }
        }
        let code =
            switch ending {
            case .code(let code): code
            case .signal(let signal): 128 + signal
            }
        return Outcome(code: code, output: output, errors: text("err"))
    }

    /// Starts it and waits for its end.
    static func run(_ words: [String], environment: [String: String] = [:], in folder: URL) async throws -> Outcome {
        try await BuiltCommand(words, environment: environment, in: folder).ended()
    }
}
