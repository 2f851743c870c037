import Measurement

/// Something that ends a run early when it is seen: an error rate, a response time, a budget.
///
///     .users(100, spawning: 10, for: .minutes(15)).stopping(when: .errorRate(above: 0.5, over: .seconds(10)))
public struct RunGuard: Sendable, Equatable {
    /// What is looked at.
    enum Condition: Sendable, Equatable {
        case errorRate(Double)
        case responseTime(quantile: Double, Duration)
        case failures(Int)
        case cost(Double)
    }

    let condition: Condition
    let window: Duration
    let delay: Duration

    /// The share of failed requests within a window, looked at once the run is so old and the window is full.
    public static func errorRate(
        above share: Double, over window: Duration = .seconds(10), after delay: Duration = .zero
    ) -> RunGuard {
        RunGuard(condition: .errorRate(share), window: window, delay: delay)
    }

    /// A quantile of the response time within a window, looked at once the run is so old and the window is full.
    public static func responseTime(
        _ quantile: Double = 0.95, above limit: Duration, over window: Duration = .seconds(10),
        after delay: Duration = .zero
    ) -> RunGuard {
        RunGuard(condition: .responseTime(quantile: quantile, limit), window: window, delay: delay)
    }

    /// The number of failed requests since the start.
    public static func failures(above count: Int) -> RunGuard {
        RunGuard(condition: .failures(count), window: .zero, delay: .zero)
    }

    /// What the requests have cost since the start, by the run's cost model.
    public static func cost(above amount: Double) -> RunGuard {
        RunGuard(condition: .cost(amount), window: .zero, delay: .zero)
    }

    /// How many whole seconds the window covers.
    var windowSeconds: Int { max(1, LoadBounds.whole(window.seconds.rounded(.up))) }

    /// Everything that is wrong with it, a sentence each.
    package var faults: [String] {
        var faults: [String] = []
        switch condition {
        case .errorRate(let share) where !(0..<1).contains(share):
            faults.append("a guard's error rate, \(LoadNumber.words(share)), must be at least 0 and below 1")
        case .responseTime(let quantile, _) where !(quantile > 0 && quantile < 1):
            faults.append("a guard's quantile, \(LoadNumber.words(quantile)), must be between 0 and 1")
        case .responseTime(_, let limit) where limit <= .zero:
            faults.append("a guard's response time, \(limit.words), must be longer than 0s")
        case .failures(let count) where count < 0:
            faults.append("a guard's number of failures, \(count), can't be negative")
        case .cost(let amount) where !(amount > 0 && amount.isFinite):
            faults.append("a budget of \(LoadNumber.words(amount)) must be above 0")
        default: break
        }
        if window < .zero || delay < .zero { faults.append("a guard's window and delay can't be negative") }
        if max(window, delay) > LoadBounds.longest {
            faults.append("a guard's window and delay can't be longer than 20 years")
        }
        return faults
    }
}
