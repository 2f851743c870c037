import EventLoop
import Measurement

/// One user's life on its shard: set-up, iterations with waits between them, tear-down.
///
/// Unchecked: made, run and told to end on its shard's thread only; its task prefers that shard.
final class UserLife<User: VirtualUser>: @unchecked Sendable {
    /// How long a user whose set-up failed waits before it tries again, so that a target that refuses logins isn't stormed.
    private static var retryNs: Int64 { 1_000_000_000 }

    /// How a part of the story ended.
    private enum Ending {
        case done
        case failed
        /// By the end of the run or of a feeder's rows, which says nothing about the target.
        case brokenOff
    }

    let user: User
    /// The place of its kind among the scenario's kinds.
    let kindPlace: Int
    private let planned: PlannedKind<User>
    private let duty: UserDuty
    /// Called when an arrival has been served; the crew parks the user.
    private let served: (UserLife) -> Void
    private var task: Task<Void, Never>?
    private var isReady = false
    private var isRetiring = false
    private var isBetweenIterations = false
    private var arrivalNs: Int64?

    private var context: UserContext { user.context }
    private var kind: UserKind<User> { planned.kind }

    init(
        user: User, kindPlace: Int, planned: PlannedKind<User>, duty: UserDuty, served: @escaping (UserLife) -> Void
    ) {
        self.user = user
        self.kindPlace = kindPlace
        self.planned = planned
        self.duty = duty
        self.served = served
    }

    // MARK: - Told by the crew

    /// Begins the life; calls back on the shard when it has ended.
    func begin(ended: @escaping (UserLife) -> Void) {
        // The closure is used on this shard's thread only, like all of the crew.
        nonisolated(unsafe) let ended = ended
        task = Task(executorPreference: context.shard) { [self] in
            await live()
            ended(self)
        }
    }

    /// Gives the user an arrival to serve, which was due at a moment.
    func serve(arrivalNs: Int64) {
        self.arrivalNs = arrivalNs
        if isBetweenIterations { context.waiting.wake() }
    }

    /// Lets the user finish what it does, and no more.
    func retire() {
        isRetiring = true
        if isBetweenIterations { context.waiting.wake() }
    }

    /// Ends what the user does.
    func cancel() {
        isRetiring = true
        task?.cancel()
        context.waiting.wake()
    }

    // MARK: - The life

    private func live() async {
        switch duty {
        case .untilRetired:
            while !isRetiring { await iterateAndThink() }
        case .iterations(let count):
            for iteration in 0..<count where !isRetiring { await iterateAndThink(isLast: iteration == count - 1) }
        case .shared(let tickets):
            while !isRetiring, tickets.take() { await iterateAndThink() }
        case .arrivals:
            await serveArrivals()
        }
        guard isReady, !Task.isCancelled else { return }
        for step in kind.onEnd { await perform("end of \(kind.name)", step) }
    }

    private func serveArrivals() async {
        while true {
            if let due = arrivalNs {
                arrivalNs = nil
                // Whatever is asked first, by the set-up or the story, counts from the arrival's moment; the set-up's own time isn't the generator's lateness.
                context.plannedNs = due
                context.recorder.lateStart(plannedNs: due, startedNs: Shard.now())
                if await becomeReady() { await iterate() }
                context.plannedNs = nil
                if !isRetiring { served(self) }
            } else if isRetiring {
                return
            } else {
                isBetweenIterations = true
                await context.waiting.wait()
                isBetweenIterations = false
            }
        }
    }

    private func iterateAndThink(isLast: Bool = false) async {
        let turn = context.shard.turns
        let begin = Shard.now()
        var waitNs = Self.retryNs
        if await becomeReady() {
            await iterate()
            waitNs = kind.wait.next(after: Shard.now() - begin, using: &context.random)
        }
        if isRetiring || isLast { return }
        if waitNs > 0 {
            isBetweenIterations = true
            await context.waiting.wait(until: Shard.now() + waitNs)
            isBetweenIterations = false
        } else if context.shard.turns == turn {
            // An iteration that never suspended would otherwise keep the shard to itself.
            await Task.yield()
        }
    }

    /// Does the set-up unless it is done; false when it failed.
    private func becomeReady() async -> Bool {
        guard !isReady else { return true }
        for step in kind.onStart {
            guard await perform("start of \(kind.name)", step) == .done else { return false }
        }
        isReady = true
        return true
    }

    private func iterate() async {
        let ending = await act()
        if ending != .brokenOff { context.recorder.iterationEnded(failed: ending == .failed, atNs: Shard.now()) }
    }

    /// Does one action, or all of them in their order.
    private func act() async -> Ending {
        switch kind.order {
        case .weighted:
            return await perform(kind.actions[planned.choice.next(using: &context.random)])
        case .sequence:
            for action in kind.actions {
                let ending = await perform(action)
                guard ending == .done else { return ending }
                if Task.isCancelled { return .brokenOff }
            }
            return .done
        }
    }

    private func perform(_ action: UserAction<User>) async -> Ending {
        context.tags = action.tags
        return await perform(action.name, action.body)
    }

    /// Does a part of the story.
    ///
    /// A failed request has been counted already; a feeder without rows ends the run; any other error is counted under the part's name.
    @discardableResult
    private func perform(_ name: String, _ body: UserAction<User>.Body) async -> Ending {
        let start = Shard.now()
        do {
            try await body(user)
            user.settle()
            return .done
        } catch {
            user.settle()
            switch error {
            case is RequestFailure: return .failed
            case is CancellationError: return .brokenOff
            case let fault as FeederError:
                context.run.stop(fault.stopReason)
                // The run's end takes its time to arrive; this user has nothing left to do in it.
                isRetiring = true
                return .brokenOff
            default:
                count(error, in: name, startNs: start)
                return .failed
            }
        }
    }

    private func count(_ error: any Error, in name: String, startNs: Int64) {
        let recorder = context.recorder
        let endpoint = recorder.endpoint(name, tags: context.tags.map(\.name))
        let end = Shard.now()
        recorder.started(endpoint)
        recorder.finished(
            endpoint, Sample(plannedNs: context.plannedNs ?? startNs, startNs: startNs, endNs: end, failure: .scenario))
        recorder.failure(endpoint, .scenario, status: 0, message: "\(error)", atNs: end)
    }
}
