import EventLoop
import Glibc
import Measurement
import Synchronization
import Testing

@testable import Load

private let looking = ScriptedScenario("looking", wait: .constant(.milliseconds(20))) {
    ScriptedAction("look") { user in try await user.get("GET /") }
}

/// Arrivals of whom the first keeps its loop to itself for 300 ms, as a busy machine does.
private func stalling() -> ScriptedScenario {
    let isFirst = Mutex(true)
    return ScriptedScenario("arriving") {
        ScriptedAction("look") { user in
            if isFirst.withLock({ first in
                defer { first = false }; return first
            }) {
                usleep(300_000)
            }
            try await user.get("GET /")
        }
    }
}

/// Runs on real shards whose target is a script. What is asserted doesn't depend on how fast the machine is.
@Suite struct LoadRunTests {
    @Test func eachUserDoesItsIterations() async throws {
        let transport = ScriptedTransport { _ in 1_000_000 }
        let (report, outcome) = try await execute(looking, .iterations(each: 5, users: 7), over: transport)
        #expect(report.requests == 35)
        #expect(report["GET /"].requests == 35)
        #expect(outcome.reason == .completed)
        #expect(Set(transport.events.filter { if case .made = $0 { true } else { false } }).count == 7)
        #expect(transport.events.count { if case .discarded = $0 { true } else { false } } == 7)
        #expect(transport.events.count { $0 == .closed } == 2)
    }

    @Test func sharedIterationsAreDoneByWhoeverIsFree() async throws {
        let (report, _) = try await execute(looking, .iterations(shared: 50, users: 7))
        #expect(report.requests == 50)
    }

    @Test func iterationsThatTakeTooLongEndTheRunAndSaySo() async throws {
        let (report, outcome) = try await execute(
            looking, .iterations(each: 1_000_000, users: 1, within: .milliseconds(200)))
        #expect(outcome.reason == .timeLimit(.milliseconds(200)))
        #expect(report.validity.reasons.map(\.reason).contains("the iterations weren't done within 200ms"))
    }

    @Test func everyArrivalIsStartedAndKeepsItsPlannedStart() async throws {
        // The target answers nobody before 300 ms of the run have passed, and then everybody at once.
        let start = Mutex<Int64?>(nil)
        let transport = ScriptedTransport { now in
            let first = start.withLock { first in
                if first == nil { first = now }
                return first!
            }
            return max(0, first + 300_000_000 - now)
        }
        let arriving = ScriptedScenario("arriving") { ScriptedAction("look") { user in try await user.get("GET /") } }
        let (report, _) = try await execute(
            arriving, .arrivals(perSecond: 200, for: .milliseconds(500)), over: transport)
        #expect(report.requests == 100)
        #expect(report.health.startedArrivals == 100)
        #expect(report.health.droppedArrivals == 0)
        // Arrivals of the first 300 ms wait for the rest of that time: 60 of 100, half of them longer than 150 ms.
        #expect(report.quantile(0.8).value.map { $0 > .milliseconds(150) } == true)
    }

    @Test func arrivalsBeyondTheCapAreDroppedAndCounted() async throws {
        let transport = ScriptedTransport { _ in 60_000_000_000 }
        let arriving = ScriptedScenario("arriving") { ScriptedAction("look") { user in try await user.get("GET /") } }
        let (report, _) = try await execute(
            arriving,
            .arrivals(perSecond: 100, for: .milliseconds(300)).inFlight(atMost: 4).finishing(
                within: .milliseconds(500)),
            over: transport)
        #expect(report.health.startedArrivals == 4)
        #expect(report.health.droppedArrivals == 26)
        #expect(!report.validity.isValid)
        #expect(report.failures == 4)
    }

    @Test func whatFellDueInAStallIsServedByThoseWhoAreThere() async throws {
        // The first arrival keeps its loop to itself, as a busy machine does; meanwhile many others fall due.
        let transport = ScriptedTransport()
        let (report, _) = try await execute(
            stalling(), .arrivals(perSecond: 4000, for: .milliseconds(500)), over: transport)
        #expect(report.health.startedArrivals == 2000)
        #expect(report.health.droppedArrivals == 0)
        #expect(report.requests == 2000)
        // One of two shards stood still for 600 arrivals or more.
        #expect(transport.events.count { if case .made = $0 { true } else { false } } < 300)
    }

    /// The end of the plan finds most of its arrivals due and not yet started: each still gets its turn.
    @Test func whatFellDueInAStallAtTheEndIsServedAfterIt() async throws {
        let (report, outcome) = try await execute(
            stalling(), .arrivals(perSecond: 4000, for: .milliseconds(100)), shards: 1)
        #expect(outcome.reason == .completed)
        #expect(report.health.startedArrivals == 400)
        #expect(report.health.droppedArrivals == 0)
        #expect(report.requests == 400)
    }

    /// A shard that never came to its arrivals before the run's patience was over: what it couldn't start is counted, not forgotten.
    @Test func whatFellDueAndCouldNotComeIsCountedAsDropped() async throws {
        let arriving = ScriptedScenario("arriving") { ScriptedAction("look") { user in try await user.get("GET /") } }
        let shard = try Shard(name: "late")
        let setting = RunSetting(
            scenario: arriving, model: .arrivals(perSecond: 400, for: .milliseconds(100)),
            transport: ScriptedTransport(), options: RunOptions(seed: 1, shards: 1),
            originNs: Shard.now() - 1_000_000_000, stop: { _ in })
        let slices = try await shard.run {
            let run = try ShardRun(setting, place: ShardPlace(index: 0, count: 1), shard: shard, idle: {})
            run.cancel()
            defer { run.close() }
            return run.drain(before: .max)
        }
        await shard.shutDown()
        #expect(slices.seconds.map(\.arrivalsStarted).reduce(0, +) == 0)
        #expect(slices.seconds.map(\.arrivalsDropped).reduce(0, +) == 40)
    }

    @Test func aSetUpIsNoLateStartAndItsFirstRequestCountsFromTheArrival() async throws {
        let transport = ScriptedTransport { _ in 400_000_000 }
        let visiting = ScriptedScenario("visiting") { ScriptedAction("look") { user in try await user.get("GET /") } }
            .onStart { user in try await user.get("POST /login") }
        let (report, _) = try await execute(
            visiting, .arrivals(perSecond: 100, for: .milliseconds(50)), over: transport)
        #expect(report["POST /login"].requests == 5)
        #expect(report["GET /"].requests == 5)
        // A late start of a set-up's length would be the target's slowness taken for the generator's.
        #expect(report.health.lag.p50.value.map { $0 < .milliseconds(400) } == true)
    }

    @Test func usersComeAndGoWithTheirPlan() async throws {
        let transport = ScriptedTransport { _ in 1_000_000 }
        let model = LoadModel.users(
            .ramp(to: 6, over: .milliseconds(200)), .hold(for: .seconds(1)), .coolDown(over: .milliseconds(200)))
        let (report, outcome) = try await execute(looking, model, over: transport)
        #expect(outcome.reason == .completed)
        #expect(transport.events.count { if case .made = $0 { true } else { false } } == 6)
        #expect(
            report.validity.reasons.map(\.reason).filter {
                !$0.contains("lag") && !$0.contains("stood") && !$0.contains("processors")
            } == [])
        #expect(outcome.duration >= .milliseconds(300))
    }

    @Test func theSameSeedMakesTheSameChoices() async throws {
        let scenario = ScriptedScenario("choosing") {
            for name in ["a", "b", "c"] { ScriptedAction(name, weight: 1) { user in user.does(name) } }
        }
        func choices(seed: UInt64) async throws -> [Int: [ScriptedEvent]] {
            let transport = ScriptedTransport()
            _ = try await execute(scenario, .iterations(each: 20, users: 4), over: transport, seed: seed)
            let done = transport.events.filter { if case .did = $0 { true } else { false } }
            return Dictionary(grouping: done) { if case .did(let number, _) = $0 { number } else { -1 } }
        }
        let first = try await choices(seed: 11)
        #expect(first.count == 4)
        #expect(try await choices(seed: 11) == first)
        #expect(try await choices(seed: 12) != first)
    }

    @Test func kindsOfUserComeInTheirRatio() async throws {
        let normal = ScriptedScenario("normal") { ScriptedAction("ask") { user in user.does("normal") } }
        let eager = ScriptedScenario("eager") { ScriptedAction("ask") { user in user.does("eager") } }
        let transport = ScriptedTransport()
        let everyone = ScriptedScenario("everyone", mixing: [(3, normal), (1, eager)])
        _ = try await execute(everyone, .iterations(each: 1, users: 40), over: transport)
        #expect(transport.events.count { if case .did(_, "normal") = $0 { true } else { false } } == 30)
        #expect(transport.events.count { if case .did(_, "eager") = $0 { true } else { false } } == 10)
    }

    @Test func stepsHappenInOrderAroundTheRunAndEachUser() async throws {
        let steps = Mutex<[String]>([])
        let transport = ScriptedTransport()
        let scenario = ScriptedScenario("stepping", order: .sequence) {
            ScriptedAction("one") { user in user.does("one") }
            ScriptedAction("two") { user in user.does("two") }
        }
        .onStart { user in user.does("start") }.onEnd { user in user.does("end") }
        .beforeRun { steps.withLock { $0.append("before") } }.afterRun { steps.withLock { $0.append("after") } }
        _ = try await execute(scenario, .iterations(each: 2, users: 1), over: transport)
        #expect(steps.withLock { $0 } == ["before", "after"])
        let done = transport.events.compactMap { if case .did(_, let what) = $0 { what } else { nil } }
        #expect(done == ["start", "one", "two", "one", "two", "end"])
    }

    @Test func anErrorOfTheScenariosOwnIsCountedUnderItsAction() async throws {
        let scenario = ScriptedScenario("failing") {
            ScriptedAction("break") { _ in throw Refusal(description: "no row left") }
        }
        let (report, _) = try await execute(scenario, .iterations(each: 3, users: 1))
        #expect(report["break"].failures == 3)
        #expect(report.failuresByKind.map(\.kind) == [.scenario])
        #expect(report.failuresByKind.map(\.message) == ["no row left"])
    }

    @Test func aFailedRequestEndsItsIterationOnly() async throws {
        let transport = ScriptedTransport(fails: { _ in true })
        let scenario = ScriptedScenario("failing") {
            ScriptedAction("ask") { user in
                try await user.get("GET /")
                user.does("never")
            }
        }
        let (report, _) = try await execute(scenario, .iterations(each: 3, users: 2), over: transport)
        #expect(report.failures == 6)
        #expect(report.requests == 6)
        #expect(!transport.events.contains { if case .did = $0 { true } else { false } })
    }

    @Test func iterationsAreCountedByHowTheyEnded() async throws {
        struct Own: Error {}
        let transport = ScriptedTransport()
        let scenario = ScriptedScenario("iterating", order: .sequence) {
            ScriptedAction("look") { user in try await user.get("GET /") }
            ScriptedAction("think") { user in if user.number == 0 { throw Own() } }
        }
        let (report, _) = try await execute(scenario, .iterations(each: 3, users: 2), over: transport)
        #expect(report.iterations == 6)
        #expect(report.failedIterations == 3)
    }

    @Test func iterationsThatTheRunsEndBreaksOffAreNotCounted() async throws {
        let transport = ScriptedTransport { _ in 60_000_000_000 }
        let (report, _) = try await execute(
            looking, .users(2, for: .milliseconds(500)).finishing(within: .milliseconds(10)), over: transport)
        #expect(report.iterations == 0)
        #expect(report.failures == 2)
    }

    /// Somebody stops a run that was to go on until then, long after the time that its load was written with.
    @Test func aRunUntilStoppedOutlivesItsStagesAndCounts() async throws {
        let control = RunControl()
        let startNs = Mutex<Int64?>(nil)
        let scenario = ScriptedScenario("going on", wait: .constant(.milliseconds(1))) {
            ScriptedAction("act") { user in
                try await user.get("GET /")
                let now = Shard.now()
                let first = startNs.withLock { start in
                    if start == nil { start = now }
                    return start ?? now
                }
                if now > first + 200_000_000 { control.stop() }
            }
        }
        let (report, outcome) = try await execute(
            scenario, .users(2, for: .milliseconds(20)).untilStopped(), shards: 1
        ) { $0.control = control }
        #expect(outcome.reason == .requested)
        #expect(outcome.invalid.isEmpty)
        #expect(outcome.duration >= .milliseconds(200))
        #expect(report.iterations > 0)
    }

    @Test func usersWhoHangAreCancelledAfterTheGrace() async throws {
        let transport = ScriptedTransport { _ in 3_600_000_000_000 }
        let (report, outcome) = try await execute(
            looking, .users(3, for: .milliseconds(500)).finishing(within: .milliseconds(50)), over: transport)
        #expect(outcome.reason == .completed)
        #expect(report.failures == 3)
        #expect(outcome.duration < .seconds(60))
    }

    @Test func aPauseIsCutShortByAHardStop() async throws {
        let scenario = ScriptedScenario("pausing") {
            ScriptedAction("pause") { user in
                try await user.pause(.hours(1))
                user.does("never")
            }
        }
        let transport = ScriptedTransport()
        let (_, outcome) = try await execute(
            scenario, .users(2, for: .milliseconds(500)).finishing(within: .milliseconds(10)), over: transport)
        #expect(outcome.duration < .minutes(1))
        #expect(!transport.events.contains { if case .did = $0 { true } else { false } })
    }

    @Test func aCancelledCallerEndsTheRunWithItsOutcome() async throws {
        let scenario = looking
        let task = Task { try await execute(scenario, .users(2, for: .hours(1))) }
        task.cancel()
        let outcome = try await task.value.outcome
        #expect(outcome.reason == .cancelled)
        #expect(outcome.invalid.count == 1)
    }

    @Test func aDeadlineEndsTheRun() async throws {
        let (report, outcome) = try await execute(looking, .users(2, for: .hours(1)).ending(after: .milliseconds(150)))
        #expect(outcome.reason == .deadline(.milliseconds(150)))
        #expect(!report.validity.isValid)
    }

    @Test func anUnreachableTargetIsSaidBeforeTheLoad() async throws {
        let transport = ScriptedTransport(refusal: "nobody listens on 127.0.0.1:1: start the target")
        await #expect { try await execute(looking, .users(1, for: .hours(1)), over: transport) } throws: {
            "\($0)" == "nobody listens on 127.0.0.1:1: start the target"
        }
        #expect(transport.events == [])
    }

    @Test func allFaultsAreSaidBeforeTheLoad() async throws {
        let scenario = ScriptedScenario("faulty") { ScriptedAction("never", weight: 0) { _ in } }
        await #expect(
            throws: InvalidLoad(faults: [
                "a load of 0 users needs at least 1 user", "the weight of “never” in “faulty”, 0, must be above 0",
                "a budget needs a cost model that says what requests cost",
            ])
        ) {
            try await execute(scenario, .users(0, for: .seconds(1)).stopping(when: .cost(above: 5)))
        }
    }

    @Test func theWarmUpIsLeftOutOfTheFigures() async throws {
        let (report, _) = try await execute(
            looking,
            .users(.warmUp(at: 2, for: .milliseconds(500)), .hold(at: 2, for: .milliseconds(500), named: "sustained")))
        #expect(report.requests > 0)
        #expect(report.requests == report.phase("sustained").requests)
        #expect(report.phase("warm-up").requests > 0)
    }
}
