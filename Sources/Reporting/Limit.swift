package import Results

/// A limit that a run was held against, as its results keep it: an event of the kind `limit`.
///
/// The event's message is the limit in words (`p95 < 300 ms`); its fields are `passed`, `severity` (`must` or `should`) and `measured`.
package struct Limit: Sendable, Hashable {
    /// The kind of the events that hold limits.
    package static let eventKind = "limit"

    /// The limit in words.
    package var name: String
    /// Whether it was kept.
    package var passed: Bool
    /// Whether the run fails when it is broken.
    package var isRequired: Bool
    /// What was measured, in words.
    package var measured: String

    /// Creates a limit.
    package init(name: String, passed: Bool, isRequired: Bool = true, measured: String) {
        self.name = name
        self.passed = passed
        self.isRequired = isRequired
        self.measured = measured
    }

    /// The limit that an event holds; nil for other events. One whose outcome isn't there counts as broken.
    package init?(_ event: Event) {
        guard event.kind == Self.eventKind else { return nil }
        self.init(
            name: event.message, passed: event.fields["passed"] == .flag(true),
            isRequired: event.fields["severity"] != .text("should"),
            measured: event.fields["measured"]?.description ?? "")
    }

    /// The event that keeps the limit.
    package func event(second: Double) -> Event {
        Event(
            second: second, kind: Self.eventKind, message: name,
            fields: [
                "passed": .flag(passed), "severity": .text(isRequired ? "must" : "should"), "measured": .text(measured),
            ])
    }
}

extension StoredRun {
    /// The limits that the run was held against.
    package var limits: [Limit] { events.compactMap(Limit.init) }
}
