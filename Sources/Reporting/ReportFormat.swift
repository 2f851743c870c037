package import Gate
internal import Measurement
package import Results

/// The forms in which a stored run can be had.
package enum ReportFormat: String, CaseIterable, Sendable {
    /// The report for a terminal.
    case text
    /// The figures as a document; see `ReportDocument`.
    case json
    /// The shape of Artillery's JSON report.
    case artillery
    /// Three files in the columns of Locust's CSV.
    case csv
    /// JUnit XML, a test case a limit.
    case junit
    /// Markdown for a pull request.
    case markdown
    /// GitHub's annotations, and a step summary.
    case github
    /// Prometheus text exposition.
    case prometheus
    /// An HdrHistogram log.
    case hlog
    /// One self-contained page with plots.
    case html

    /// A file of a report.
    package struct File: Sendable, Hashable {
        /// The name it should have when it is kept.
        package let name: String
        /// What is in it.
        package let text: String
    }

    /// What it is, for a command's help.
    package var summary: String {
        switch self {
        case .text: "the report for a terminal"
        case .json: "the figures as JSON; times in ns"
        case .artillery: "JSON in the shape of Artillery's report"
        case .csv: "three CSV files in Locust's columns (stats, stats_history, failures), and one of metrics"
        case .junit: "JUnit XML, a test case a limit"
        case .markdown: "Markdown for a pull request"
        case .github: "GitHub annotations and a step summary"
        case .prometheus: "Prometheus text exposition 0.0.4"
        case .hlog: "HdrHistogram log 1.3"
        case .html: "one self-contained page with plots"
        }
    }

    /// Renders a run; the first file is the one to print when only one can be.
    ///
    /// - Parameter history: earlier runs of the suite, for the page.
    /// - Throws: when the run's slices can't be read again.
    package func render(_ run: StoredRun, style: TextStyle = TextStyle(), history: [HistorySeries] = []) throws
        -> [File]
    {
        switch self {
        case .text: [File(name: "report.txt", text: TextReport(run, style: style).text)]
        case .json: [File(name: "report.json", text: try JSONReport.text(run))]
        case .artillery: [File(name: "artillery.json", text: try ArtilleryReport.text(run))]
        case .csv: try LocustCSV.files(run)
        case .junit: [File(name: "junit.xml", text: JUnitReport.text(run))]
        case .markdown: [File(name: "report.md", text: MarkdownReport.text(run))]
        case .github:
            [
                File(name: "annotations.txt", text: GitHubAnnotations.text(run)),
                File(name: "summary.md", text: MarkdownReport.text(run, limit: MarkdownReport.summaryLimit)),
            ]
        case .prometheus: [File(name: "metrics.prom", text: PrometheusReport.text(run))]
        case .hlog: [File(name: "histograms.hlog", text: try HistogramLog.text(run))]
        case .html: [File(name: "report.html", text: try HTMLReport.text(run, history: history))]
        }
    }
}
