/// What a metric of the user's own came to: a counter, a gauge or a timing. Figures of the kinds it isn't are missing.
public struct MetricReport: Sendable {
    /// The metric's name.
    public let name: String
    /// What it is; nil when there is no metric of that name.
    public let kind: MetricKind?
    /// The times of a timing.
    public let timing: LatencyFigures
    private let counter: Double?
    private let gauge: GaugeTally?
    private let duration: Duration
    private let absence: String?

    package init(name: String, totals: PhaseTotals, duration: Duration, absence: String?) {
        self.name = name
        self.duration = duration
        counter = totals.counters[name]
        gauge = totals.gauges[name]
        let times = totals.timings[name]
        kind = counter != nil ? .counter : gauge != nil ? .gauge : times != nil ? .timing : nil
        let known = (Array(totals.counters.keys) + totals.gauges.keys + totals.timings.keys).sorted()
        let unknown =
            counter == nil && gauge == nil && times == nil
            ? "no metric named “\(name)”; "
                + (known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))") : nil
        self.absence = absence ?? unknown
        timing = LatencyFigures(
            histogram: times ?? Histogram(), subject: "of \(name)",
            absence: self.absence ?? (times == nil ? "“\(name)” isn't a timing" : nil))
    }

    /// The sum of a counter.
    public var total: Figure<Double> { figure(counter, "counter", "total") }
    /// The sum of a counter per second.
    public var rate: Figure<Double> {
        guard duration > .zero else { return Figure(missing: absence ?? "no time was measured") }
        return figure(counter.map { $0 / duration.seconds }, "counter", "per second")
    }
    /// The value that a gauge was set to last.
    public var last: Figure<Double> { figure(gauge?.last, "gauge", "last") }
    /// The least value that a gauge was set to.
    public var min: Figure<Double> { figure(gauge?.min, "gauge", "least") }
    /// The greatest value that a gauge was set to.
    public var max: Figure<Double> { figure(gauge?.max, "gauge", "greatest") }
    /// The mean of the values that a gauge was set to.
    public var mean: Figure<Double> { figure(gauge.map { $0.sum / Double($0.count) }, "gauge", "mean") }

    /// The words for a reader: `12, 0.4/s`, `last 3, 1 … 7`, `p50 12 ms, p95 40 ms of 300`.
    package var words: String {
        switch kind {
        case .counter: text(total) + (rate.value.map { ", \($0.short())/s" } ?? "")
        case .gauge:
            "last \(text(last)), \(text(min)) … \(text(max)), mean \(text(mean))"
        case .timing:
            [("p50", timing.p50), ("p95", timing.p95), ("p99", timing.p99), ("max", timing.max)]
                .compactMap { name, figure in figure.value.map { "\(name) \($0.brief)" } }.joined(separator: ", ")
                + " of \(timing.count.grouped)"
        case nil: "missing"
        }
    }

    private func text(_ figure: Figure<Double>) -> String { figure.value?.short(digits: 6) ?? "–" }

    private func figure(_ value: Double?, _ kind: String, _ basis: String) -> Figure<Double> {
        if let absence { return Figure(missing: absence) }
        guard let value else { return Figure(missing: "“\(name)” isn't a \(kind)") }
        return Figure(value, text: value.short(digits: 6), basis: basis)
    }
}
