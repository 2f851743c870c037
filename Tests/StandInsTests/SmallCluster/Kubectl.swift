import Foundation

@testable import StandIns

/// The real kubectl, talking to a small cluster.
struct Kubectl: Sendable {
    /// What a call printed and how it ended.
    struct Outcome: Sendable {
        var output: String
        var errors: String
        var code: Int32

        func json() throws -> JSONValue { try JSONValue(parsing: Array(output.utf8)) }
    }

    let cluster: SmallCluster

    static let path: String? = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        .map { "\($0)/kubectl" }.first { FileManager.default.isExecutableFile(atPath: $0) }

    /// Starts a call; the test ends it.
    func start(_ arguments: [String], output: Pipe, errors: Pipe, input: String? = nil) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: Kubectl.path ?? "/usr/bin/kubectl")
        process.arguments = ["--kubeconfig", cluster.kubeconfig, "--cache-dir", cluster.cacheFolder] + arguments
        process.standardOutput = output
        process.standardError = errors
        if let input {
            let pipe = Pipe()
            process.standardInput = pipe
            pipe.fileHandleForWriting.write(Data(input.utf8))
            try pipe.fileHandleForWriting.close()
        } else {
            process.standardInput = FileHandle.nullDevice
        }
        try process.run()
        return process
    }

    /// Runs a call to its end.
    func callAsFunction(_ arguments: String..., input: String? = nil) async throws -> Outcome {
        try await run(arguments, input: input)
    }

    /// Asks until a call's output meets a condition, for a minute at most.
    func until(_ arguments: String..., meets condition: (Outcome) throws -> Bool) async throws -> Outcome {
        let deadline = ContinuousClock.now + .seconds(60)
        while true {
            let outcome = try await run(arguments, input: nil)
            if try condition(outcome) { return outcome }
            guard ContinuousClock.now < deadline else { throw Overdue(arguments: arguments, last: outcome) }
            try await Task.sleep(for: .milliseconds(100))
        }
    }

    /// What was waited for did not come.
    struct Overdue: Error, CustomStringConvertible {
        var arguments: [String]
        var last: Outcome

        var description: String {
            "kubectl \(arguments.joined(separator: " ")) did not show what was expected within a minute, but \(last)"
        }
    }

    /// Waits on a thread of its own, since waiting blocks.
    private func run(_ arguments: [String], input: String?) async throws -> Outcome {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    with: Result {
                        let (output, errors) = (Pipe(), Pipe())
                        let process = try start(arguments, output: output, errors: errors, input: input)
                        let text = output.fileHandleForReading.readDataToEndOfFile()
                        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
                        process.waitUntilExit()
                        return Outcome(
                            output: String(decoding: text, as: UTF8.self),
                            errors: String(decoding: complaint, as: UTF8.self), code: process.terminationStatus)
                    })
            }
        }
    }
}
