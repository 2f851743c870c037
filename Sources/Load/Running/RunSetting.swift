import EventLoop
import Measurement

/// What all shards of a run have in common.
struct RunSetting<User: VirtualUser>: Sendable {
    let model: LoadModel
    let kinds: [PlannedKind<User>]
    let transport: any Transport<User>
    let identity: RunIdentity
    /// When the load begins, on the monotonic clock.
    let originNs: Int64
    let phases: [PhaseMark]
    let endpointLimit: Int
    let significantDigits: Int
    /// The iterations that all users share, for a model that has them.
    let tickets: IterationTickets

    init(
        scenario: UserScenario<User>, model: LoadModel, transport: any Transport<User>, options: RunOptions,
        originNs: Int64, stop: @escaping @Sendable (StopReason) -> Void
    ) {
        self.model = model
        kinds = scenario.kinds.map(PlannedKind.init)
        self.transport = transport
        identity = RunIdentity(seed: options.seed, stop: stop)
        self.originNs = originNs
        phases = model.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.isExcluded) }
        endpointLimit = options.endpointLimit
        significantDigits = options.significantDigits
        if case .sharedIterations(let count, _, _) = model.shape {
            tickets = IterationTickets(count)
        } else {
            tickets = IterationTickets(0)
        }
    }

    /// What brings users onto a shard.
    func flow(for crew: ShardCrew<User>) -> any LoadFlow {
        switch model.shape {
        case .users(let plan):
            UserPopulation(plan, crew: crew, originNs: originNs)
        case .iterations(let each, let users, _):
            IterationFlow(users: users, duty: .iterations(each), crew: crew)
        case .sharedIterations(_, let users, _):
            IterationFlow(users: users, duty: .shared(tickets), crew: crew)
        case .arrivals:
            ArrivalFlow(
                model.arrivals(seed: identity.seed)!, inFlightLimit: model.inFlightLimit, crew: crew, originNs: originNs
            )
        }
    }
}
