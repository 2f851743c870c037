/// Mean and quantiles of times; each is missing when there are too few samples for it.
///
/// The quantile q needs at least 1 / (1 − q) samples: below that it would be the maximum under another name. So p50 needs 2, p90 10, p95 20,
/// p99 100 and p99.9 1,000.
public struct LatencyFigures: Sendable {
    /// The times.
    package let histogram: Histogram
    /// What these are times of, where it isn't plain, with its preposition: `of GET / in phase “sustained”`.
    private let subject: String
    /// Why there are no times at all, when something was asked for that isn't there.
    private let absence: String?

    package init(histogram: Histogram, subject: String, absence: String?) {
        self.histogram = histogram
        self.subject = subject
        self.absence = absence
    }

    /// How many times were measured.
    public var count: Int { Int(histogram.count) }
    /// The arithmetic mean.
    public var mean: Figure<Duration> { figure("mean", needing: 1) { $0.mean.map { Int64($0.rounded()) } } }
    /// The smallest.
    public var min: Figure<Duration> { figure("minimum", needing: 1) { $0.min } }
    /// The greatest.
    public var max: Figure<Duration> { figure("maximum", needing: 1) { $0.max } }
    /// The time that half of the requests didn't exceed.
    public var p50: Figure<Duration> { quantile(0.5) }
    /// The time that half of the requests didn't exceed.
    public var median: Figure<Duration> { quantile(0.5) }
    /// The time that 90 % of the requests didn't exceed.
    public var p90: Figure<Duration> { quantile(0.9) }
    /// The time that 95 % of the requests didn't exceed.
    public var p95: Figure<Duration> { quantile(0.95) }
    /// The time that 99 % of the requests didn't exceed.
    public var p99: Figure<Duration> { quantile(0.99) }
    /// The time that 99.9 % of the requests didn't exceed.
    public var p999: Figure<Duration> { quantile(0.999) }
    /// The time that 99.99 % of the requests didn't exceed.
    public var p9999: Figure<Duration> { quantile(0.9999) }

    /// The time that a share of the requests didn't exceed.
    ///
    /// - Parameter share: between 0 and 1, for example 0.95; a share out of that range is missing.
    public func quantile(_ share: Double) -> Figure<Duration> {
        guard share > 0, share < 1 else { return Figure(missing: "a quantile is between 0 and 1, not \(share)") }
        return figure(Self.name(of: share), needing: Self.needed(for: share)) { $0.value(atQuantile: share) }
    }

    /// The share of requests that took at most this long.
    public func share(within limit: Duration) -> Figure<Double> {
        if let reason = absenceOfSamples { return Figure(missing: reason) }
        let share = Double(histogram.count(atOrBelow: limit.nanoseconds)) / Double(histogram.count)
        return Figure(
            share, text: (share * 100).short(digits: 4) + " %", basis: "within \(limit.brief), of \(count.grouped)")
    }

    /// How many samples a quantile needs.
    package static func needed(for share: Double) -> Int {
        // A hair less than the quotient, since 1 / (1 − 0.9) is 10.000000000000002.
        Swift.max(1, Int((1 / (1 - share) - 1e-6).rounded(.up)))
    }

    /// The name of a quantile: `p99.9`.
    package static func name(of share: Double) -> String { "p" + (share * 100).short(digits: 6) }

    private var absenceOfSamples: String? {
        if let absence { return absence }
        return histogram.count == 0 ? "no samples" + (subject.isEmpty ? "" : " \(subject)") : nil
    }

    private func figure(_ name: String, needing needed: Int, _ value: (Histogram) -> Int64?) -> Figure<Duration> {
        if let reason = absenceOfSamples { return Figure(missing: reason) }
        guard count >= needed, let ns = value(histogram) else {
            return Figure(
                missing: "\(name) needs \(needed.grouped) samples, there are \(count.grouped)"
                    + (subject.isEmpty ? "" : " \(subject)"))
        }
        let duration = Duration.nanoseconds(ns)
        return Figure(duration, text: duration.brief, basis: "\(name) of \(count.grouped)")
    }
}

// MARK: -

extension LatencyFigures: CustomStringConvertible {
    /// The figures that there are enough samples for; whoever prints them wants no thousands of counters.
    public var description: String {
        guard histogram.count > 0 else { return absence ?? (subject.isEmpty ? "no times" : "no times \(subject)") }
        let figures = [("min", min), ("p50", p50), ("p95", p95), ("p99", p99), ("max", max)]
        return figures.compactMap { name, figure in figure.value.map { "\(name) \($0.brief)" } }
            .joined(separator: ", ") + " of \(count)"
    }
}
