public import Measurement
package import Reporting

/// Something that a run's figures must or should keep, written before the run, so that its report marks which failed.
///
///     limits: [
///         .must("error rate", below: 0.01) { $0.errorRate },
///         .must("p95", below: .seconds(5)) { $0.p95 },
///         .should("p99", below: .seconds(10)) { $0.p99 },
///         .must("throttles", atMost: 0) { $0.count(ofStatus: 429) },
///     ]
///
/// A broken *must* fails the test, a broken *should* is a warning. A figure that is missing breaks its limit.
public struct RunLimit: Sendable {
    let name: String
    let isRequired: Bool
    /// Whether it holds, and what was measured.
    let measure: @Sendable (RunReport) -> (holds: Bool, measured: String)

    /// A figure that must be below a limit.
    public static func must<Value: Comparable & Sendable>(
        _ name: String, below limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) < \(words(limit))", isRequired: true) { (figure($0) < limit, "\(figure($0))") }
    }

    /// A figure that should be below a limit.
    public static func should<Value: Comparable & Sendable>(
        _ name: String, below limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) < \(words(limit))", isRequired: false) { (figure($0) < limit, "\(figure($0))") }
    }

    /// A figure that must not exceed a limit.
    public static func must<Value: Comparable & Sendable>(
        _ name: String, atMost limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) ≤ \(words(limit))", isRequired: true) { (figure($0) <= limit, "\(figure($0))") }
    }

    /// A figure that should not exceed a limit.
    public static func should<Value: Comparable & Sendable>(
        _ name: String, atMost limit: Value, _ figure: @escaping @Sendable (RunReport) -> Figure<Value>
    ) -> RunLimit {
        RunLimit(name: "\(name) ≤ \(words(limit))", isRequired: false) { (figure($0) <= limit, "\(figure($0))") }
    }

    /// Holds the limit against a report.
    package func judge(_ report: RunReport) -> Limit {
        let (holds, measured) = measure(report)
        return Limit(name: name, passed: holds, isRequired: isRequired, measured: measured)
    }

    /// A limit in words.
    static func words(_ limit: some Any) -> String {
        (limit as? Duration).map(\.brief) ?? (limit as? Double).map { $0.short(digits: 6) } ?? "\(limit)"
    }
}

extension Measured {
    /// How many answers had a status, 429 for example; missing when there were no requests at all.
    public func count(ofStatus status: Int) -> Figure<Int> {
        if let reason = errorRate.missingBecause { return Figure(missing: reason) }
        let count = statusCodes[status] ?? 0
        return Figure(count, text: count.grouped, basis: "of \(requests.grouped) answers")
    }

    /// The share of requests that took longer than a bound: 0 … 1.
    public func share(slowerThan bound: Duration) -> Figure<Double> {
        if let reason = errorRate.missingBecause { return Figure(missing: reason) }
        let histogram = evidence.tally.response
        let slow = histogram.count - histogram.count(atOrBelow: bound.nanoseconds)
        let share = Double(slow) / Double(Swift.max(1, histogram.count))
        return Figure(share, text: "\((share * 100).short()) %", basis: "\(slow.grouped) of \(histogram.count.grouped)")
    }
}
