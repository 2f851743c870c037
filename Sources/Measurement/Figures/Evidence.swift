/// Counts and times with the time they were taken over, and what they are about.
public struct Evidence: Sendable {
    /// The counts and times.
    package var tally: Tally
    /// The time they were taken over.
    package var duration: Duration
    /// What they are about, where it isn't the whole run, with its preposition: `of GET / in phase “sustained”`.
    package var subject: String
    /// Why there is nothing, when something was asked for that isn't there.
    package var absence: String?

    package init(tally: Tally = Tally(), duration: Duration = .zero, subject: String = "", absence: String? = nil) {
        self.tally = tally
        self.duration = duration
        self.subject = subject
        self.absence = absence
    }

    var absenceOfRequests: String? {
        if let absence { return absence }
        return tally.completed == 0 ? "no requests" + (subject.isEmpty ? "" : " \(subject)") : nil
    }

    func rate(_ count: Int, of what: String) -> Figure<Double> {
        if let reason = absenceOfRequests { return Figure(missing: reason) }
        guard duration > .zero else { return Figure(missing: "no time was measured") }
        let rate = Double(count) / duration.seconds
        return Figure(rate, text: rate.short() + "/s", basis: "\(count.grouped) \(what) in \(duration.brief)")
    }

    func latency(_ histogram: Histogram) -> LatencyFigures {
        LatencyFigures(histogram: histogram, subject: subject, absence: absence)
    }
}
