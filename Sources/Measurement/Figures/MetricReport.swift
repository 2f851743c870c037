/// What a metric of the user's own came to: a counter, a gauge or a timing. Figures of the kinds it isn't are missing.
public struct MetricReport: Sendable {
    /// The metric's name.
    public let name: String
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
        let known = (Array(totals.counters.keys) + totals.gauges.keys + totals.timings.keys).sorted()
        let unknown =
            counter == nil && gauge == nil && times == nil
            ? "no metric named “\(name)”; "
                + (known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))") : nil
        self.absence = absence ?? unknown
        timing = LatencyFigures(
            histogram: times ?? Histogram(), subject: name,
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

    private func figure(_ value: Double?, _ kind: String, _ basis: String) -> Figure<Double> {
        if let absence { return Figure(missing: absence) }
        guard let value else { return Figure(missing: "“\(name)” isn't a \(kind)") }
        return Figure(value, text: value.short(digits: 6), basis: basis)
    }
}
