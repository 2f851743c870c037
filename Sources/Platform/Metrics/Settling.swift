/// How long a source is read again until its late datapoints have come.
///
/// CloudWatch shows a period's datapoints up to some minutes after it has ended; what a run did in its last minute isn't there at once.
public struct Settling: Sendable, Equatable {
    /// How long nothing may change.
    let quiet: Duration
    /// When waiting ends in any case.
    let limit: Duration
    /// The time between two readings.
    let interval: Duration

    /// The source is read once.
    public static let atOnce = Settling(quiet: .zero, limit: .zero, interval: .zero)

    /// The source is read until every series has datapoints and nothing has changed for a while.
    ///
    /// Series that are still empty after the limit keep their missing figures; those that were still changing get missing figures.
    /// - Parameters:
    ///   - quiet: how long nothing may change. A rare count that is absent looks the same as one that is late, so choose it as long as the
    ///     source's datapoints may be late.
    ///   - limit: when waiting ends in any case.
    ///   - interval: the time between two readings.
    public static func quiet(
        for quiet: Duration = .seconds(60), within limit: Duration = .seconds(300),
        checkingEvery interval: Duration = .seconds(15)
    ) -> Settling {
        Settling(quiet: max(.zero, quiet), limit: max(.zero, limit), interval: max(.milliseconds(1), interval))
    }
}
