/// What the image service can be given beyond what each stand-in can.
package struct ImageSettings: Sendable {
    /// How long a picture takes until it is ready, once it was ordered.
    package var jobTime: Duration
    /// Requests a second beyond which 429 is answered, nil for no limit.
    package var rateLimit: Double?
    /// The requests that may come at once before the limit counts.
    package var burst: Double

    package init(jobTime: Duration = .seconds(2), rateLimit: Double? = nil, burst: Double = 20) {
        self.jobTime = jobTime
        self.rateLimit = rateLimit
        self.burst = burst
    }

    /// Everything that is wrong with it, a sentence each.
    var problems: [String] {
        var problems: [String] = []
        if jobTime < .zero { problems.append("job time: expected 0 s or more, got \(jobTime)") }
        if let rateLimit, !(0.001...1e9).contains(rateLimit) {
            problems.append("rate limit: expected 0.001 to 1000000000 a second, got \(rateLimit)")
        }
        if !(1...1e9).contains(burst) { problems.append("burst: expected at least 1, got \(burst)") }
        return problems
    }
}
