/// What a shard's thread does: a round of jobs, hooks, timers and descriptors, over and over.
///
/// Everything in it belongs to that thread; nothing is locked.
final class ShardLoop {
    /// How many jobs are run before descriptors are looked at again, so that work can't starve I/O.
    private static let batchLimit = 512

    /// What is to happen when a timer fires.
    enum Alarm {
        case action(() -> Void)
        case sleeper(Sleeper)
    }

    /// Somebody who watches a descriptor.
    private struct Watcher {
        var generation: UInt32 = 0
        var interest: Interest = []
        var ready: ((Interest) -> Void)?
    }

    private let selector: any Selector
    private let wakeUp: WakeUp
    private let executor: UnownedTaskExecutor
    private let inbox: Inbox

    private var ring = WorkRing()
    private var delivery: [Work] = []
    private var timers = TimerHeap<Alarm>()
    /// By number of descriptor.
    private var watchers: [Watcher] = []
    private var ready: [Readiness] = []
    private var hooks: [(id: UInt64, hook: () -> Void)] = []
    private var hookNumber: UInt64 = 0
    private(set) var isStopping = false
    private(set) var health = LoopHealth()

    init(
        selector: any Selector, wakeUp: WakeUp, executor: UnownedTaskExecutor, inbox: Inbox
    ) throws {
        self.selector = selector
        self.wakeUp = wakeUp
        self.executor = executor
        self.inbox = inbox
        ready.reserveCapacity(256)
        try watch(wakeUp.reading, for: .readable) { _ in wakeUp.drain() }
    }

    // MARK: - Rounds

    /// Works until it is stopped and nothing is left to do.
    func run() {
        var turnStart = MonotonicClock.now()
        while true {
            receive()
            runJobs()
            runHooks()
            fireTimers()
            runJobs()
            // Requests that jobs have begun are sent before the loop waits.
            runHooks()

            let now = MonotonicClock.now()
            health.turnEnded(afterNs: now - turnStart)
            if isStopping, ring.isEmpty, inbox.closeIfEmpty() { break }
            wait(now: now)
            turnStart = MonotonicClock.now()
            deliverReadiness()
        }
        selector.close()
    }

    /// Ends the loop once its work is done; whoever sleeps is woken by a cancellation.
    func stop() {
        isStopping = true
        while let alarm = timers.popFirst() {
            if case .sleeper(let sleeper) = alarm { _ = sleeper.cancelled() }
        }
    }

    func enqueue(_ work: Work) {
        ring.append(work)
    }

    func takeHealth() -> LoopHealth {
        defer { health = LoopHealth() }
        return health
    }

    private func receive() {
        guard inbox.hasMail else { return }
        inbox.take(into: &delivery)
        for work in delivery { ring.append(work) }
        delivery.removeAll(keepingCapacity: true)
    }

    private func runJobs() {
        var budget = Self.batchLimit
        while budget > 0, let work = ring.popFirst() {
            budget -= 1
            switch work {
            case .job(let job): job.runSynchronously(on: executor)
            case .action(let action): action()
            }
        }
    }

    private func runHooks() {
        for index in hooks.indices where index < hooks.count { hooks[index].hook() }
    }

    private func fireTimers() {
        guard let next = timers.nextDeadline else { return }
        let now = MonotonicClock.now()
        guard next <= now else { return }
        // Timers that are set meanwhile for a time that has passed wait for the next round.
        var budget = timers.count
        while budget > 0, let alarm = timers.popDue(at: now) {
            budget -= 1
            switch alarm {
            case .action(let action): action()
            case .sleeper(let sleeper): sleeper.timerFired()
            }
        }
    }

    private func wait(now: Int64) {
        var timeout: Int64? = timers.nextDeadline.map { max(0, $0 - now) }
        if !ring.isEmpty { timeout = 0 }
        do {
            if timeout == 0 {
                try selector.wait(timeoutNs: 0, into: &ready)
            } else if inbox.fallsAsleep() {
                defer { inbox.awoke() }
                try selector.wait(timeoutNs: timeout, into: &ready)
            }
        } catch {
            // Only a broken descriptor of the selector itself can do this: a bug, not a state of the outside world.
            fatalError("the event loop can't wait: \(error)")
        }
    }

    private func deliverReadiness() {
        for item in ready {
            let descriptor = Int(item.token.descriptor)
            guard descriptor < watchers.count, watchers[descriptor].generation == item.token.generation,
                let react = watchers[descriptor].ready
            else { continue }
            react(item.interest)
        }
        ready.removeAll(keepingCapacity: true)
    }

    // MARK: - Timers

    func setTimer(at deadline: Int64, _ alarm: Alarm) -> TimerID {
        timers.insert(deadline: deadline, alarm)
    }

    func cancelTimer(_ id: TimerID) {
        _ = timers.remove(id)
    }

    // MARK: - Descriptors

    func watch(_ descriptor: Int32, for interest: Interest, _ react: @escaping (Interest) -> Void) throws {
        let index = Int(descriptor)
        while watchers.count <= index { watchers.append(Watcher()) }
        precondition(watchers[index].ready == nil, "descriptor \(descriptor) is watched already")
        let generation = watchers[index].generation &+ 1
        try selector.add(WatchToken(descriptor: descriptor, generation: generation), for: interest)
        watchers[index] = Watcher(generation: generation, interest: interest, ready: react)
    }

    func change(_ descriptor: Int32, to interest: Interest) throws {
        let index = Int(descriptor)
        precondition(isWatched(descriptor), "descriptor \(descriptor) isn't watched")
        guard watchers[index].interest != interest else { return }
        try selector.change(WatchToken(descriptor: descriptor, generation: watchers[index].generation), to: interest)
        watchers[index].interest = interest
    }

    func unwatch(_ descriptor: Int32, closed: Bool) {
        guard isWatched(descriptor) else { return }
        let index = Int(descriptor)
        selector.remove(WatchToken(descriptor: descriptor, generation: watchers[index].generation), closed: closed)
        watchers[index].ready = nil
        watchers[index].generation &+= 1
    }

    func isWatched(_ descriptor: Int32) -> Bool {
        let index = Int(descriptor)
        return index >= 0 && index < watchers.count && watchers[index].ready != nil
    }

    // MARK: - Hooks

    func addHook(_ hook: @escaping () -> Void) -> HookID {
        hookNumber += 1
        hooks.append((hookNumber, hook))
        return HookID(number: hookNumber)
    }

    func removeHook(_ id: HookID) {
        hooks.removeAll { $0.id == id.number }
    }
}

/// A hook that was hung into a loop, for taking it out.
package struct HookID: Hashable, Sendable {
    let number: UInt64
}
