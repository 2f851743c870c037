import Load
import Measurement
import NATSLoad
import Reporting
import Testing

@testable import Plimsoll
@testable import PlimsollNATS

struct QueueTestTests {
    @Test func wordsBecomeAPlan() throws {
        let test = QueueTest("memes", stream: "MEMES", subjects: "memes.>", retention: .workqueue)
            .publishing(["a", "b"], to: "memes.new", at: .steady(perSecond: 10, for: .seconds(2)), from: 3, window: 1)
            .consuming(as: "backend", members: 2, workingFor: .milliseconds(5), maxAckPending: 50)
        let plan = test.plan(against: try Broker("nats://h:1"), seed: 7)
        #expect(
            plan.lines == [
                "memes: nats://h:1, JetStream",
                "  stream MEMES on memes.>: memory, replicas 1, retention workqueue, discard old",
                "  3 publishers to memes.new, steady 10/s each, 1 bytes",
                "  consumer backend of MEMES: pull, ack explicit, ack wait 30s, max ack pending 50, delay 5ms, 2 clients",
            ])
        #expect(plan.publishers.map(\.window) == [1, 1, 1])
        // Publishers begin with different messages.
        #expect(plan.publishers[1].payloads[0] == Array("b".utf8))
    }

    @Test func existingStreamIsNotMade() throws {
        let test = QueueTest("memes", existingStream: "MEMES")
            .publishing(to: "memes.new", at: .asFastAsPossible(messages: 3)).watching("backend")
        let plan = test.plan(against: try Broker("nats://h:1"), seed: 7)
        #expect(plan.streams.isEmpty)
        #expect(plan.publishers[0].stream == "MEMES" && plan.watched[0].consumer == "backend")
    }

    @Test func environmentChangesTheLoad() throws {
        let plan = QueueTest("memes", stream: "MEMES", subjects: "memes.>")
            .publishing(to: "a", at: .steady(perSecond: 10, rampingUpFor: .seconds(2), for: .seconds(8)), from: 3)
            .publishing(to: "b", at: .randomBursts(perSecond: 20, upTo: 4, for: .seconds(8)), from: 1)
            .publishing(to: "c", at: .bursts(2, of: 10, interval: .milliseconds(5), pause: .seconds(4)), from: 1)
            .publishing(to: "d", at: .asFastAsPossible(messages: 1000), from: 1)
            .plan(against: try Broker("nats://h:1"), seed: 7)
        let changed = plan.applying(LoadOverrides(arrivalsPerSecond: 25, duration: .seconds(16), scale: 0.5))
        // 3 × 10/s and 20/s are 50/s together; 16 s at half their length are 8 s again.
        #expect(
            changed.publishers.map(\.shape) == [
                .steady(perSecond: 5, rampNs: 2_000_000_000, durationNs: 8_000_000_000),
                .steady(perSecond: 5, rampNs: 2_000_000_000, durationNs: 8_000_000_000),
                .steady(perSecond: 5, rampNs: 2_000_000_000, durationNs: 8_000_000_000),
                .random(perSecond: 10, burst: 4, rampNs: 0, durationNs: 8_000_000_000),
                .bursts(count: 2, size: 10, intervalNs: 5_000_000, pauseNs: 2_000_000_000),
                .unpaced(count: 500, durationNs: nil),
            ])
    }

    /// A real run: a broken limit and a guard that stops it, in the words of any other load test.
    @Test func guardStopsTheRunAndTheReportSaysSo() async throws {
        let local = try LocalBroker()
        let surroundings = RunSurroundings(suite: "Queue", test: "guard", tier: nil)
        let result = try await RunSurroundings.$current.withValue(surroundings) {
            try await QueueTest("nowhere", stream: "S", subjects: "s.>")
                .publishing(to: "elsewhere", at: .steady(perSecond: 50, for: .seconds(120)))
                .stopping(when: .errorRate(above: 0.5, over: .seconds(1)))
                .run(against: local.broker, limits: [.must("error rate", below: 0.01) { $0.errorRate }])
        }
        #expect(result.published.refused > 0 && result.published.acknowledged == 0)
        #expect(result.differences == [])
        let reason = try #require(result.report.validity.reasons.first)
        #expect(reason.reason.contains("was stopped") && reason.reason.contains("by a guard: error rate 100 %"))
        let run = try #require(surroundings.finishedRuns.first)
        #expect(run.limits.map(\.passed) == [false])
        #expect(run.text.contains("✗ must error rate < 0.01: measured"))
        #expect(run.text.contains("publish S"))
        withExtendedLifetime(local) {}
    }

    @Test func absentServerIsASentenceWithItsRemedy() {
        #expect {
            try LocalBroker(
                environment: ["PATH": "/nowhere", "PLIMSOLL_NATS_SERVER": "/nowhere/nats-server"], searched: [])
        } throws: { error in
            "\(error)" == "there is no nats-server here; install it (apt install nats-server) or set NATS_URL"
        }
    }
}
