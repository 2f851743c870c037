import Testing

@testable import Platform

/// When an exchange is tried again, and after how long.
@Suite struct RetryPolicyTests {
    private let policy = RetryPolicy(attempts: 4, firstWait: .milliseconds(100), longestWait: .seconds(2))

    @Test func waitsDoubleUpToTheLongest() {
        let throttled = RetryPolicy.Outcome.answered(status: 400, errorCode: "ThrottlingException", retryAfter: nil)
        let waits = (1...3).map { policy.wait(after: throttled, attempt: $0, isRepeatable: true, jitter: 1) }
        #expect(waits == [.milliseconds(100), .milliseconds(200), .milliseconds(400)])
        let patient = RetryPolicy(attempts: 100, firstWait: .milliseconds(100), longestWait: .seconds(2))
        #expect(patient.wait(after: throttled, attempt: 90, isRepeatable: true, jitter: 1) == .seconds(2))
    }

    @Test func jitterHalvesAWaitAtMost() {
        let fault = RetryPolicy.Outcome.answered(status: 503, errorCode: nil, retryAfter: nil)
        #expect(policy.wait(after: fault, attempt: 1, isRepeatable: true, jitter: 0) == .milliseconds(50))
    }

    @Test func lastAttemptIsTheLast() {
        #expect(policy.wait(after: .failed(.unreachable), attempt: 4, isRepeatable: true, jitter: 0) == nil)
    }

    @Test func serviceMayAskForALongerWaitWithinBounds() {
        func wait(_ asked: Duration) -> Duration? {
            policy.wait(
                after: .answered(status: 429, errorCode: nil, retryAfter: asked), attempt: 1, isRepeatable: true,
                jitter: 1)
        }
        #expect(wait(.seconds(1)) == .seconds(1))
        #expect(wait(.zero) == .milliseconds(100))
        #expect(wait(.seconds(3)) == nil)
    }

    @Test(arguments: [
        (RetryPolicy.Outcome.answered(status: 400, errorCode: "ValidationError", retryAfter: nil), false, false),
        (.answered(status: 403, errorCode: nil, retryAfter: nil), false, false),
        (.answered(status: 200, errorCode: nil, retryAfter: nil), false, false),
        (.answered(status: 302, errorCode: nil, retryAfter: nil), false, false),
        (.answered(status: 429, errorCode: nil, retryAfter: nil), true, true),
        (.answered(status: 502, errorCode: nil, retryAfter: nil), true, true),
        (.answered(status: 400, errorCode: "Throttling", retryAfter: nil), true, true),
        (.failed(.unreachable), true, true),
        (.failed(.timedOut), true, false),
        (.failed(.brokenOff), true, false),
        (.failed(.tooLarge), false, false),
        (.failed(.cancelled), false, false),
        (.failed(.impossible), false, false),
    ])
    func onlyWhatMayPassIsTriedAgain(outcome: RetryPolicy.Outcome, repeatable: Bool, single: Bool) {
        #expect((policy.wait(after: outcome, attempt: 1, isRepeatable: true, jitter: 0) != nil) == repeatable)
        #expect((policy.wait(after: outcome, attempt: 1, isRepeatable: false, jitter: 0) != nil) == single)
    }
}
