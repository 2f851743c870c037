internal import Foundation
public import Measurement
internal import Results

extension CloudWatch {
    /// Publishes what a run measured, a datapoint for each minute, so that it stands beside the platform's own metrics.
    ///
    ///     try await cloudWatch.publish(report, namespace: "Shop/LoadTests")
    ///
    /// The metrics are `Requests`, `Failures`, `ErrorRate` (per cent), `ResponseTime` (milliseconds, with percentiles) and `Users`; the first four for each
    /// endpoint as well, with the further dimension `Endpoint`. It is the whole run without its warm-up, whichever part the report is about. A run
    /// whose results weren't kept is published as a single datapoint.
    /// - Parameter dimensions: what tells the run from others; its suite and scenario as `Suite` and `Scenario` when left out.
    /// - Throws: ``PlatformFailure``, or an error of the results folder.
    public func publish(_ report: RunReport, namespace: String, dimensions: [String: String]? = nil) async throws {
        guard let url = report.results else {
            let run = RunMinutes(whole: report, ended: report.time?.upperBound ?? Date())
            let metrics = RunPublication.metrics(of: run, dimensions: dimensions ?? [:])
            return try await publish(metrics, namespace: namespace)
        }
        let folder = ResultsFolder(url: url)
        let description = try folder.description()
        var own = ["Scenario": RunPublication.printable(description.scenario)]
        if let suite = description.suite { own["Suite"] = RunPublication.printable(suite) }
        let run = try RunMinutes(folder: folder, started: report.started ?? description.started)
        guard run.completed >= report.totals.completed else {
            throw PlatformFailure(
                .configuration,
                "\(url.path) holds \(run.completed) of the report's \(report.totals.completed) samples, "
                    + "so a part would be published as the whole; merge the parts first with plimsoll merge")
        }
        try await publish(RunPublication.metrics(of: run, dimensions: dimensions ?? own), namespace: namespace)
    }
}
