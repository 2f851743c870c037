import Foundation
import Testing

@testable import Cluster

@Suite struct EventAndUsageTests {
    func event(_ fields: String) throws -> ClusterEvent {
        let json = #"{"metadata":{"name":"e","creationTimestamp":"2026-11-21T00:00:00Z"},\#(fields)}"#
        return try JSONDecoder().decode(ClusterEvent.self, from: Data(json.utf8))
    }

    @Test func aRescaleTellsItsSizeAndReason() throws {
        let rescale = try event(
            #"""
            "reason":"SuccessfulRescale","type":"Normal","involvedObject":{"kind":"HorizontalPodAutoscaler","name":"web"},
            "lastTimestamp":"2026-11-20T23:57:19Z","count":2,
            "message":"New size: 6; reason: cpu resource utilization (percentage of request) above target"
            """#
        )
        #expect(rescale.newSize == 6)
        #expect(rescale.rescaleReason == "cpu resource utilization (percentage of request) above target")
        #expect(rescale.time == WallTime("2026-11-20T23:57:19Z"))
        #expect(rescale.count == 2)
        #expect(rescale.kind == "HorizontalPodAutoscaler")
        #expect(!rescale.isWarning)
    }

    @Test func anEventOfTheSchedulerHasOnlyItsEventTime() throws {
        let scheduling = try event(
            #"""
            "reason":"FailedScheduling","type":"Warning","firstTimestamp":null,"lastTimestamp":null,"count":null,
            "eventTime":"2026-11-21T00:04:21.503214Z","message":"0/3 nodes are available"
            """#
        )
        #expect(scheduling.time == WallTime("2026-11-21T00:04:21.503214Z"))
        #expect(scheduling.count == 1)
        #expect(scheduling.isWarning)
        #expect(scheduling.newSize == nil)
    }

    @Test func usageIsReadFromRows() {
        let text = """
            NAME                   CPU(cores)   MEMORY(bytes)
            web-657449c4b6-lpppp   201m         18Mi
            web-657449c4b6-zg2bm   1            262144k

            """
        #expect(
            PodUsage.rows(text) == [
                PodUsage(pod: "web-657449c4b6-lpppp", cpu: Quantity(0.201), memory: .mebibytes(18)),
                PodUsage(pod: "web-657449c4b6-zg2bm", cpu: Quantity(1), memory: Quantity(262_144_000)),
            ]
        )
        #expect(PodUsage.rows("") == [])
        #expect(PodUsage.rows("web <unknown> <unknown>") == nil)
    }

    @Test func endpointsAreReadInBothForms() throws {
        let slice = """
            {"metadata":{"name":"web-x7f2","labels":{"kubernetes.io/service-name":"web"}},"endpoints":[
            {"addresses":["10.0.0.1"],"conditions":{"ready":true},"targetRef":{"kind":"Pod","name":"a"}},
            {"addresses":["10.0.0.2"],"conditions":{"ready":false},"targetRef":{"kind":"Pod","name":"b"}},
            {"addresses":["10.0.0.3"]}]}
            """
        let older = """
            {"metadata":{"name":"web"},"subsets":[{"addresses":[{"ip":"10.0.0.1","targetRef":{"kind":"Pod","name":"a"}},{"ip":"10.0.0.3"}],
            "notReadyAddresses":[{"ip":"10.0.0.2","targetRef":{"kind":"Pod","name":"b"}}]}]}
            """
        for text in [slice, older] {
            let endpoints = try JSONDecoder().decode(ServiceEndpoints.self, from: Data(text.utf8))
            #expect(endpoints.service == "web")
            #expect(endpoints.ready == [.init(ip: "10.0.0.1", pod: "a"), .init(ip: "10.0.0.3", pod: nil)])
            #expect(endpoints.notReady == [.init(ip: "10.0.0.2", pod: "b")])
        }
    }

    @Test func linesOfARawWatchAreToldApart() throws {
        let lines = try Recording(name: "watch-raw.txt").bytes.split(separator: UInt8(ascii: "\n"))
            .filter { $0.first == UInt8(ascii: "{") }
        #expect(lines.count == 4)
        guard case .bookmark = try WatchLine<Pod>(lines[0]) else {
            Issue.record("a bookmark was read as something else")
            return
        }
        guard case .failed(let reason, let message) = try WatchLine<Pod>(lines[2]) else {
            Issue.record("an error was read as something else")
            return
        }
        #expect(reason == "Expired")
        #expect(message == "too old resource version: 1 (760)")
        // The last one was cut off in the middle.
        #expect(throws: (any Error).self) { try WatchLine<Pod>(lines[3]) }
    }
}
