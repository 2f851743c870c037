internal import Foundation

/// Which commit the sources here are at, and whether they were changed since.
///
/// `PLIMSOLL_COMMIT` says it for a target that was built elsewhere, and `PLIMSOLL_DIRTY=1` that it isn't quite that commit.
package struct SourceState: Sendable, Equatable {
    /// The commit; nothing outside of a git work tree.
    package let commit: String?
    /// Whether tracked files differ from the commit.
    package let isDirty: Bool

    /// The state when this process first asked.
    package static let current = SourceState(environment: ProcessInfo.processInfo.environment)

    /// The labels that a run's description carries.
    package var labels: [String: String] {
        guard let commit else { return [:] }
        return isDirty ? ["commit": commit, "dirty": "true"] : ["commit": commit]
    }

    init(environment: [String: String], folder: String = FileManager.default.currentDirectoryPath) {
        if let given = environment["PLIMSOLL_COMMIT"], !given.isEmpty {
            commit = given
            isDirty = environment["PLIMSOLL_DIRTY"] == "1"
            return
        }
        commit = Self.git(["rev-parse", "HEAD"], folder).flatMap { $0.isEmpty ? nil : $0 }
        // Baselines are what a comparison with them changes.
        let status = Self.git(["status", "--porcelain", "--untracked-files=no", "--", ".", ":!baselines"], folder)
        isDirty = commit != nil && status?.isEmpty == false
    }

    private static func git(_ words: [String], _ folder: String) -> String? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder] + words
        process.standardInput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        guard (try? process.run()) != nil else { return nil }
        let data = (try? output.fileHandleForReading.readToEnd()) ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
