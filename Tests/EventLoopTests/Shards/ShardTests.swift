import EventLoop
import Synchronization
import Testing

/// The shard with each selector.
@Suite(.timeLimit(.minutes(10)))
struct ShardTests {
    static let kinds: [SelectorKind] = [.epoll, .poll]

    /// Gives a shard to a test and ends it afterwards.
    private func withShard(_ kind: SelectorKind, _ body: (Shard) async throws -> Void) async throws {
        let shard = try Shard(name: "test", selector: kind)
        do {
            try await body(shard)
        } catch {
            await shard.shutDown()
            throw error
        }
        await shard.shutDown()
    }

    @Test(arguments: kinds)
    func workFromElsewhereRunsOnTheShardInOrder(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let log = Log<Int>()
            for number in 0..<1000 {
                shard.execute { log.note(shard.isCurrent && Shard.current === shard ? number : -1) }
            }
            try await shard.run {}
            #expect(log.entries == Array(0..<1000))
            #expect(!shard.isCurrent)
            #expect(Shard.current == nil)
        }
    }

    @Test(arguments: kinds)
    func resultAndErrorComeBack(_ kind: SelectorKind) async throws {
        struct Refusal: Error {}
        try await withShard(kind) { shard in
            let result = try await shard.run { 6 * 7 }
            #expect(result == 42)
            await #expect(throws: Refusal.self) { try await shard.run { throw Refusal() } }
        }
    }

    @Test(arguments: kinds)
    func taskThatPrefersTheShardStaysOnItsThread(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let places = await Task(executorPreference: shard) {
                var places = [shard.isCurrent]
                await Task.yield()
                places.append(shard.isCurrent)
                try? await shard.sleep(until: Shard.now() + 1000)
                places.append(shard.isCurrent)
                await MainActor.run {}
                places.append(shard.isCurrent)
                await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<5 { group.addTask { shard.isCurrent } }
                    for await place in group { places.append(place) }
                }
                return places
            }.value
            #expect(places == Array(repeating: true, count: 9))
        }
    }

    @Test(arguments: kinds)
    func timersFireInOrderAndNeverEarly(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let fired = Log<(name: String, early: Bool)>()
            await withCheckedContinuation { done in
                shard.execute {
                    let now = Shard.now()
                    func set(_ name: String, after delay: Int64) -> TimerID {
                        let deadline = now + delay
                        return shard.at(deadline) { fired.note((name, Shard.now() < deadline)) }
                    }
                    _ = set("late", after: 3_000_000)
                    _ = set("early", after: 1_000_000)
                    let cancelled = set("cancelled", after: 2_000_000)
                    _ = set("past", after: -5)
                    shard.cancel(cancelled)
                    _ = shard.at(now + 4_000_000) { done.resume() }
                }
            }
            #expect(fired.entries.map(\.name) == ["past", "early", "late"])
            #expect(fired.entries.allSatisfy { !$0.early })
        }
    }

    @Test(arguments: kinds)
    func sleepersWakeAtTheirTimes(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let log = Log<Int>()
            let start = Shard.now()
            await withTaskGroup(of: Void.self) { group in
                for number in [3, 1, 2] {
                    group.addTask(executorPreference: shard) {
                        try? await shard.sleep(until: start + Int64(number) * 20_000_000)
                        log.note(number)
                    }
                }
            }
            #expect(log.entries == [1, 2, 3])
            #expect(Shard.now() - start >= 60_000_000)
        }
    }

    @Test(arguments: kinds)
    func cancelledSleeperThrowsAtOnce(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let isAsleep = AsyncStream<Void>.makeStream()
            let task = Task(executorPreference: shard) {
                isAsleep.continuation.yield()
                try await shard.sleep(until: Shard.now() + 3_600_000_000_000)
            }
            for await _ in isAsleep.stream { break }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test(arguments: kinds)
    func taskThatIsCancelledBeforeItSleepsNeverSleeps(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let task = Task(executorPreference: shard) {
                withUnsafeCurrentTask { $0?.cancel() }
                try await shard.sleep(until: Shard.now() + 3_600_000_000_000)
            }
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }

    @Test(arguments: kinds)
    func descriptorsAreWatchedChangedAndLeftAlone(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let log = Log<String>()
            await withCheckedContinuation { done in
                shard.execute {
                    let (first, second) = (Pipe(), Pipe())
                    try! shard.watch(first.reading, for: .readable) { interest in
                        log.note("first \(interest == .readable) \(first.read())")
                        shard.unwatch(first.reading)
                        first.write("unseen")
                        try! shard.change(second.writing, to: .writable)
                    }
                    try! shard.watch(second.writing, for: []) { interest in
                        log.note("second \(interest == .writable)")
                        shard.unwatch(second.writing)
                        // Three rounds later nothing more has been heard.
                        shard.execute { shard.execute { shard.execute { done.resume() } } }
                    }
                    first.write("hello")
                }
            }
            #expect(log.entries == ["first true hello", "second true"])
        }
    }

    @Test(arguments: kinds)
    func newsOfAClosedDescriptorNeverReachesTheNextOwnerOfItsNumber(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let log = Log<String>()
            await withCheckedContinuation { done in
                shard.execute {
                    // Both are ready in one round; the first one to be told replaces the other one.
                    let pipes = [Pipe(), Pipe()]
                    for (index, pipe) in pipes.enumerated() {
                        pipe.write("x")
                        try! shard.watch(pipe.reading, for: .readable) { _ in
                            let other = pipes[1 - index].reading
                            log.note("told once")
                            shard.unwatch(pipe.reading)
                            shard.unwatch(other)
                            try! shard.watch(other, for: []) { _ in log.note("stale news") }
                            shard.execute {
                                shard.unwatch(other)
                                done.resume()
                            }
                        }
                    }
                }
            }
            #expect(log.entries == ["told once"])
        }
    }

    @Test(arguments: kinds)
    func endlessWorkDoesNotStarveDescriptors(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let stop = Atomic(false)
            await withCheckedContinuation { done in
                shard.execute {
                    /// Gives itself new work for ever.
                    @Sendable func spin() {
                        if !stop.load(ordering: .relaxed) { shard.execute { spin() } }
                    }
                    for _ in 0..<2000 { spin() }
                    let pipe = Pipe()
                    try! shard.watch(pipe.reading, for: .readable) { _ in
                        shard.unwatch(pipe.reading)
                        stop.store(true, ordering: .relaxed)
                        done.resume()
                    }
                    pipe.write("x")
                }
            }
            let wasTold = stop.load(ordering: .relaxed)
            #expect(wasTold)
        }
    }

    @Test(arguments: kinds)
    func hookIsCalledEachTurnUntilItIsTakenOut(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let calls = Atomic(0)
            let hook = try await shard.run { shard.eachTurn { calls.add(1, ordering: .relaxed) } }
            for _ in 0..<5 { try await shard.run {} }
            let before = calls.load(ordering: .relaxed)
            #expect(before >= 5)
            try await shard.run { shard.remove(hook) }
            try await shard.run {}
            let after = calls.load(ordering: .relaxed)
            for _ in 0..<5 { try await shard.run {} }
            let later = calls.load(ordering: .relaxed)
            #expect(later == after)
        }
    }

    @Test(arguments: kinds)
    func longTurnShowsInTheHealthCounters(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            try await shard.run {
                let end = Shard.now() + 5_000_000
                while Shard.now() < end {}
            }
            let health = try await shard.run { shard.takeHealth() }
            #expect(health.longestTurnNs >= 5_000_000)
            #expect(health.busyNs >= health.longestTurnNs)
            #expect(health.turns >= 1)
        }
    }

    @Test(arguments: kinds)
    func shuttingDownFinishesQueuedWorkAndWakesSleepers(_ kind: SelectorKind) async throws {
        let shard = try Shard(name: "ending", selector: kind)
        let log = Log<Int>()
        let isAsleep = AsyncStream<Void>.makeStream()
        let sleeper = Task(executorPreference: shard) {
            isAsleep.continuation.yield()
            try await shard.sleep(until: Shard.now() + 3_600_000_000_000)
        }
        for await _ in isAsleep.stream { break }
        for number in 0..<2000 { shard.execute { log.note(number) } }
        await shard.shutDown()

        #expect(log.entries == Array(0..<2000))
        await #expect(throws: CancellationError.self) { try await sleeper.value }
        #expect(!shard.execute {}, "a closed shard takes no more work")
        let error = await #expect(throws: ShardClosed.self) { try await shard.run {} }
        #expect(error?.description == "shard “ending” was shut down before its work was done")
        await shard.shutDown()
    }

    @Test(arguments: kinds)
    func workFromManyThreadsArrivesWhole(_ kind: SelectorKind) async throws {
        try await withShard(kind) { shard in
            let count = Counter()
            await withTaskGroup(of: Void.self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        for _ in 0..<5000 {
                            shard.execute { count.increment() }
                        }
                        // Whoever comes to a sleeping shard wakes it.
                        for _ in 0..<50 { try? await shard.run {} }
                    }
                }
            }
            try await shard.run {}
            #expect(count.value == 40_000)
        }
    }
}
