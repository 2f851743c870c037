public import Measurement

extension PlatformSource {
    /// The series for the time of a run: of the whole without its warm-up, or of the phase or window that the report is about.
    ///
    ///     let platform = await cloudWatch.metrics(during: report)
    ///     let sustained = await cloudWatch.metrics(during: report.phase("sustained"))
    public func metrics(during report: RunReport) async -> PlatformMetrics {
        guard let time = report.time else {
            return PlatformMetrics(
                unreadBecause: report.evidence.absence
                    ?? "the time of the run isn't known, so its platform metrics can't be read; pass a range of dates")
        }
        return await metrics(during: time)
    }
}
