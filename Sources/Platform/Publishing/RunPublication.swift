internal import Foundation
internal import Measurement

/// What a run measured as metrics for CloudWatch: pure.
///
/// `Requests`, `Failures`, `ErrorRate`, `ResponseTime` and `Users` for the run, and all but the last for each endpoint, which has a further dimension
/// `Endpoint`.
enum RunPublication {
    /// The most different values of a distribution that CloudWatch takes.
    static let mostValues = 150

    static func metrics(of run: RunMinutes, dimensions: [String: String]) -> [PublishedMetric] {
        run.minutes.flatMap { minute in
            var metrics = metrics(of: minute.report, dimensions, minute.time)
            if minute.report.peakUsers > 0 {
                metrics.append(
                    PublishedMetric(
                        "Users", .single(Double(minute.report.peakUsers)), unit: .count, dimensions: dimensions,
                        at: minute.time))
            }
            for endpoint in minute.report.endpoints where endpoint.kind == .request {
                let own = dimensions.merging(["Endpoint": printable(endpoint.name)]) { $1 }
                metrics += self.metrics(of: endpoint, own, minute.time)
            }
            return metrics
        }
    }

    private static func metrics(of part: some Measured, _ dimensions: [String: String], _ time: Date)
        -> [PublishedMetric]
    {
        func metric(_ name: String, _ values: PublishedMetric.Values, _ unit: PublishedMetric.Unit) -> PublishedMetric {
            PublishedMetric(name, values, unit: unit, dimensions: dimensions, at: time)
        }
        var metrics = [
            metric("Requests", .single(Double(part.requests)), .count),
            metric("Failures", .single(Double(part.failures)), .count),
        ]
        // Without requests there is neither a rate nor a time; zero would be a lie.
        if let rate = part.errorRate.value { metrics.append(metric("ErrorRate", .single(rate * 100), .percent)) }
        let pairs = distribution(part.evidence.tally.response)
        if !pairs.isEmpty { metrics.append(metric("ResponseTime", .distribution(pairs), .milliseconds)) }
        return metrics
    }

    /// Response times in milliseconds with their counts.
    ///
    /// Up to 150 different ones are published as they are; more are gathered into 150 steps of equal ratio, each at the mean of its values, so that sum
    /// and count stay and a percentile is off by half a step at most: 3 % for times that span four decades.
    static func distribution(_ histogram: Histogram) -> [(value: Double, count: Double)] {
        let buckets = Array(histogram.buckets)
        let exact = buckets.map { (value: Double($0.middle) / 1e6, count: Double($0.count)) }
        guard exact.count > mostValues, let first = exact.first?.value, let last = exact.last?.value else {
            return exact
        }
        // A time of zero has no logarithm.
        let low = max(first, 1e-6)
        let ratio = log(last / low)
        var sums = [(sum: Double, count: Double)](repeating: (0, 0), count: mostValues)
        for (value, count) in exact {
            let step = Int(log(max(value, low) / low) / ratio * Double(mostValues))
            let place = min(max(step, 0), mostValues - 1)
            sums[place].sum += value * count
            sums[place].count += count
        }
        return sums.filter { $0.count > 0 }.map { (value: $0.sum / $0.count, count: $0.count) }
    }

    /// A text as CloudWatch takes it for a dimension: printable ASCII, something in it, at most 1,024 bytes.
    static func printable(_ text: String) -> String {
        let plain = text.unicodeScalars.map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" }
        let trimmed = String(plain.prefix(1024))
        return trimmed.contains { $0 != " " } ? trimmed : "-"
    }
}
