/// What a run left to make figures of.
package enum RunYield: Sendable {
    /// Requests that count.
    case figures
    /// Requests, but none beyond the warm-up.
    case warmUpOnly
    /// No finished request at all.
    case nothing

    /// Why there is nothing to believe; nil where there are figures.
    var emptiness: InvalidReason? {
        switch self {
        case .figures: nil
        case .warmUpOnly:
            InvalidReason(
                "nothing was measured: everything was over within the warm-up",
                remedy: "shorten the warm-up, or lengthen the run")
        case .nothing:
            InvalidReason(
                "nothing was measured: no request was finished",
                remedy: "check the target, the scenario and the run's duration")
        }
    }
}
