import Synchronization

/// The replicas of a stand-in at work: requests go in, and each is finished at its time, once.
///
/// The shell around ``CapacityQueue``, ``Faults`` and ``Stall``: it holds their values behind a lock, knows the time
/// and sets the timer. Nothing is called back with the lock held.
final class WorkPool: Sendable {
    /// How a request ended.
    enum Outcome: Sendable, Equatable {
        case served(replica: String)
        case rejected(CapacityQueue.Rejection)
        case failed(status: Int)
        case closed
    }

    typealias Finish = @Sendable (Outcome) -> Void

    fileprivate struct Job {
        var workNs: Int64
        var finish: Finish
    }

    /// What is to be done once the lock is free.
    fileprivate struct Effects {
        var timers: [(ns: Int64, ticket: CapacityQueue.Ticket)] = []
        var finished: [(ns: Int64, finish: Finish, outcome: Outcome)] = []
    }

    fileprivate struct State {
        var capacity: Capacity
        var queue: CapacityQueue
        var faults = Faults.none
        /// When the faults were set: the first period of their stalls begins there.
        var faultsSinceNs: Int64
        var random: SplitMix64
        var jobs: [CapacityQueue.Ticket: Job] = [:]
        var nextTicket: CapacityQueue.Ticket = 0
    }

    private let timer: TimerThread
    private let state: Mutex<State>

    init(capacity: Capacity, faults: Faults, seed: UInt64, timer: TimerThread) {
        let now = TimerThread.now()
        self.timer = timer
        state = Mutex(
            State(
                capacity: capacity, queue: CapacityQueue(capacity), faults: faults, faultsSinceNs: now,
                random: SplitMix64(seed: seed)
            )
        )
    }

    // MARK: - Requests

    /// A request that a replica has to work on.
    func work(connection: UInt64, finish: @escaping Finish) {
        let now = TimerThread.now()
        let effects = state.withLock { state -> Effects in
            let fate = state.drawFate()
            // Drawn for each request, failing or not, so that a seed gives the same times whatever the faults.
            let work = state.capacity.serviceTime.drawNs(using: &state.random)
            guard case .serve(let factor) = fate else {
                return state.fail(fate, finish, now)
            }
            let ticket = state.nextTicket
            state.nextTicket += 1
            let workNs = Int64(Double(work) * factor)
            state.jobs[ticket] = Job(workNs: workNs, finish: finish)
            let action = state.queue.arrived(ticket, connection: connection, workNs: workNs, atNs: now)
            return state.effects(action.map { [$0] } ?? [], now)
        }
        carryOut(effects, now)
    }

    /// A request that is answered at once, unless a fault says otherwise.
    func pass(finish: @escaping Finish) {
        let now = TimerThread.now()
        let (outcome, ns) = state.withLock { state -> (Outcome, Int64) in
            guard state.faults != .none else { return (.served(replica: state.capacity.replicas.first ?? ""), now) }
            let fate = state.drawFate()
            let outcome: Outcome =
                switch fate {
                case .serve: .served(replica: state.capacity.replicas.first ?? "")
                case .fail(let status): .failed(status: status)
                case .close: .closed
                }
            return (outcome, state.end(ofWorkNs: 0, startedNs: now))
        }
        if ns <= now { finish(outcome) } else { timer.at(ns) { finish(outcome) } }
    }

    func connectionEnded(_ connection: UInt64) {
        state.withLock { $0.queue.connectionEnded(connection) }
    }

    // MARK: - Settings and figures

    var capacity: Capacity {
        get { state.withLock { $0.capacity } }
        set {
            let now = TimerThread.now()
            let effects = state.withLock { state in
                state.capacity = newValue
                return state.effects(state.queue.changed(to: newValue, atNs: now), now)
            }
            carryOut(effects, now)
        }
    }

    var faults: Faults {
        get { state.withLock { $0.faults } }
        set {
            let now = TimerThread.now()
            state.withLock { state in
                state.faults = newValue
                state.faultsSinceNs = now
            }
        }
    }

    var figures: WorkFigures {
        let now = TimerThread.now()
        return state.withLock { state in
            WorkFigures(
                waiting: state.queue.waiting,
                replicas: state.queue.replicas.map {
                    WorkFigures.Replica(
                        name: $0.name, running: $0.running, served: $0.served, busyNs: $0.busyNs(atNs: now)
                    )
                },
                slots: state.capacity.slots,
                atNs: now
            )
        }
    }

    // MARK: - Effects

    private func completed(_ ticket: CapacityQueue.Ticket) {
        let now = TimerThread.now()
        let effects = state.withLock { state -> Effects in
            let replica = state.queue.replica(of: ticket)
            let actions = state.queue.completed(ticket, atNs: now)
            var effects = state.effects(actions, now)
            if let job = state.jobs.removeValue(forKey: ticket) {
                effects.finished.append((now, job.finish, .served(replica: replica)))
            }
            return effects
        }
        carryOut(effects, now)
    }

    private func carryOut(_ effects: Effects, _ now: Int64) {
        for (ns, ticket) in effects.timers {
            timer.at(ns) { [self] in completed(ticket) }
        }
        for (ns, finish, outcome) in effects.finished {
            if ns <= now { finish(outcome) } else { timer.at(ns) { finish(outcome) } }
        }
    }
}

extension WorkPool.State {
    fileprivate mutating func drawFate() -> Faults.Fate {
        faults.fate(Double.random(in: 0..<1, using: &random), Double.random(in: 0..<1, using: &random))
    }

    /// When work ends that begins now, stalls included.
    fileprivate func end(ofWorkNs work: Int64, startedNs: Int64) -> Int64 {
        guard let stall = faults.stall else { return startedNs + work }
        return faultsSinceNs + stall.end(ofWorkNs: work, startedNs: max(0, startedNs - faultsSinceNs))
    }

    /// Failing takes no slot, but a stall holds it up like everything.
    fileprivate mutating func fail(_ fate: Faults.Fate, _ finish: @escaping WorkPool.Finish, _ now: Int64)
        -> WorkPool.Effects
    {
        let outcome: WorkPool.Outcome =
            if case .fail(let status) = fate { .failed(status: status) } else { .closed }
        var effects = WorkPool.Effects()
        effects.finished.append((end(ofWorkNs: 0, startedNs: now), finish, outcome))
        return effects
    }

    fileprivate mutating func effects(_ actions: [CapacityQueue.Action], _ now: Int64) -> WorkPool.Effects {
        var effects = WorkPool.Effects()
        for action in actions {
            switch action {
            case .start(let ticket, _):
                guard let job = jobs[ticket] else { continue }
                effects.timers.append((end(ofWorkNs: job.workNs, startedNs: now), ticket))
            case .reject(let ticket, let reason):
                guard let job = jobs.removeValue(forKey: ticket) else { continue }
                effects.finished.append((now, job.finish, .rejected(reason)))
            }
        }
        return effects
    }
}
