/// In which order a user does the actions of a scenario.
public enum ActionOrder: String, Sendable, CaseIterable {
    /// Each time one action, chosen by weight.
    case weighted
    /// All of them from the first to the last, as one iteration.
    case sequence
}
