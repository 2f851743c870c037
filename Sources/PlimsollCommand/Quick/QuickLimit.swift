import Measurement
import Reporting

/// What a quick look at a service must keep.
enum QuickLimit: Equatable, Sendable {
    /// At most so large a share of failed requests.
    case errors(Double)
    /// A 95th percentile below that.
    case p95(Duration)

    /// Holds it against a report; a missing figure breaks it.
    func judge(_ report: RunReport) -> Limit {
        switch self {
        case .errors(let share):
            Limit(
                name: "error rate ≤ \(share.short(digits: 6))", passed: report.errorRate <= share,
                measured: "\(report.errorRate)")
        case .p95(let limit):
            Limit(name: "p95 < \(limit.brief)", passed: report.p95 < limit, measured: "\(report.p95)")
        }
    }
}
