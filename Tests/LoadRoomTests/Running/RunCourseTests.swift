import Testing

@testable import Load

@Suite struct RunCourseTests {
    private func course(shards: Int = 2) -> RunCourse { RunCourse(shards: shards, grace: .seconds(10)) }

    @Test func aRunThatGoesAsPlannedEndsWithItsLastUser() {
        var course = course()
        #expect(course.planEnded() == [.endPlan, .awaitGrace(.seconds(10))])
        #expect(course.shardBecameIdle(0) == [])
        #expect(course.outcome == nil)
        #expect(course.shardBecameIdle(1) == [.finish])
        #expect(course.outcome == .completed)
    }

    @Test func iterationsMayBeDoneBeforeTheirTimeIsOver() {
        var course = course(shards: 1)
        #expect(course.shardBecameIdle(0) == [.finish])
        #expect(course.outcome == .completed)
        #expect(course.planEnded() == [])
    }

    @Test func usersWhoDontFinishInTimeAreCancelledAndThenGivenUp() {
        var course = course()
        _ = course.planEnded()
        #expect(course.graceEnded() == [.cancelUsers, .awaitPatience(.seconds(5))])
        #expect(course.shardBecameIdle(1) == [])
        #expect(course.patienceEnded() == [.finish])
        #expect(course.outcome == .completed)
        #expect(course.busyShards == [0])
    }

    @Test func anInterruptionShortensTheGrace() {
        var course = course()
        #expect(course.stopRequested(.interrupted("interrupt")) == [.stopUsers, .awaitGrace(.seconds(2))])
        #expect(course.graceEnded() == [.cancelUsers, .awaitPatience(.seconds(1))])
        #expect(course.patienceEnded() == [.finish])
        #expect(course.outcome == .interrupted("interrupt"))
    }

    @Test func aSecondInterruptionCancelsAtOnce() {
        var course = course()
        _ = course.stopRequested(.interrupted("interrupt"))
        #expect(
            course.stopRequested(.interrupted("interrupt"), isUrgent: true) == [
                .cancelUsers, .awaitPatience(.seconds(1)),
            ])
        #expect(course.stopRequested(.interrupted("interrupt"), isUrgent: true) == [])
    }

    @Test func hurryWhileFinishingDoesntSpoilACompleteRun() {
        var course = course(shards: 1)
        _ = course.planEnded()
        #expect(course.stopRequested(.interrupted("interrupt")) == [.awaitGrace(.seconds(2))])
        #expect(course.shardBecameIdle(0) == [.finish])
        #expect(course.outcome == .completed)
    }

    @Test func hurryWhileCancellingShortensThePatience() {
        var course = course(shards: 1)
        _ = course.planEnded()
        _ = course.graceEnded()
        #expect(course.stopRequested(.interrupted("interrupt")) == [.awaitPatience(.seconds(1))])
        #expect(course.stopRequested(.interrupted("interrupt"), isUrgent: true) == [])
        #expect(course.patienceEnded() == [.finish])
        #expect(course.outcome == .completed)
    }

    @Test func theFirstReasonToStopIsTheOneThatCounts() {
        var course = course(shards: 1)
        _ = course.stopRequested(.guarded("errors"))
        #expect(course.stopRequested(.deadline(.seconds(1))) == [])
        #expect(course.planEnded() == [])
        _ = course.shardBecameIdle(0)
        #expect(course.outcome == .guarded("errors"))
    }

    @Test func timersThatFireLateChangeNothing() {
        var course = course(shards: 1)
        _ = course.shardBecameIdle(0)
        #expect(course.graceEnded() == [])
        #expect(course.patienceEnded() == [])
        #expect(course.stopRequested(.cancelled, isUrgent: true) == [])
        #expect(course.outcome == .completed)
    }
}
