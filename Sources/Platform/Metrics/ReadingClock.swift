/// The time between readings: the system's, or a test's own.
struct ReadingClock: Sendable {
    /// The time since some beginning.
    let now: @Sendable () -> Duration
    /// Waits; throws when the task is cancelled.
    let pause: @Sendable (Duration) async throws -> Void

    static let continuous: ReadingClock = {
        let beginning = ContinuousClock.now
        return ReadingClock(
            now: { beginning.duration(to: .now) }, pause: { try await Task.sleep(for: $0) })
    }()
}
