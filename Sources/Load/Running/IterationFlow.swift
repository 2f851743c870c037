import EventLoop

/// Lets all users of a shard in at once, for a number of iterations.
final class IterationFlow<User: VirtualUser>: LoadFlow {
    private let users: Int
    private let duty: UserDuty
    private let crew: ShardCrew<User>
    private(set) var isExhausted = false

    init(users: Int, duty: UserDuty, crew: ShardCrew<User>) {
        self.users = users
        self.duty = duty
        self.crew = crew
    }

    func start() {
        for (number, kind) in ShareAllotment(crew.shares).prefix(users).enumerated() where crew.place.owns(number) {
            crew.make(kind: kind, duty: duty)
        }
        stop()
    }

    func stop() {
        isExhausted = true
        if crew.isEmpty { crew.becameEmpty() }
    }
}
