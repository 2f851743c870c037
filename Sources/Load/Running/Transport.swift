package import EventLoop
package import Measurement

/// How users of one kind reach a target: opened once a shard.
package protocol Transport<User>: Sendable {
    /// The users it makes.
    associatedtype User: VirtualUser

    /// The target, as reports name it.
    var name: String { get }

    /// Finds out before the load whether the target can be reached; the error is one sentence with the remedy.
    func verify() async throws

    /// Opens the transport on a shard's thread.
    func open(on shard: Shard, recorder: Recorder) throws -> any TransportShard<User>
}

/// A transport on one shard; all of it is called on that shard's thread.
package protocol TransportShard<User>: AnyObject {
    /// The users it makes.
    associatedtype User: VirtualUser

    /// A user with a context.
    func makeUser(_ context: UserContext) -> User

    /// Ends a user and closes what belongs to it alone.
    func discardUser(_ user: User)

    /// How many requests wait for an answer.
    var inFlight: Int { get }

    /// Ends each request in flight as cancelled; its user gets a `CancellationError`.
    func cancelAll()

    /// Gives back everything it holds.
    func close()
}
