import Measurement
import Testing

@testable import Load

/// Loads that go on until somebody stops them.
@Suite struct UntilStoppedTests {
    @Test func theLastLevelIsHeldForYears() throws {
        let users = LoadModel.users(10, spawning: 1, for: .minutes(1)).untilStopped()
        #expect(users.faults == [])
        #expect(users.duration == .minutes(1))
        #expect(users.asRun.duration > .hours(24 * 365))
        #expect(users.asRun.phases == users.phases)
        let plan = try #require({ if case .users(let plan) = users.asRun.shape { plan } else { nil } }())
        #expect(plan.wanted(at: Duration.hours(24 * 365).nanoseconds) == 10)
        let rate = LoadModel.arrivals(startingAt: 0, .ramp(to: 50, over: .seconds(10))).untilStopped()
        #expect(rate.faults == [])
        #expect(rate.asRun.profile?.level(at: Duration.hours(24 * 365).nanoseconds) == 50)
        #expect(rate.asRun.phases.map(\.name) == ["ramp to 50", "sustained"])
    }

    @Test func otherLoadsAreRunAsTheyAre() {
        #expect(LoadModel.light.asRun == .light)
        #expect(!"\(LoadModel.light)".contains("stopped"))
        #expect("\(LoadModel.light.untilStopped())".hasSuffix("for 5m, and on until it is stopped"))
    }

    @Test(arguments: [
        (
            LoadModel.iterations(each: 1, users: 1),
            "a number of iterations comes to its end by itself and can't go on until it is stopped"
        ),
        (
            .arrivals(5, perSecond: 1),
            "a fixed number of 5 arrivals comes to its end by itself and can't go on until it is stopped"
        ),
        (
            .users(startingAt: 5, .coolDown(over: .seconds(1))),
            "the last stage ends at 0 users, which can't go on until it is stopped"
        ),
    ])
    func whatEndsByItselfCantGoOn(load: LoadModel, fault: String) {
        #expect(load.untilStopped().faults == [fault])
    }

    @Test func aDurationFromOutsideGivesItAnEnd() {
        let load = LoadModel.users(10, for: .minutes(1)).untilStopped()
        #expect(load.applying(LoadOverrides(users: 20)).goesOnUntilStopped)
        #expect(!load.applying(LoadOverrides(duration: .seconds(5))).goesOnUntilStopped)
        #expect(load.applying(LoadOverrides(duration: .seconds(5))).asRun.duration == .seconds(5))
    }

    @Test func beingStoppedIsItsPlannedEnd() {
        #expect(StopReason.stopped("SIGTERM").sentence(after: .seconds(3), of: nil) == nil)
        #expect(StopReason.stopped("SIGTERM").isHasty)
        #expect(
            StopReason.guarded("error rate 70 %").sentence(after: .seconds(3), of: nil)
                == "the run was stopped after 3s by a guard: error rate 70 %")
    }
}
