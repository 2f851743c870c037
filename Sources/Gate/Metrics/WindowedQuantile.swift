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
    ///
    /// - Parameters:
    ///   - pieces: pieces of the side's samples, by phase and second.
    ///   - room: an empty histogram to count in.
    func reading(of pieces: [SamplePiece], in side: SideSamples, room: inout Histogram) -> Reading {
        reading(of: pieces, room: &room) { side.add(inOrderOfEndpoints($0), to: &$1) }
    }

    /// Returns the median of the windows' quantiles, of pieces whose samples a caller adds to a histogram.
    func reading(
        of pieces: [SamplePiece], room: inout Histogram, adding: (ArraySlice<SamplePiece>, inout Histogram) -> Void
    ) -> Reading {
        let narrow = Self.windows(of: pieces)
        let total = narrow.reduce(0) { $0 + $1.count }
        guard total > 0 else { return .missing("no request succeeded or failed with a time") }
        var width = 1
        while width <= narrow.count / Self.fewestWindows {
            let windows = Self.widened(narrow, by: width)
            let full = windows.filter { $0.count >= samplesNeeded }
            // A last, shorter window may be left out; the others may not.
            if full.count >= Self.fewestWindows, full.count >= windows.count - 1 {
                let values = full.compactMap { window in
                    room.reset()
                    adding(pieces[window.pieces], &room)
                    return room.value(atQuantile: quantile).map(Double.init)
                }
                return .level(Self.median(values), samples: Int(full.reduce(0) { $0 + $1.count }))
            }
            width += 1
        }
        return .missing(
            "\(total) requests in \(narrow.count) windows of \(Self.seconds) s, and three windows of \(samplesNeeded) are needed; "
                + "raise the rate or the duration")
    }

    /// Returns a window's pieces so that those of an endpoint follow each other.
    private func inOrderOfEndpoints(_ pieces: ArraySlice<SamplePiece>) -> ArraySlice<SamplePiece> {
        let first = pieces.first?.endpoint
        return pieces.allSatisfy { $0.endpoint == first } ? pieces : pieces.sorted { $0.endpoint < $1.endpoint }[...]
    }

    /// Consecutive pieces, and the samples in them.
    struct Window: Equatable {
        /// The pieces, by their places.
        var pieces: Range<Int>
        /// How many samples they hold.
        var count: Int64
    }

    /// Returns the windows of pieces that are in order; each phase begins a new one, and one without samples is none.
    static func windows(of pieces: [SamplePiece]) -> [Window] {
        var windows: [Window] = []
        var start = 0
        while start < pieces.count {
            var end = start
            while end < pieces.count, pieces[end].phase == pieces[start].phase { end += 1 }
            let first = pieces[start].second
            // What is left over at a phase's end, such as its last answers, belongs to its last window.
            let last = max(1, (pieces[end - 1].second - first + 1) / seconds) - 1
            var open: Int?
            for place in start..<end where pieces[place].count > 0 {
                let number = min(last, (pieces[place].second - first) / seconds)
                if number != open { windows.append(Window(pieces: place..<place, count: 0)) }
                open = number
                windows[windows.count - 1].pieces = windows[windows.count - 1].pieces.lowerBound..<(place + 1)
                windows[windows.count - 1].count += pieces[place].count
            }
            start = end
        }
        return windows
    }

    private static func widened(_ windows: [Window], by width: Int) -> [Window] {
        guard width > 1 else { return windows }
        return stride(from: 0, to: windows.count, by: width).map { start in
            let group = windows[start..<min(windows.count, start + width)]
            return Window(
                pieces: group[start].pieces.lowerBound..<(group.last ?? group[start]).pieces.upperBound,
                count: group.reduce(0) { $0 + $1.count })
        }
    }

    /// Returns the middle value; the mean of the two middle ones for an even number.
    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    }
}
