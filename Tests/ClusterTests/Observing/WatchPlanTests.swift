import Testing

@testable import Cluster

@Suite struct WatchPlanTests {
    static func at(_ seconds: Int64) -> WallTime { WallTime(nanoseconds: seconds * 1_000_000_000) }

    /// What a decision records, as text.
    func text(_ changes: [ObservedChange]) -> [String] {
        changes.map { change in
            switch change {
            case .blinded(let source, let since, let reason):
                "\(source) blind since \(since.nanoseconds / 1_000_000_000): \(reason)"
            case .sighted(let source): "\(source) sighted"
            case .refused(let source, let reason): "\(source) refused: \(reason)"
            default: "\(change)"
            }
        }
    }

    @Test func aListIsFollowedByAWatchFromItsVersion() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        let decision = plan.listed(version: "17", isNews: true, at: Self.at(1))
        #expect(decision.step == .watch(from: "17"))
        #expect(text(decision.changes) == ["pods sighted"])
    }

    @Test func aWatchThatEndsCleanlyIsNoGapWhenTheListComesAtOnce() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        plan.heard(at: Self.at(600))
        #expect(plan.watchEnded(after: .seconds(599), heardSomething: true, at: Self.at(600)).step == .list)
        #expect(text(plan.listed(version: "2", isNews: true, at: Self.at(601)).changes) == ["pods sighted"])
    }

    @Test func aLateListMarksTheGap() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        plan.heard(at: Self.at(10))
        _ = plan.watchEnded(after: .seconds(9), heardSomething: true, at: Self.at(10))
        #expect(
            text(plan.listed(version: "2", isNews: true, at: Self.at(14)).changes)
                == ["pods blind since 10: the watch ended and had to begin again", "pods sighted"])
    }

    @Test func aSilentWatchThatWasCutIsNoGapWhenTheListShowsNothingNew() {
        var plan = WatchPlan(.autoscaler, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        _ = plan.watchEnded(after: .seconds(60), heardSomething: false, at: Self.at(61))
        #expect(text(plan.listed(version: "2", isNews: false, at: Self.at(62)).changes) == ["autoscaler sighted"])
        _ = plan.watchEnded(after: .seconds(60), heardSomething: false, at: Self.at(122))
        #expect(
            text(plan.listed(version: "3", isNews: true, at: Self.at(123)).changes)
                == ["autoscaler blind since 62: the watch ended and had to begin again", "autoscaler sighted"])
    }

    @Test func aSilentWatchThatLastedItsTimeWasSeenToItsEnd() {
        var plan = WatchPlan(.autoscaler, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        _ = plan.watchEnded(after: WatchPlan.watchTime, heardSomething: false, at: Self.at(1801))
        #expect(text(plan.listed(version: "2", isNews: true, at: Self.at(1802)).changes) == ["autoscaler sighted"])
    }

    @Test func whoMayListAndNotWatchIsToldSo() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        let decision = plan.watchRefused(ClusterError(.forbidden, "no watch"))
        #expect(decision.step == .end)
        #expect(text(decision.changes) == ["pods refused: no watch"])
    }

    @Test func aServerThatIsGoneIsTriedAgainMoreAndMoreSlowly() {
        var plan = WatchPlan(.workload, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        let gone = ClusterError(.unreachable, "refused")
        let pauses = (0..<6).map { plan.listFailed(gone, at: Self.at(2 + $0)).step }
        #expect(
            pauses == [
                .pause(.milliseconds(250)), .pause(.milliseconds(500)), .pause(.seconds(1)), .pause(.seconds(2)),
                .pause(.seconds(5)), .pause(.seconds(5)),
            ])
        #expect(text(plan.listFailed(gone, at: Self.at(9)).changes) == ["workload blind since 1: refused"])
        // The gap is known already; the list only ends it.
        #expect(text(plan.listed(version: "2", isNews: true, at: Self.at(30)).changes) == ["workload sighted"])
    }

    @Test(arguments: [ClusterError.Code.forbidden, .noSuchKind, .notFound])
    func whatIsRefusedAtFirstIsGivenUp(code: ClusterError.Code) {
        var plan = WatchPlan(.events, began: Self.at(0))
        let decision = plan.listFailed(ClusterError(code, "no"), at: Self.at(1))
        #expect(decision.step == .end)
        #expect(text(decision.changes) == ["events refused: no"])
    }

    @Test func aWatchThatEndsAtOnceAgainAndAgainIsSlowedDown() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        let steps = (0..<4).map { _ in
            plan.watchEnded(after: .milliseconds(20), heardSomething: false, at: Self.at(1)).step
        }
        #expect(steps == [.list, .list, .pause(.seconds(1)), .pause(.seconds(1))])
        #expect(plan.watchEnded(after: .milliseconds(20), heardSomething: true, at: Self.at(1)).step == .list)
    }

    @Test func anAPIServerThatHasJustStartedMayForgetWhoMayListForAWhile() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        let refused = ClusterError(.forbidden, "no list")
        let steps = (0..<6).map { plan.listFailed(refused, at: Self.at(2 + $0)).step }
        #expect(steps.prefix(5).allSatisfy { $0 != .end })
        #expect(steps.last == .end)
    }

    @Test func aRefusalThatPassesIsAGapAndNoEnd() {
        var plan = WatchPlan(.pods, began: Self.at(0))
        _ = plan.listed(version: "1", isNews: true, at: Self.at(1))
        plan.heard(at: Self.at(10))
        for round in 0..<3 {
            for time in 0..<5 {
                let decision = plan.watchRefused(ClusterError(.forbidden, "no watch"))
                #expect(decision.step == .pause(.seconds(2)), "round \(round), refusal \(time)")
                #expect(text(decision.changes) == ["pods blind since \(round + 10): no watch"])
            }
            plan.heard(at: Self.at(Int64(round) + 11))
        }
        for _ in 0..<5 { _ = plan.watchRefused(ClusterError(.forbidden, "no watch")) }
        #expect(plan.watchRefused(ClusterError(.forbidden, "no watch")).step == .end)
    }
}
