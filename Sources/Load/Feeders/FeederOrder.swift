/// In which order a feeder gives its rows.
public enum FeederOrder: String, Sendable, CaseIterable {
    /// As they stand, to whichever user asks next; a file is read as it is used, however large it is.
    case sequential
    /// Each once, in an order that the run's seed decides.
    case shuffled
    /// Any row each time, by the asking user's random numbers.
    case random
    /// Always the same row for a user, another one for each.
    case onePerUser
}

/// What a feeder does when it has given its last row.
public enum FeederEnd: String, Sendable, CaseIterable {
    /// It begins again with the first.
    case circular
    /// It ends the run.
    case stop
}
