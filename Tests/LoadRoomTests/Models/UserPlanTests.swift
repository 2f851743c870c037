import Testing

@testable import Load

private func plan(_ model: LoadModel) throws -> UserPlan {
    guard case .users(let plan) = model.shape else { throw NotUsers() }
    return plan
}

private struct NotUsers: Error {}

private func at(_ seconds: Double) -> Int64 { Int64(seconds * 1e9) }

@Suite struct UserPlanTests {
    @Test(arguments: [
        (0.0, 1), (0.49, 1), (0.5, 2), (4.49, 9), (4.5, 10), (5, 10), (19.999, 10), (20, 0), (25, 0),
    ])
    func usersComeInAtTheSpawnRateAndStay(seconds: Double, users: Int) throws {
        let plan = try plan(.users(10, spawning: 2, for: .seconds(20)))
        #expect(plan.wanted(at: at(seconds)) == users)
    }

    @Test func withoutASpawnRateAllUsersStartAtOnce() throws {
        #expect(try plan(.users(7, for: .seconds(1))).wanted(at: 0) == 7)
    }

    @Test(arguments: [
        (0.0, 10), (59.9, 10), (60, 11), (360, 100), (659.9, 100), (660, 100), (660.1, 100), (720, 50), (779.999, 1),
        (780, 0),
    ])
    func stagesWarmUpRampHoldAndCoolDown(seconds: Double, users: Int) throws {
        let plan = try plan(phased)
        #expect(plan.wanted(at: at(seconds)) == users)
    }

    /// Every change is found, in order, one user at a time on the ramps.
    @Test func changesLeadFromOneNumberOfUsersToTheNext() throws {
        let plan = try plan(
            .users(.ramp(to: 5, over: .seconds(1)), .hold(for: .seconds(1)), .coolDown(over: .seconds(1))))
        var seen = [plan.wanted(at: 0)]
        var moment: Int64 = 0
        while let next = plan.nextChange(after: moment) {
            try #require(next > moment)
            moment = next
            let wanted = plan.wanted(at: moment)
            if wanted != seen.last { seen.append(wanted) }
        }
        #expect(seen == [1, 2, 3, 4, 5, 4, 3, 2, 1, 0])
        #expect(moment == at(3))
    }

    @Test(arguments: [1, 2, 3, 7, 64])
    func shardsShareUsersWithoutLossAndEvenly(shards: Int) {
        for users in [0, 1, 2, 5, 63, 64, 65, 1_000] {
            let shares = (0..<shards).map { UserPlan.share(of: users, shard: $0, of: shards) }
            #expect(shares.reduce(0, +) == users)
            #expect(shares.max()! - shares.min()! <= 1)
        }
    }

    @Test func aLateOverrideOfTheDurationLeavesARampThatReachesWhatTimeAllows() throws {
        let short = LoadModel.heavy.applying(LoadOverrides(duration: .seconds(5)))
        #expect(short.duration == .seconds(5))
        #expect(short.peak == 50)
        #expect(try plan(short).wanted(at: at(4.999)) == 50)
    }
}

/// The phases of a serverless API's load test: a minute of warm-up, five of ramp, five of load, two of cool-down.
let phased = LoadModel.users(
    .warmUp(at: 10, for: .minutes(1)), .ramp(to: 100, over: .minutes(5), named: "ramp-up"),
    .hold(for: .minutes(5), named: "sustained"), .coolDown(over: .minutes(2)))
