import Foundation
import Measurement
import Reporting
import Results

/// How long a report of a long run takes to make, and how large it is.
struct BenchReportVerb: Verb {
    static let usage = Usage(
        name: "bench report",
        summary: "Make up the results of a long run, and measure how long its report takes",
        options: [
            .value("--for", "<duration>", "how long the run was (default 4h)"),
            .value("--endpoints", "<n>", "how many endpoints it had (default 10)"),
            .value("--rate", "<n>", "requests a second of each endpoint (default 20)"),
            .value("--format", "<format>", "the report's form (default html)"),
        ],
        discussion: """
            Writes a slice for each second and endpoint as a run does, then reads them again and renders the report. Build with
            `swift build -c release` for figures that mean something.
            """,
        exitCodes: [.success, .internalError, .usage]
    )

    private let seconds: Int
    private let endpoints: Int
    private let rate: Int
    private let format: ReportFormat

    init(_ arguments: inout Arguments) {
        seconds = max(1, Int(arguments.duration("--for", default: .seconds(4 * 3_600)).components.seconds))
        endpoints = arguments.integer("--endpoints", in: 1...200, default: 10)
        rate = arguments.integer("--rate", in: 1...100_000, default: 20)
        format = arguments.choice("--format", default: .html)
    }

    func run() async throws -> ExitCode {
        let made = MadeUpRun(seconds: seconds, endpoints: endpoints, perSecond: rate)
        let folder = try made.write()
        defer { try? FileManager.default.removeItem(at: folder.url) }
        let size = try folder.slices.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0
        print(
            "\(seconds.grouped) s × \(endpoints) endpoints × \(rate)/s: "
                + "\((seconds * endpoints * rate).grouped) requests, slices of \(megabytes(size))")
        let clock = ContinuousClock()
        let started = clock.now
        let run = try ResultsReader.read(folder)
        let read = clock.now
        let files = try format.render(run)
        let ended = clock.now
        print(
            "\(format.rawValue) made in \((ended - started).brief) (\((read - started).brief) to read and add up, "
                + "\((ended - read).brief) to render): \(megabytes(files.reduce(0) { $0 + $1.text.utf8.count }))")
        return .success
    }

    private func megabytes(_ bytes: Int) -> String { "\((Double(bytes) / 1e6).short()) MB" }
}
