/// Whether an exchange is worth another attempt, and how long to wait before it: a pure decision.
///
/// Throttling and faults of the service are repeated after a wait that doubles, with jitter, or after as long as the service asked for.
struct RetryPolicy: Sendable {
    /// The most attempts, the first included.
    var attempts = 5
    var firstWait: Duration = .milliseconds(250)
    /// The longest wait, and the longest that a service may ask for.
    var longestWait: Duration = .seconds(10)

    /// What came of an attempt.
    enum Outcome: Sendable {
        /// An answer, good or bad, with the code of the service's error.
        case answered(status: Int, errorCode: String?, retryAfter: Duration?)
        case failed(ExchangeFailure.Code)
    }

    /// The wait before the next attempt; nil when there should be none.
    ///
    /// - Parameters:
    ///   - attempt: the number of the attempt that ended so, from 1.
    ///   - isRepeatable: whether doing the request twice is the same as doing it once.
    ///   - jitter: from 0 up to 1; waits are between half and all of the doubled wait.
    func wait(after outcome: Outcome, attempt: Int, isRepeatable: Bool, jitter: Double) -> Duration? {
        guard attempt < attempts else { return nil }
        let doubled = firstWait * (1 << min(attempt - 1, 20))
        let backoff = min(doubled, longestWait) * (0.5 + 0.5 * jitter)
        switch outcome {
        case .answered(let status, let code, let asked):
            guard Self.isThrottled(status: status, code: code) || Self.isServerFault(status) else { return nil }
            guard let asked else { return backoff }
            return asked <= longestWait ? max(asked, backoff) : nil
        case .failed(.unreachable):
            return backoff
        case .failed(.timedOut), .failed(.brokenOff):
            // The service may have carried it out.
            return isRepeatable ? backoff : nil
        case .failed(.tooLarge), .failed(.cancelled), .failed(.impossible):
            return nil
        }
    }

    /// Whether an answer means that there were too many requests.
    static func isThrottled(status: Int, code: String?) -> Bool {
        status == 429
            || [
                "Throttling", "ThrottlingException", "ThrottledException", "RequestLimitExceeded",
                "LimitExceededException", "TooManyRequestsException", "SlowDown",
            ]
            .contains(code)
    }

    private static func isServerFault(_ status: Int) -> Bool {
        [500, 502, 503, 504].contains(status)
    }
}
