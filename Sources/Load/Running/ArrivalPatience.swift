import Measurement

/// Decides which arrivals are too late to be started at all.
///
/// A generator that was held up works off what fell due meanwhile. One that is asked for more than it can do never would: it would start ever older
/// arrivals, and come to those of the time that is to be measured when the run is over. So once it has been later than its patience for as long as
/// that, whatever is later is given up, counted as dropped and as late: the run stays invalid, and each of its seconds has figures.
struct ArrivalPatience {
    private static let boundNs = ValidityRules.patience.nanoseconds
    /// Since when the generator has been behind by more than its patience.
    private var behindSinceNs: Int64?

    /// Whether an arrival that was due at a moment is given up now. They are asked about in the order in which they were due.
    mutating func givesUp(dueNs: Int64, nowNs: Int64) -> Bool {
        guard nowNs - dueNs > Self.boundNs else { return false }
        let since = behindSinceNs ?? nowNs
        behindSinceNs = since
        return nowNs - since > Self.boundNs
    }

    /// Whoever was due has come.
    mutating func caughtUp() {
        behindSinceNs = nil
    }
}
