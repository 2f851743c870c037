/// Which part of a run a report is about.
struct ReportScope: Sendable {
    /// The phases, by their places in the run's list.
    var phases: Set<Int>
    /// Only endpoints with this tag.
    var tag: String?
    /// Only these seconds.
    var window: Range<Int>?
    /// What the report is about, in words; empty for the whole run.
    var subject = ""
    /// Why there is nothing, when something was asked for that isn't there.
    var absence: String?

    /// Narrows the words.
    func described(_ words: String) -> ReportScope {
        var scope = self
        scope.subject = subject.isEmpty ? words : "\(subject), \(words)"
        return scope
    }
}
