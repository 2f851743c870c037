import Measurement

/// The median over windows of a window's quantile.
///
/// A whole run's p99 can't be gated on shared machines: one stall decides it, and its spread between launches is above
/// 20 % however many requests there are. The median over windows has 6 % to 11 %.
struct WindowedQuantile {
    /// The quantile, below one.
    let quantile: Double

    /// The length of a window in seconds, before widening.
    static let seconds = 5

    /// The fewest windows whose median is worth gating.
    static let fewestWindows = 3

    /// The samples a window must hold: ten beyond the quantile.
    var samplesNeeded: Int64 { Int64((10 / (1 - quantile)).rounded()) }

    /// Returns the median of the windows' quantiles; windows are widened until each holds enough samples.
    func reading(of slices: [Slice]) -> Reading {
        let narrow = Self.windows(of: slices)
        let total = narrow.reduce(0) { $0 + $1.count }
        guard total > 0 else { return .missing("no request succeeded or failed with a time") }
        var width = 1
        while width <= narrow.count / Self.fewestWindows {
            let windows = Self.widened(narrow, by: width)
            let full = windows.filter { $0.count >= samplesNeeded }
            // A last, shorter window may be left out; the others may not.
            if full.count >= Self.fewestWindows, full.count >= windows.count - 1 {
                let values = full.compactMap { $0.value(atQuantile: quantile) }.map(Double.init)
                return .level(Self.median(values), samples: Int(full.reduce(0) { $0 + $1.count }))
            }
            width += 1
        }
        return .missing(
            "\(total) requests in \(narrow.count) windows of \(Self.seconds) s, and three windows of \(samplesNeeded) are needed; "
                + "raise the rate or the duration")
    }

    /// Returns the histograms of consecutive windows; each phase begins a new one.
    static func windows(of slices: [Slice]) -> [Histogram] {
        var spans: [Int: ClosedRange<Int>] = [:]
        for slice in slices {
            let span = spans[slice.phase] ?? slice.second...slice.second
            spans[slice.phase] = min(span.lowerBound, slice.second)...max(span.upperBound, slice.second)
        }
        var windows: [Key: Histogram] = [:]
        for slice in slices where slice.tally.response.count > 0 {
            let span = spans[slice.phase] ?? slice.second...slice.second
            // What is left over at a phase's end, such as its last answers, belongs to its last window.
            let last = max(1, span.count / seconds) - 1
            let key = Key(phase: slice.phase, window: min(last, (slice.second - span.lowerBound) / seconds))
            windows[key, default: Histogram(layout: slice.tally.response.layout)].merge(slice.tally.response)
        }
        return windows.sorted { $0.key < $1.key }.map(\.value)
    }

    private struct Key: Hashable, Comparable {
        var phase: Int
        var window: Int
        static func < (left: Key, right: Key) -> Bool { (left.phase, left.window) < (right.phase, right.window) }
    }

    private static func widened(_ windows: [Histogram], by width: Int) -> [Histogram] {
        guard width > 1 else { return windows }
        return stride(from: 0, to: windows.count, by: width).map { start in
            windows[start..<min(windows.count, start + width)].dropFirst().reduce(into: windows[start]) { $0.merge($1) }
        }
    }

    /// Returns the middle value; the mean of the two middle ones for an even number.
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
