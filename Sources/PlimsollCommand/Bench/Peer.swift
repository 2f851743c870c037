import Foundation

/// A load generator that the bench runs: how it is called, and how its own words tell what it did.
struct Peer: Sendable {
    /// What every generator is asked to do: a closed loop of GETs.
    struct Task: Sendable {
        let url: String
        let connections: Int
        let seconds: Int
        /// A folder for a script, where the tool needs one.
        let folder: URL
    }

    /// What a generator says that it did.
    struct Count: Equatable, Sendable {
        let requests: Double
        let seconds: Double
    }

    let name: String
    /// The program, looked for on the path.
    let tool: String
    let command: @Sendable (Task) throws -> [String]
    /// Nil when the output doesn't tell.
    let count: @Sendable (_ output: String, _ task: Task) -> Count?

    /// Whether the program is there to be run.
    var isInstalled: Bool {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return tool.contains("/")
            ? FileManager.default.isExecutableFile(atPath: tool)
            : folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
    }
}

/// Reads numbers off the lines of another tool's output.
enum Scrape {
    /// The number in the first capture of the pattern, thousands separators removed.
    static func number(_ pattern: String, in text: String) -> Double? {
        guard let expression = try? NSRegularExpression(pattern: pattern, options: [.anchorsMatchLines]),
            let match = expression.firstMatch(in: text, range: NSRange(text.startIndex..., in: text)),
            let range = Range(match.range(at: 1), in: text)
        else { return nil }
        return Double(text[range].replacingOccurrences(of: ",", with: ""))
    }
}
