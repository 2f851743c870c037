import Measurement

/// Reads the metrics of a repetition off its slices.
package struct RepetitionMeter: Sendable {
    /// The samples a median needs.
    package static let samplesForMedian: Int64 = 200

    /// How far above the usual p99 a second's p99 makes it a stalled one.
    package static let stallFactor = 4.0

    /// The p99 above which a second counts as stalled, in nanoseconds; nothing where the base gave none.
    package var stallThreshold: Double?

    /// Creates a meter for a stall threshold, which is the same for both sides.
    package init(stallThreshold: Double?) { self.stallThreshold = stallThreshold }

    /// Returns the threshold that the base sets: four times the median over windows of its p99 over all endpoints.
    package static func stallThreshold(base: SideSlices) -> Double? {
        let requests = base.slices.filter { $0.endpoint.kind == .request }
        guard case .level(let level, _) = WindowedQuantile(quantile: 0.99).reading(of: requests) else { return nil }
        return stallFactor * level
    }

    /// Returns both repetitions of a block, with the stall threshold of the base.
    package static func measure(base: SideSlices, head: SideSlices) -> (base: Repetition, head: Repetition) {
        let meter = RepetitionMeter(stallThreshold: stallThreshold(base: base))
        return (meter.measure(base), meter.measure(head))
    }

    /// Returns the readings of all metrics of a side.
    package func measure(_ side: SideSlices) -> Repetition {
        var readings: [Metric: Reading] = [:]
        let requests = side.slices.filter { $0.endpoint.kind == .request }
        let byEndpoint = Dictionary(grouping: requests, by: \.endpoint.name)
        for endpoint in side.endpoints {
            let slices = byEndpoint[endpoint] ?? []
            readings[Metric(.p50, of: endpoint)] = median(slices)
            readings[Metric(.p95w, of: endpoint)] = WindowedQuantile(quantile: 0.95).reading(of: slices)
            readings[Metric(.p99w, of: endpoint)] = WindowedQuantile(quantile: 0.99).reading(of: slices)
        }
        let seconds = observedSeconds(side)
        let succeeded = requests.filter { seconds.contains($0.second) }.reduce(0) {
            $0 + $1.tally.completed - $1.tally.failed
        }
        if seconds.isEmpty {
            readings[Metric(.throughput)] = .missing("no second was measured")
            readings[Metric(.badSeconds)] = .missing("no second was measured")
        } else {
            readings[Metric(.throughput)] =
                succeeded > 0
                ? .level(Double(succeeded) / Double(seconds.count), samples: Int(succeeded))
                : .missing("no request succeeded")
            let bad = badSeconds(requests).intersection(seconds).count
            readings[Metric(.badSeconds)] = .count(SecondCount(bad: bad, of: seconds.count))
        }
        return Repetition(readings: readings)
    }

    private func median(_ slices: [Slice]) -> Reading {
        guard let first = slices.first else { return .missing("no samples") }
        var all = Histogram(layout: first.tally.response.layout)
        for slice in slices { all.merge(slice.tally.response) }
        guard all.count >= Self.samplesForMedian, let value = all.value(atQuantile: 0.5) else {
            return .missing(
                "\(all.count) samples, and a median needs \(Self.samplesForMedian); raise the rate or the duration")
        }
        return .level(Double(value), samples: Int(all.count))
    }

    /// The seconds of the measured phases. Requests that end after their phase don't make it longer.
    private func observedSeconds(_ side: SideSlices) -> Set<Int> {
        Set(side.seconds.isEmpty ? side.slices.map(\.second) : side.seconds.map(\.second))
    }

    /// Returns the seconds that hold an error or a stall.
    private func badSeconds(_ requests: [Slice]) -> Set<Int> {
        var bad: Set<Int> = []
        var histograms: [Int: Histogram] = [:]
        for slice in requests {
            // A request cut off by the end of the run is nobody's error.
            if slice.tally.failed > slice.tally.failures[.cancelled] ?? 0 { bad.insert(slice.second) }
            histograms[slice.second, default: Histogram(layout: slice.tally.response.layout)].merge(
                slice.tally.response)
        }
        guard let stallThreshold else { return bad }
        for (second, histogram) in histograms where histogram.count >= 100 {
            if let p99 = histogram.value(atQuantile: 0.99), Double(p99) > stallThreshold { bad.insert(second) }
        }
        return bad
    }
}
