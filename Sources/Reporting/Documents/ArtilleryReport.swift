internal import Foundation
internal import Measurement
internal import Results

/// The shape of Artillery's JSON report: `{aggregate, intermediate[]}`, a period of ten seconds each, times in milliseconds.
///
/// A virtual user of Artillery's goes through its scenario once: it is an iteration here, created as an arrival where there are arrivals.
enum ArtilleryReport {
    /// The length of a period, as Artillery has it.
    private static let period = 10

    struct Document: Encodable {
        let aggregate: Block
        let intermediate: [Block]
    }

    struct Block: Encodable {
        var counters: [String: Double] = [:]
        var rates: [String: Double] = [:]
        var summaries: [String: Summary] = [:]
        /// The same as the summaries, as in Artillery.
        var histograms: [String: Summary] = [:]
        /// Milliseconds since 1970, in words as in Artillery.
        var period: String
        var firstMetricAt: Int64
        var lastMetricAt: Int64

        mutating func put(_ name: String, _ summary: Summary) {
            summaries[name] = summary
            histograms[name] = summary
        }
    }

    struct Summary: Encodable {
        let min, max: Double
        let count: Int64
        let mean: Double
        /// Absent of a gauge, whose values weren't kept.
        var p50, median, p75, p90, p95, p99, p999: Double?

        init?(_ histogram: Histogram) {
            guard let least = histogram.min, let greatest = histogram.max, let mean = histogram.mean else { return nil }
            func ms(_ ns: Double) -> Double { (ns / 1e5).rounded() / 10 }
            func quantile(_ share: Double) -> Double { ms(Double(histogram.value(atQuantile: share) ?? greatest)) }
            min = ms(Double(least))
            max = ms(Double(greatest))
            count = histogram.count
            self.mean = ms(mean)
            p50 = quantile(0.5)
            median = p50
            p75 = quantile(0.75)
            p90 = quantile(0.9)
            p95 = quantile(0.95)
            p99 = quantile(0.99)
            p999 = quantile(0.999)
        }

        init(_ gauge: GaugeTally) {
            min = gauge.min
            max = gauge.max
            count = gauge.count
            mean = gauge.sum / Double(gauge.count)
        }
    }

    static func text(_ run: StoredRun) throws -> String {
        let timeline = try Timeline(of: run, phases: run.report.includedPhases)
        let started = Int64(run.description.started.timeIntervalSince1970 * 1_000)
        let groups = stride(from: 0, to: timeline.seconds.upperBound, by: period).map { start in
            start..<min(start + period, timeline.seconds.upperBound)
        }
        var metrics: [Int: ArtilleryMetrics] = [:]
        let phases = run.report.includedPhases
        var fault: (any Error)?
        try run.report.forEachSlices { slices in
            for second in slices.seconds where phases.contains(second.phase) {
                do {
                    try metrics[second.second / period, default: ArtilleryMetrics()].add(second)
                } catch {
                    fault = fault ?? error
                }
            }
        }
        if let fault { throw fault }
        let intermediate = try groups.map { seconds in
            var point = Timeline.Point()
            var response = Histogram()
            for second in seconds {
                point.add(timeline.point(second))
                response.merge(timeline.histogram(second))
            }
            var block = block(point, response, seconds: seconds, started: started)
            try metrics[seconds.lowerBound / period]?.put(into: &block)
            return block
        }
        var total = Timeline.Point()
        for second in timeline.seconds { total.add(timeline.point(second)) }
        var aggregate = block(
            total, run.report.evidence.tally.response, seconds: timeline.seconds, started: started,
            duration: run.report.evidence.duration.seconds)
        aggregate.put(run.report)
        let encoder = ResultsCoding.pretty()
        let document = Document(aggregate: aggregate, intermediate: intermediate)
        return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
    }

    private static func block(
        _ point: Timeline.Point, _ response: Histogram, seconds: Range<Int>, started: Int64, duration: Double? = nil
    ) -> Block {
        let first = started + Int64(seconds.lowerBound) * 1_000
        var block = Block(
            period: String(first), firstMetricAt: first, lastMetricAt: started + Int64(seconds.upperBound) * 1_000)
        let failed = Double(point.iterationsFailed)
        let created = Double(point.arrivals > 0 ? point.arrivals : point.iterations)
        block.counters["vusers.created"] = created
        block.counters["vusers.failed"] = failed
        block.counters["vusers.completed"] = Double(point.iterations) - failed
        block.counters["vusers.skipped"] = Double(point.dropped)
        block.counters["http.requests"] = Double(point.requests)
        block.counters["http.responses"] = Double(point.statuses.filter { $0.key > 0 }.values.reduce(0, +))
        for (status, count) in point.statuses where status > 0 {
            block.counters["http.codes.\(status)"] = Double(count)
        }
        for (kind, count) in point.failures where kind != .status {
            block.counters["errors.\(code(kind))"] = Double(count)
        }
        let length = duration ?? Double(seconds.count)
        block.rates["http.request_rate"] = length > 0 ? (Double(point.requests) / length * 100).rounded() / 100 : 0
        if let summary = Summary(response) { block.put("http.response_time", summary) }
        return block
    }

    /// The code that a Node program would have given.
    private static func code(_ kind: FailureKind) -> String {
        switch kind {
        case .connect: "ECONNREFUSED"
        case .tls: "ERR_TLS"
        case .timeout: "ETIMEDOUT"
        case .transfer: "ECONNRESET"
        case .cancelled: "ECANCELED"
        case .check: "ERR_CHECK"
        case .status: "ERR_STATUS"
        case .scenario: "ERR_SCENARIO"
        }
    }
}

extension ArtilleryReport.Block {
    /// Puts in what the suite's own metrics came to in the whole run.
    fileprivate mutating func put(_ report: RunReport) {
        let totals = report.phaseTotals
        for (name, sum) in totals.counters { counters[name] = sum }
        for (name, gauge) in totals.gauges { put(name, ArtilleryReport.Summary(gauge)) }
        for (name, timing) in totals.timings {
            if let summary = ArtilleryReport.Summary(timing) { put(name, summary) }
        }
    }
}
