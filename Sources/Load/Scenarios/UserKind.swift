/// One kind of user in a scenario: what it does, how it waits, and how many of all users are of it.
package struct UserKind<User: VirtualUser>: Sendable {
    /// What it is called.
    package var name: String
    /// Its share of the users, in proportion to the shares of the others.
    package var share: Double
    /// How long it thinks between iterations.
    package var wait: WaitTime
    /// In which order it does its actions.
    package var order: ActionOrder
    /// What it does.
    package var actions: [UserAction<User>]
    /// What each user does first.
    package var onStart: [UserAction<User>.Body] = []
    /// What each user does last.
    package var onEnd: [UserAction<User>.Body] = []

    /// A kind of user.
    package init(name: String, share: Double, wait: WaitTime, order: ActionOrder, actions: [UserAction<User>]) {
        self.name = name
        self.share = share
        self.wait = wait
        self.order = order
        self.actions = actions
    }
}
