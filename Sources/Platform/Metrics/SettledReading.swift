internal import Foundation

/// Reads a source again and again until it has settled.
struct SettledReading {
    let settling: Settling
    var clock: ReadingClock = .continuous

    func metrics(
        during range: Range<Date>, read: () async -> (series: [MetricSeries], warnings: [String])
    ) async -> PlatformMetrics {
        let start = clock.now()
        var watch = SettlingWatch(settling)
        while true {
            let (series, warnings) = await read()
            switch watch.seriesRead(series, at: clock.now() - start) {
            case .finish(let settled):
                return PlatformMetrics(range: range, series: settled, warnings: warnings)
            case .readAgain(let wait):
                do {
                    try await clock.pause(wait)
                } catch {
                    let cancelled = series.map {
                        MetricSeries(
                            name: $0.name, meaning: $0.meaning,
                            content: .unread("the wait for “\($0.name)” to settle was cancelled"))
                    }
                    return PlatformMetrics(range: range, series: cancelled, warnings: warnings)
                }
            }
        }
    }
}
