/// A kind of user made ready to run, with the choice among its actions.
struct PlannedKind<User: VirtualUser>: Sendable {
    let kind: UserKind<User>
    let choice: WeightedChoice

    /// A valid kind of user, made ready.
    init(_ kind: UserKind<User>) {
        self.kind = kind
        choice = WeightedChoice(kind.actions.map(\.weight))
    }
}
