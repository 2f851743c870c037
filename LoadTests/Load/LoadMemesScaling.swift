import PlimsollNATS
import Testing

/// A burst on the queue wakes the back end from nothing, and a minute after the last message it sleeps again.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(60)))
struct LoadMemesScaling {
    /// KEDA activates at one message, its autoscaler adds a replica for each five that wait.
    @Test func burstWakesTheBackendAndItSleepsAgain() async throws {
        try await MemesInCluster.play { memes in
            try await memes.makeStream()
            let scaling = try await memes.observeBackend()
            let (queue, finished) = try await scaling.during {
                try await memes.publish(.bursts(3, of: 50), from: 10)
            }
            let timeline = try await scaling.settled(within: memes.minutes(15), quietFor: memes.minutes(0.5))

            #expect(queue.published.acknowledged == 1500)
            #expect(finished == nil || finished == 1500)
            #expect(timeline.baseline == 0)
            #expect(timeline.activation < memes.minutes(2))
            #expect(timeline.decisions.first?.decider == .keda)
            #expect((3...8).contains(timeline.peakReady))
            #expect(timeline.keda.quietBeforeZero > memes.minutes(0.9))
            #expect(timeline.scaleToZero < memes.minutes(10))
            #expect(timeline.recovery < memes.minutes(10))
        }
    }

    /// One message is enough, and one replica enough for it.
    @Test func oneMessageWakesOneReplica() async throws {
        try await MemesInCluster.play { memes in
            try await memes.makeStream()
            let scaling = try await memes.observeBackend()
            let (queue, finished) = try await scaling.during {
                try await memes.publish(.asFastAsPossible(messages: 1), from: 1)
            }
            let timeline = try await scaling.settled(within: memes.minutes(15), quietFor: memes.minutes(0.5))

            #expect(queue.published.acknowledged == 1)
            #expect(finished == nil || finished == 1)
            #expect(timeline.activation < memes.minutes(2))
            #expect(timeline.peakReady == 1)
            #expect(timeline.scaleToZero < memes.minutes(10))
        }
    }

    /// The front end grows at once beyond 30 % of its processor's limit, and shrinks five minutes after.
    @Test func frontendGrowsAtOnceAndShrinksAfterFiveMinutes() async throws {
        try await MemesInCluster.play { memes in
            let (target, stop) = try memes.frontend()
            defer { stop() }
            let scaling = try await memes.observeFrontend()
            let report = try await Images.visitors(pausing: .uniform(.milliseconds(200) ... .milliseconds(600))).run(
                .users(50, spawning: 5, for: memes.minutes(3)), against: target, observing: scaling)
            let timeline = try await scaling.settled(within: memes.minutes(15), quietFor: memes.minutes(0.5))

            #expect(report.errorRate < 0.01)
            #expect(timeline.scaleUp.decision < memes.minutes(2))
            #expect((2...6).contains(timeline.peakReady))
            #expect(timeline.flaps == 0)
            // Times have whole seconds, ten of the promise's on the small cluster, and it looks every fifteen.
            #expect(timeline.scaleDown.stabilisation > memes.minutes(4))
            #expect(timeline.recovery < memes.minutes(10))
        }
    }

    /// The cache's memory is raised step by step, to 1 Gi and no further.
    @Test func cacheIsGivenMemoryStepByStep() async throws {
        try await MemesInCluster.play { memes in
            let scaling = try await memes.observeCache()
            try await scaling.during { try await memes.fillCache() }
            let timeline = try await scaling.settled(within: memes.minutes(5), quietFor: .zero)

            #expect(timeline.vertical.peakTarget("memory") > .mebibytes(250))
            #expect(timeline.vertical.peakTarget("memory") <= .gibibytes(1))
            #expect(timeline.vertical.steepestRise("memory") < 2)
        }
    }
}
