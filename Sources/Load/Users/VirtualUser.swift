/// One simulated user: what a scenario's actions are given to act with.
///
/// A user belongs to one shard: its code, its connection and its samples stay on one thread, and nothing in it is locked. It therefore can't be sent
/// into another task. Its conformance isn't bound to an actor (`SendableMetatype`), as the engine uses it on every shard.
public protocol VirtualUser: AnyObject, SendableMetatype {
    /// Who the user is, and what the run gives it.
    var context: UserContext { get }

    /// Makes the outcome of the last request final: whatever it waited for to be checked has been checked.
    ///
    /// The engine calls it at the end of each action, wait and transaction.
    func settle()
}
