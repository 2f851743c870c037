import Foundation
import Gate
import Reporting
import Results

/// Draws a metric over the judged runs, and names where its level changed.
struct TrendVerb: Verb {
    static let usage = Usage(
        name: "trend",
        summary: "Draw a metric over the judged runs, and name the commits where its level changed",
        positionals: "[<metric>]",
        options: [
            .value("--suite", "<suite>", "only runs of this suite and test: LoadQuestions.answersComeEvenly"),
            .value("--last", "<n>", "how many runs are drawn (default 72)"),
            .value("--html", "<file>", "write a page with plots here instead of drawing in the terminal"),
            .value("--seed", "<n>", "what the search's random orders are drawn from (default 1)"),
            JudgedHistory.option,
        ],
        discussion: """
            Every run that `plimsoll compare`, `plimsoll gate` or a load suite itself has judged is kept in a local SQLite
            database. Without a metric its contents are listed, or with --html drawn as far as they gate. A change of level is found by hierarchical division with
            the energy statistic (E-divisive) and 399 random orders; it informs, and blocks nothing.

              plimsoll trend 'p50 POST /chat' --suite LoadQuestions.answersComeEvenly
              plimsoll trend --suite LoadQuestions.answersComeEvenly --html trend.html
            """,
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let metric: Metric?
    private let suite: String?
    private let last: Int
    private let page: String?
    private let seed: UInt64
    private let history: JudgedHistory

    init(_ arguments: inout Arguments) {
        let name = arguments.positionals.joined(separator: " ")
        metric = Metric(name)
        if metric == nil, !name.isEmpty {
            arguments.fault("“\(name)” names no metric; the kinds are p50, p95w, p99w, throughput, badSeconds, seconds")
        }
        suite = arguments.text("--suite")
        last = arguments.integer("--last", in: 2...400, default: 72)
        page = arguments.text("--html")
        seed = UInt64(arguments.integer("--seed", in: 0...1_000_000, default: 1))
        history = JudgedHistory(&arguments)
    }

    func run() async throws -> ExitCode {
        guard FileManager.default.fileExists(atPath: history.path) else {
            throw CommandFailure(
                .missing, "\(history.path): there is no history yet; `plimsoll compare` or `plimsoll gate` begins one")
        }
        do {
            let store = try HistoryStore(path: history.path)
            guard metric != nil || page != nil else { return try list(store) }
            let series = try metric.map { try self.series(of: $0, in: store) } ?? store.gated(suite: suite)
            guard let page else {
                var search = ChangePoints()
                search.seed = seed
                for one in series { print(TrendText.of(one, changes: one.changes(search), width: last)) }
                return .success
            }
            return try write(series, to: page)
        } catch let failure as CommandFailure {
            throw failure
        } catch {
            throw CommandFailure(.missing, "\(error)")
        }
    }

    private func series(of metric: Metric, in store: HistoryStore) throws(HistoryError) -> [HistorySeries] {
        let series = try store.series(of: metric, suite: suite)
        guard series.isEmpty else { return series }
        let known = try store.metrics().filter { suite == nil || $0.suite == suite }
        throw HistoryError(
            "no valid run of \(metric)\(suite.map { " of \($0)" } ?? "") is in the history; there are "
                + (known.isEmpty ? "none" : known.map { "“\($0.metric)” of \($0.suite)" }.joined(separator: ", ")))
    }

    private func write(_ series: [HistorySeries], to path: String) throws -> ExitCode {
        guard series.contains(where: { $0.points.count > 1 }) else {
            throw CommandFailure(
                .missing, "\(history.path): a trend takes two valid runs of a suite, and there are fewer; judge more")
        }
        do {
            try OutputFile.write(Data(TrendPage.html(of: series).utf8), to: URL(fileURLWithPath: path))
        } catch {
            throw CommandFailure(.internalError, "\(path) can't be written: \(error.localizedDescription)")
        }
        print("written to \(path)")
        return .success
    }

    private func list(_ store: HistoryStore) throws(HistoryError) -> ExitCode {
        let metrics = try store.metrics().filter { suite == nil || $0.suite == suite }
        guard !metrics.isEmpty else {
            let suites = Set(try store.metrics().map(\.suite)).sorted()
            throw HistoryError(
                suites.isEmpty
                    ? "\(history.path) holds no judged run yet; `plimsoll compare` or `plimsoll gate` adds them"
                    : "no run of \(suite ?? "") is in the history; there are \(suites.joined(separator: ", "))")
        }
        let width = metrics.map(\.suite.count).max() ?? 0
        for one in metrics {
            print("\(one.suite.padded(to: width))  \(one.runs) \(one.runs == 1 ? "run" : "runs")  \(one.metric)")
        }
        return .success
    }
}
