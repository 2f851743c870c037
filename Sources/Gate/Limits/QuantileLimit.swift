import Foundation
package import Measurement

/// An absolute limit on a quantile, judged with confidence bounds by order statistics.
package struct QuantileLimit: Sendable, Equatable {
    /// What is limited, in words.
    package var name: String
    /// The quantile.
    package var quantile: Double
    /// The limit in nanoseconds.
    package var limitNs: Double

    /// Creates a limit.
    package init(name: String, quantile: Double, limitNs: Double) {
        self.name = name
        self.quantile = quantile
        self.limitNs = limitNs
    }

    /// Returns the verdict on samples: a fail when the lower bound violates, a pass when the upper bound complies.
    ///
    /// A limit on something without samples is a failure: nothing was shown to be within it.
    package func judge(_ histogram: Histogram?, confidence: Double = 0.95) -> MetricVerdict {
        let n = Int(histogram?.count ?? 0)
        guard let histogram, n > 0 else {
            return MetricVerdict(
                metric: name, isGated: true, outcome: .fail, sentence: "no samples, so the limit isn't kept")
        }
        func sample(_ rank: Int?) -> Int64? {
            // The histogram's own rounding is up, so that it never makes a value look smaller.
            rank.flatMap { histogram.value(atQuantile: Double($0) / Double(n)) }
        }
        let upper = sample(QuantileBounds.upperRank(quantile: quantile, samples: n, confidence: confidence))
            .map(Double.init)
        // What is surely exceeded is rounded down: a value just below the limit may share its counter with one above.
        let layout = histogram.layout
        let lower = sample(QuantileBounds.lowerRank(quantile: quantile, samples: n, confidence: confidence))
            .map { Double(layout.lowestValue(at: layout.index(of: min($0, layout.highest)))) }
        let value = histogram.value(atQuantile: quantile).map(Double.init)
        let evidence = LimitEvidence(limit: limitNs, value: value, lower: lower, upper: upper, samples: n, unit: "ns")
        let text = "\(Self.text(value ?? .nan)) of at most \(Self.text(limitNs))"
        if let lower, lower > limitNs {
            return MetricVerdict(
                metric: name, isGated: true, outcome: .fail,
                sentence: "\(text), surely above \(Self.text(lower)) (\(n) samples)",
                limit: evidence)
        }
        if let upper, upper <= limitNs {
            return MetricVerdict(
                metric: name, isGated: true, outcome: .pass,
                sentence: "\(text), surely below \(Self.text(upper)) (\(n) samples)",
                limit: evidence)
        }
        let needed = QuantileBounds.samplesForUpperBound(quantile: quantile, confidence: confidence)
        let reason = upper == nil ? "\(n) samples are too few; \(needed) are needed" : "the samples don't tell"
        return MetricVerdict(
            metric: name, isGated: true, outcome: .inconclusive, sentence: "\(text): \(reason)", limit: evidence)
    }

    private static func text(_ ns: Double) -> String {
        ns >= 1e9 ? String(format: "%.3g s", ns / 1e9) : String(format: "%.3g ms", ns / 1e6)
    }
}
