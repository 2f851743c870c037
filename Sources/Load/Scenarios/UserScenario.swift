/// What virtual users do: one kind of user with weighted actions, or several kinds in a ratio.
public struct UserScenario<User: VirtualUser>: Sendable {
    /// What is done once, before or after the run.
    public typealias RunStep = @Sendable () async throws -> Void

    /// What it is called.
    public let name: String
    /// The kinds of user with their shares; most scenarios have one.
    package var kinds: [UserKind<User>]
    /// What is done before the first user comes.
    package var beforeRun: [RunStep] = []
    /// What is done after the last user has gone.
    package var afterRun: [RunStep] = []

    /// What is looked for in the scenario's data before the run: the faults of a feeder, a sentence each.
    package var feederFaults: [@Sendable () -> [String]] = []

    /// A scenario of one kind of user.
    public init(
        _ name: String, wait: WaitTime = .none, order: ActionOrder = .weighted,
        @UserActionsBuilder<User> actions: () -> [UserAction<User>]
    ) {
        self.name = name
        kinds = [UserKind(name: name, share: 1, wait: wait, order: order, actions: actions())]
    }

    /// A scenario of several kinds of user in a ratio: three normal ones for each that asks without a pause.
    ///
    ///     Scenario("everyone", mixing: [(3, Chat.normal), (1, Chat.highVolume)])
    public init(_ name: String, mixing parts: [(share: Double, scenario: UserScenario<User>)]) {
        self.name = name
        kinds = parts.flatMap { share, scenario in
            let whole = scenario.kinds.reduce(0) { $0 + $1.share }
            return scenario.kinds.map { kind in
                var kind = kind
                kind.share = whole > 0 ? share * kind.share / whole : share
                return kind
            }
        }
        beforeRun = parts.flatMap(\.scenario.beforeRun)
        afterRun = parts.flatMap(\.scenario.afterRun)
        feederFaults = parts.flatMap(\.scenario.feederFaults)
    }
}

extension UserScenario {
    /// The same scenario with something done by each user before its first action, such as logging in.
    public func onStart(_ body: @escaping UserAction<User>.Body) -> Self {
        changing { $0.onStart.append(body) }
    }

    /// The same scenario with something done by each user after its last action.
    public func onEnd(_ body: @escaping UserAction<User>.Body) -> Self {
        changing { $0.onEnd.append(body) }
    }

    /// The same scenario with something done once before the load, such as filling a database.
    public func beforeRun(_ step: @escaping RunStep) -> Self {
        var copy = self
        copy.beforeRun.append(step)
        return copy
    }

    /// The same scenario with something done once after the load, however it ended.
    public func afterRun(_ step: @escaping RunStep) -> Self {
        var copy = self
        copy.afterRun.append(step)
        return copy
    }

    /// The same scenario with the data of these feeders looked at before the first user comes, and all their faults told at once.
    ///
    ///     Scenario("shoppers") { … }.fed(by: accounts, products)
    ///
    /// Without it a missing file or a malformed row ends the run when a user first asks for it.
    public func fed<each Row: Sendable>(by feeders: repeat Feeder<each Row>) -> Self {
        var copy = self
        for feeder in repeat each feeders { copy.feederFaults.append(feeder.faultFinder) }
        return copy
    }

    private func changing(_ change: (inout UserKind<User>) -> Void) -> Self {
        var copy = self
        for index in copy.kinds.indices { change(&copy.kinds[index]) }
        return copy
    }
}
