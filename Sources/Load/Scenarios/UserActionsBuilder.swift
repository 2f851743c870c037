/// Collects the actions of a scenario, one a line.
@resultBuilder
public enum UserActionsBuilder<User: VirtualUser> {
    /// An action.
    public static func buildExpression(_ action: UserAction<User>) -> [UserAction<User>] { [action] }

    /// Actions made elsewhere.
    public static func buildExpression(_ actions: [UserAction<User>]) -> [UserAction<User>] { actions }

    /// The actions of all lines.
    public static func buildBlock(_ actions: [UserAction<User>]...) -> [UserAction<User>] { actions.flatMap(\.self) }

    /// Actions that are only there on a condition.
    public static func buildOptional(_ actions: [UserAction<User>]?) -> [UserAction<User>] { actions ?? [] }

    /// Actions of the first branch.
    public static func buildEither(first actions: [UserAction<User>]) -> [UserAction<User>] { actions }

    /// Actions of the second branch.
    public static func buildEither(second actions: [UserAction<User>]) -> [UserAction<User>] { actions }

    /// Actions of a loop.
    public static func buildArray(_ actions: [[UserAction<User>]]) -> [UserAction<User>] { actions.flatMap(\.self) }
}
