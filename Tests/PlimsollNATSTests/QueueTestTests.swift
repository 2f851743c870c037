import NATSLoad
import Testing

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

    @Test func absentServerIsASentenceWithItsRemedy() {
        #expect {
            try LocalBroker(
                environment: ["PATH": "/nowhere", "PLIMSOLL_NATS_SERVER": "/nowhere/nats-server"], searched: [])
        } throws: { error in
            "\(error)" == "there is no nats-server here; install it (apt install nats-server) or set NATS_URL"
        }
    }
}
