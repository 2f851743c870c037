import HTTPLoad
import Load
import Plimsoll
import StandIns
import Testing

@Suite struct CoordinatedOmissionTests {
    /// A target stands still for 1 s in every 10 s; 100 arrivals a second come for one period, and four may be in flight.
    ///
    /// A tenth of the arrivals meet the stall, evenly spread over it, so the slowest hundredth of all are the first tenth of those: each waits for at
    /// least nine tenths of the stall. The four requests that were on the wire are the only ones whose own time shows it: 4 of 1,000 don't reach the
    /// 99th percentile.
    @Test func aStallIsSeenFromThePlannedStartAndNotFromTheServiceTime() async throws {
        let service = try ChatService.start(
            port: 0, capacity: Capacity(replicas: 1, slots: 16, serviceTime: .milliseconds(2)),
            faults: Faults(stall: Stall(every: .seconds(10), length: .seconds(1))))
        defer { service.stop() }
        var target = Target(service.url, name: "stalling chat")
        target.connections.requestsInFlight = 4
        let asking = Scenario("asking") {
            Action("ask") { user in try await user.post("/chat", body: .json(text: #"{"message":"Well?"}"#)) }
        }

        // One shard, so that four in flight are four.
        let settings = try HarnessSettings(environment: ["PLIMSOLL_SHARDS": "1", "PLIMSOLL_RESULTS": scratchFolder()])
        let report = try await Harness.run(
            asking, .arrivals(perSecond: 100, for: .seconds(10)), over: HTTPTransport(target), address: service.url,
            settings: settings)

        #expect(report.requests == 1_000)
        #expect(report.errorRate == 0)
        let planned = try #require(report.response.p99.value)
        #expect(planned >= .milliseconds(890))
        #expect(report.service.p99 < planned / 2)
    }
}
