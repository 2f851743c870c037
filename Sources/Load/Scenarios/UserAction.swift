/// One thing that users do: a name, how often it is done, and the story itself.
public struct UserAction<User: VirtualUser>: Sendable {
    /// The story: requests and checks by one user.
    public typealias Body = @Sendable (User) async throws -> Void

    /// What it is called.
    public let name: String
    /// How often it is chosen, in proportion to the weights of the others.
    public let weight: Double
    /// The tags it is chosen or left out by.
    public let tags: [ActionTag]
    /// What is done.
    package let body: Body

    /// An action that is done in proportion to its weight.
    public init(_ name: String, weight: Double = 1, tags: ActionTag..., perform body: @escaping Body) {
        self.name = name
        self.weight = weight
        self.tags = tags
        self.body = body
    }
}
