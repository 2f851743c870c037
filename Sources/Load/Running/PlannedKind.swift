/// A kind of user made ready to run: its actions with their tags' names, and the choice among them.
struct PlannedKind<User: VirtualUser>: Sendable {
    /// An action with the names of its tags.
    struct Step: Sendable {
        let action: UserAction<User>
        let tags: [String]
    }

    let kind: UserKind<User>
    let steps: [Step]
    let choice: WeightedChoice

    /// A valid kind of user, made ready.
    init(_ kind: UserKind<User>) {
        self.kind = kind
        steps = kind.actions.map { Step(action: $0, tags: $0.tags.map(\.name)) }
        choice = WeightedChoice(kind.actions.map(\.weight))
    }
}
