import Foundation
import Gate
import Reporting
import Results

/// Prints a stored run again, in any of the forms that there are.
struct ReportVerb: Verb {
    static let usage = Usage(
        name: "report",
        summary: "Print a stored run again: the newest, or those named, merged",
        positionals: "[<run> …]",
        options: [
            .value(
                "--format", "<form>", ReportFormat.allCases.map(\.rawValue).joined(separator: ", ") + " (default text)"),
            .value("--output", "<folder>", "write the form's files there instead of printing the first"),
            StoredRuns.option, JudgedHistory.option,
        ],
        discussion: ReportFormat.allCases.map { "  " + $0.rawValue.padded(to: 11) + $0.summary }.joined(separator: "\n")
            + """
            \n
            A run is named by its folder's path, its folder's name or the end of that. Everything is rebuilt from the slices, so a
            run that was killed can be reported too, and several runs are merged without loss. The page shows the suite's
            earlier runs beside it, where the history has any of the same workload and class of machines.
            """,
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let runs: StoredRuns
    private let names: [String]
    private let format: ReportFormat
    private let output: String?
    private let history: JudgedHistory

    init(_ arguments: inout Arguments) {
        runs = StoredRuns(arguments)
        names = arguments.positionals
        format = arguments.choice("--format", default: .text)
        output = arguments.text("--output")
        history = JudgedHistory(&arguments)
    }

    func run() async throws -> ExitCode {
        var folders: [ResultsFolder] = []
        for name in names {
            let folder = try runs.named(name)
            let path = folder.url.resolvingSymlinksInPath().path
            if folders.contains(where: { $0.url.resolvingSymlinksInPath().path == path }) {
                throw CommandFailure(
                    .usage, "“\(name)” names \(path) once more, whose requests would be counted twice")
            }
            folders.append(folder)
        }
        if folders.isEmpty { folders = [try runs.newest()] }
        let run = try StoredRuns.read(folders)
        let style = TextStyle.automatic(
            isTerminal: isatty(STDOUT_FILENO) == 1, environment: ProcessInfo.processInfo.environment)
        let files = try format.render(run, style: style, history: format == .html ? history.series(of: run) : [])
        if let output {
            try write(files, to: URL(fileURLWithPath: output))
        } else if let first = files.first {
            print(first.text, terminator: first.text.hasSuffix("\n") ? "" : "\n")
        }
        return .success
    }

    private func write(_ files: [ReportFormat.File], to folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            for file in files {
                let url = folder.appendingPathComponent(file.name)
                try OutputFile.write(Data(file.text.utf8), to: url)
                print(url.path)
            }
        } catch {
            throw CommandFailure(.missing, "--output: \(folder.path) can't be written: \(error.localizedDescription)")
        }
    }
}
