/// Why a run ended.
package enum StopReason: Sendable, Equatable {
    /// The load model was over and everybody had finished.
    case completed
    /// The time for iterations was over before all were done.
    case timeLimit(Duration)
    /// A deadline of the caller's had come.
    case deadline(Duration)
    /// A guard saw what it was to stop at; what it saw.
    case guarded(String)
    /// A feeder was to stop the run at its end, and has given its last row.
    case rowsUsedUp(String)
    /// A feeder couldn't give rows; why.
    case feederFailed(String)
    /// Somebody stopped it by hand, as a run without an end is meant to be.
    case requested
    /// Somebody ended a run that was to go on until then; how.
    case stopped(String)
    /// The target could no longer be reached; what was seen.
    case targetLost(String)
    /// Somebody asked the process to end.
    case interrupted(String)
    /// The caller's task was cancelled, as a test's time limit does.
    case cancelled

    /// Whether the run is to end soon rather than gracefully.
    var isHasty: Bool {
        switch self {
        case .interrupted, .stopped, .cancelled, .targetLost, .feederFailed: true
        case .completed, .timeLimit, .deadline, .guarded, .rowsUsedUp, .requested: false
        }
    }

    /// What a reader of the report must know; nil when the run went as planned.
    ///
    /// - Parameter planned: how long the run was to last; nil for one that was to go on until it is stopped.
    package func sentence(after elapsed: Duration, of planned: Duration?) -> String? {
        let when = "after \(elapsed.words)" + (planned.map { " of \($0.words)" } ?? "")
        return switch self {
        case .completed, .rowsUsedUp, .requested, .stopped: nil
        case .feederFailed(let fault): fault
        case .timeLimit(let limit): "the iterations weren't done within \(limit.words)"
        case .deadline(let deadline): "the run was stopped at its deadline of \(deadline.words)"
        case .guarded(let sight): "the run was stopped \(when) by a guard: \(sight)"
        case .targetLost(let sight): "the run was stopped \(when): \(sight)"
        case .interrupted(let cause): "the run was interrupted (\(cause)) \(when)"
        case .cancelled: "the run was cancelled \(when)"
        }
    }

    /// What to do about it.
    package var remedy: String {
        switch self {
        case .completed, .rowsUsedUp, .requested, .stopped: "nothing"
        case .feederFailed: "mend the data, or where it is looked for"
        case .timeLimit: "allow more time (within:), or ask for fewer iterations"
        case .deadline: "allow more time, or plan a shorter run"
        case .guarded: "look at the failures below; the figures are those of the part that ran"
        case .targetLost: "check that the target is up and that its address is right"
        case .interrupted, .cancelled: "run it again; the figures are those of the part that ran"
        }
    }
}
