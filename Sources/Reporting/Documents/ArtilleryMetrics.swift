internal import Measurement

/// The suite's own metrics of some seconds, for a period of Artillery's report: counters by name; gauges and timings as summaries.
struct ArtilleryMetrics {
    private var counters: [String: Double] = [:]
    private var gauges: [String: GaugeTally] = [:]
    /// Histograms encoded, since a long run has many periods.
    private var timings: [String: [UInt8]] = [:]

    init() {}

    mutating func add(_ second: SecondSlice) throws {
        counters.merge(second.counters, uniquingKeysWith: +)
        gauges.merge(second.gauges) { $0.merged(with: $1) }
        for (name, timing) in second.timings {
            var sum = timing
            if let bytes = timings[name] { sum.merge(try Histogram(decoding: bytes)) }
            timings[name] = sum.encodedV2()
        }
    }

    /// Puts the metrics into a period's block.
    func put(into block: inout ArtilleryReport.Block) throws {
        for (name, sum) in counters { block.counters[name] = sum }
        for (name, gauge) in gauges { block.put(name, ArtilleryReport.Summary(gauge)) }
        for (name, bytes) in timings {
            if let summary = ArtilleryReport.Summary(try Histogram(decoding: bytes)) { block.put(name, summary) }
        }
    }
}
