/// Where a run stands between its first user and its last: loading, finishing, being cancelled, over.
///
/// A pure state machine: what has happened comes in, what is to be done goes out. Whatever happens, it is over within the grace and the patience that it
/// was given.
package struct RunCourse: Sendable {
    /// What is to be done.
    package enum Effect: Sendable, Equatable {
        /// Let whoever is due come still, nobody else, and everybody finish.
        case endPlan
        /// Let nobody come any more, and everybody finish.
        case stopUsers
        /// Report `graceEnded` after that time.
        case awaitGrace(Duration)
        /// End what everybody does.
        case cancelUsers
        /// Report `patienceEnded` after that time.
        case awaitPatience(Duration)
        /// Nothing will happen any more.
        case finish
    }

    private enum State: Sendable, Equatable {
        case loading
        case finishing(StopReason)
        case cancelling(StopReason)
        case over(StopReason)
    }

    private var state = State.loading
    /// The shards that still have users.
    package private(set) var busyShards: Set<Int>
    private let grace: Duration
    private let hastyGrace: Duration
    private let patience: Duration
    private let hastyPatience: Duration
    /// Whether somebody waits for the end.
    private var isInHaste = false

    /// The course of a run on so many shards.
    ///
    /// - Parameters:
    ///   - grace: how long users may finish what they began.
    ///   - hastyGrace: the same when somebody waits for the end.
    ///   - patience: how long cancelled users may take to notice; thousands of them do on a machine that has other work.
    ///   - hastyPatience: the same when somebody waits for the end.
    package init(
        shards: Int, grace: Duration, hastyGrace: Duration = .seconds(2), patience: Duration = .seconds(5),
        hastyPatience: Duration = .seconds(1)
    ) {
        busyShards = Set(0..<shards)
        self.grace = grace
        self.hastyGrace = min(grace, hastyGrace)
        self.patience = patience
        self.hastyPatience = min(patience, hastyPatience)
    }

    /// Why the run ended; nil before it did.
    package var outcome: StopReason? {
        if case .over(let reason) = state { reason } else { nil }
    }

    /// Whether the run goes on as planned.
    package var isLoading: Bool { state == .loading }

    /// The load model's time is over.
    package mutating func planEnded() -> [Effect] {
        guard state == .loading else { return [] }
        state = .finishing(.completed)
        return [.endPlan, .awaitGrace(grace)]
    }

    /// Somebody or something wants the run to end; at once when it is urgent.
    package mutating func stopRequested(_ reason: StopReason, isUrgent: Bool = false) -> [Effect] {
        let wasInHaste = isInHaste
        if isUrgent || reason.isHasty { isInHaste = true }
        switch state {
        case .loading:
            if isUrgent { return [.stopUsers] + cancel(reason) }
            state = .finishing(reason)
            return [.stopUsers, .awaitGrace(reason.isHasty ? hastyGrace : grace)]
        case .finishing(let former):
            if isUrgent { return cancel(former == .completed ? reason : former) }
            guard reason.isHasty, !former.isHasty else { return [] }
            // The load was over already: that somebody is in a hurry now doesn't spoil it.
            return [.awaitGrace(hastyGrace)]
        case .cancelling:
            return isInHaste && !wasInHaste ? [.awaitPatience(hastyPatience)] : []
        case .over:
            return []
        }
    }

    /// Users have had the time to finish.
    package mutating func graceEnded() -> [Effect] {
        guard case .finishing(let reason) = state else { return [] }
        return cancel(reason)
    }

    /// The last user of a shard has gone, and nobody will come.
    package mutating func shardBecameIdle(_ shard: Int) -> [Effect] {
        busyShards.remove(shard)
        guard busyShards.isEmpty else { return [] }
        switch state {
        case .loading: state = .over(.completed)
        case .finishing(let reason), .cancelling(let reason): state = .over(reason)
        case .over: return []
        }
        return [.finish]
    }

    /// Cancelled users have had the time to notice.
    package mutating func patienceEnded() -> [Effect] {
        guard case .cancelling(let reason) = state else { return [] }
        state = .over(reason)
        return [.finish]
    }

    private mutating func cancel(_ reason: StopReason) -> [Effect] {
        state = .cancelling(reason)
        return [.cancelUsers, .awaitPatience(isInHaste ? hastyPatience : patience)]
    }
}
