internal import Glibc

/// One thread with everything that happens on it: a selector, timers, descriptors and the tasks that prefer it.
///
/// As it is a task executor, a user's code, the completion of its I/O and the recording of its samples all happen on this
/// thread, and share what they need without locks. Only a few functions may be called from elsewhere; they say so. The
/// others trap when called off the thread.
///
/// Unchecked: the loop is confined to the thread, which preconditions guard; the rest is immutable, atomic or locked.
package final class Shard: TaskExecutor, @unchecked Sendable {
    /// Who waits for the end of the thread.
    private struct End {
        var hasBegun = false
        var hasCome = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    /// For debuggers and reports.
    package let name: String
    private let inbox = Inbox()
    private let end = Locked(End())
    private let wakeUp: WakeUp
    /// Set once in init, before the thread starts.
    private var loop: ShardLoop!
    /// Set once in init, read by shutDown only.
    private var thread: ShardThread!

    /// Starts the thread.
    package init(name: String = "shard", selector kind: SelectorKind = .automatic) throws {
        self.name = name
        wakeUp = try kind.makeWakeUp()
        loop = try ShardLoop(
            selector: kind.makeSelector(), wakeUp: wakeUp, executor: asUnownedTaskExecutor(), inbox: inbox)
        thread = try ShardThread(name: name) { [self] in
            CurrentShard.set(self)
            loop.run()
            CurrentShard.set(nil)
            finish()
        }
    }

    deinit {
        wakeUp.close()
    }

    // MARK: - From any thread

    /// The shard whose thread is the calling one.
    package static var current: Shard? {
        CurrentShard.pointer.map { Unmanaged<Shard>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Whether the calling thread is this shard's.
    package var isCurrent: Bool {
        CurrentShard.pointer == Unmanaged.passUnretained(self).toOpaque()
    }

    /// Nanoseconds of CLOCK_MONOTONIC.
    package static func now() -> Int64 { MonotonicClock.now() }

    /// Takes a piece of a task, for Swift's runtime.
    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        // A job that is lost would leave its task hanging for ever, silently.
        precondition(submit(.job(job)), "a task runs on shard “\(name)” after it was shut down")
    }

    /// Calls a function on the shard, soon. Returns false when the shard was shut down.
    @discardableResult
    package func execute(_ work: @escaping @Sendable () -> Void) -> Bool {
        submit(.action(work))
    }

    /// Calls a function on the shard and hands back its result.
    package func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            let taken = execute { continuation.resume(with: Swift.Result { try work() }) }
            if !taken { continuation.resume(throwing: ShardClosed(name: name)) }
        }
    }

    /// Finishes the jobs that are queued, wakes sleepers by cancelling them, and ends the thread.
    ///
    /// Tasks that prefer the shard must have ended, or end once they are woken. May be called more than once.
    package func shutDown() async {
        precondition(!isCurrent, "shard “\(name)” can't wait for its own end")
        let isFirst = end.withLock { end in
            defer { end.hasBegun = true }
            return !end.hasBegun
        }
        if isFirst { execute { [self] in loop.stop() } }
        await withCheckedContinuation { continuation in
            let hasCome = end.withLock { end in
                if !end.hasCome { end.waiting.append(continuation) }
                return end.hasCome
            }
            if hasCome { continuation.resume() }
        }
        // The thread has nothing left to do but to return.
        if isFirst { thread.join() }
    }

    private func submit(_ work: Work) -> Bool {
        if isCurrent {
            loop.enqueue(work)
            return true
        }
        switch inbox.leave(work) {
        case .left: return true
        case .leftForSleeper:
            wakeUp.signal()
            return true
        case .closed: return false
        }
    }

    /// The loop has ended.
    private func finish() {
        let waiting = end.withLock { end in
            end.hasCome = true
            return end.waiting
        }
        for continuation in waiting { continuation.resume() }
    }

    // MARK: - On the shard only

    /// Calls a function once it is that late.
    package func at(_ deadlineNs: Int64, _ action: @escaping () -> Void) -> TimerID {
        checkThread()
        return loop.setTimer(at: deadlineNs, .action(action))
    }

    /// Cancels a timer; nothing happens when it has fired.
    package func cancel(_ id: TimerID) {
        checkThread()
        loop.cancelTimer(id)
    }

    /// Watches a descriptor, whose owner keeps it open until it is unwatched.
    package func watch(_ descriptor: Int32, for interest: Interest, _ ready: @escaping (Interest) -> Void) throws {
        checkThread()
        try loop.watch(descriptor, for: interest, ready)
    }

    /// Changes what a watched descriptor is watched for.
    package func change(_ descriptor: Int32, to interest: Interest) throws {
        checkThread()
        try loop.change(descriptor, to: interest)
    }

    /// Stops watching a descriptor; nothing happens when it isn't watched.
    ///
    /// - Parameter closed: it was closed just before, which saves a system call.
    package func unwatch(_ descriptor: Int32, closed: Bool = false) {
        checkThread()
        loop.unwatch(descriptor, closed: closed)
    }

    /// Whether a descriptor is watched.
    package func isWatching(_ descriptor: Int32) -> Bool {
        checkThread()
        return loop.isWatched(descriptor)
    }

    /// Calls a function in every round, before the loop waits.
    @discardableResult
    package func eachTurn(_ hook: @escaping () -> Void) -> HookID {
        checkThread()
        return loop.addHook(hook)
    }

    /// Takes a hook out.
    package func remove(_ id: HookID) {
        checkThread()
        loop.removeHook(id)
    }

    /// The loop's counters since they were last taken.
    package var health: LoopHealth {
        checkThread()
        return loop.health
    }

    /// Hands over the loop's counters and begins anew.
    package func takeHealth() -> LoopHealth {
        checkThread()
        return loop.takeHealth()
    }

    /// The longest round since the counters were last taken.
    package var longestTurnNs: Int64 { health.longestTurnNs }

    /// Rounds since the counters were last taken.
    package var turns: Int64 { health.turns }

    /// Time spent on work since the counters were last taken.
    package var busyNs: Int64 { health.busyNs }

    /// Suspends the calling task, which runs on this shard, until the deadline; throws when it is cancelled before.
    package func sleep(until deadlineNs: Int64) async throws {
        checkThread()
        try Task.checkCancellation()
        if loop.isStopping { throw CancellationError() }
        let sleeper = Sleeper()
        try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                sleeper.fellAsleep(continuation) { loop.setTimer(at: deadlineNs, .sleeper(sleeper)) }
            }
        } onCancel: {
            execute { [self] in
                if let timer = sleeper.cancelled() { loop.cancelTimer(timer) }
            }
        }
    }

    private func checkThread() {
        precondition(isCurrent, "called off the thread of shard “\(name)”")
    }
}

/// Work was given to a shard that was shut down before.
package struct ShardClosed: Error, CustomStringConvertible {
    package let name: String

    package var description: String { "shard “\(name)” was shut down before its work was done" }
}
