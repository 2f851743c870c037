import EventLoop

/// Keeps as many users on a shard as a closed model wants: lets new ones in, lets the last ones go.
final class UserPopulation<User: VirtualUser>: LoadFlow {
    private let plan: UserPlan
    private let crew: ShardCrew<User>
    private let originNs: Int64
    private var kinds: [Int] = []
    private var allotment: ShareAllotment
    private var present: [UserLife<User>] = []
    private var timer: TimerID?
    /// How many users somebody asked for while the run went on.
    private var requested: Int?
    private(set) var isExhausted = false

    init(_ plan: UserPlan, crew: ShardCrew<User>, originNs: Int64) {
        self.plan = plan
        self.crew = crew
        self.originNs = originNs
        allotment = ShareAllotment(crew.shares)
    }

    func start() {
        follow()
    }

    func stop() {
        if let timer { crew.shard.cancel(timer) }
        timer = nil
        isExhausted = true
        present = []
    }

    func keepUsers(_ count: Int) {
        guard !isExhausted else { return }
        requested = count
        if let timer { crew.shard.cancel(timer) }
        follow()
    }

    /// Brings the users to the number wanted now, and comes back at the next change.
    private func follow() {
        timer = nil
        let elapsed = max(0, Shard.now() - originNs)
        let isOver = plan.nextChange(after: elapsed) == nil
        let users = isOver ? 0 : requested ?? plan.wanted(at: elapsed)
        let wanted = UserPlan.share(of: users, shard: crew.place.index, of: crew.place.count)
        while present.count < wanted { present.append(crew.make(kind: kind(present.count), duty: .untilRetired)) }
        while present.count > wanted { present.removeLast().retire() }
        if let next = plan.nextChange(after: elapsed) {
            timer = crew.shard.at(originNs + next) { [unowned self] in follow() }
        } else {
            isExhausted = true
            if crew.isEmpty { crew.becameEmpty() }
        }
    }

    /// The kind of the k-th user of this shard.
    private func kind(_ place: Int) -> Int {
        while kinds.count <= place {
            for number in 0..<crew.place.count {
                let kind = allotment.next()!
                if number == crew.place.index { kinds.append(kind) }
            }
        }
        return kinds[place]
    }
}
