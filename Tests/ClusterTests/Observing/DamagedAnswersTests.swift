import Foundation
import Fuzzing
import Testing

@testable import Cluster

/// What a cluster, a gateway or kubectl says, damaged: it is refused, or it bears being told from beginning to end.
@Suite struct DamagedAnswersTests {
    /// The shortest lines of a recording, one for each length.
    private func lines(_ name: String, most: Int) throws -> [[UInt8]] {
        let lines = try Recording(name: name).bytes.split(separator: UInt8(ascii: "\n")).map { [UInt8]($0) }
        return Array(lines.sorted { $0.count < $1.count }.prefix(most))
    }

    /// Tells a timeline each object that is read of damaged lines, in the order they come.
    private func tell<Object: Decodable & Sendable>(
        _ lines: [[UInt8]], rounds: Int, _ story: inout Story, _ change: (Object, Bool) -> ObservedChange
    ) -> Int {
        var told = 0
        Damage(lines).forEach(rounds: rounds) { line, _ in
            guard let read = try? WatchLine<Object>(line[...]), let object = read.object else { return }
            let isGone = if case .deleted = read { true } else { false }
            told += 1
            story.learn(change(object, isGone), at: Double(told % 120))
        }
        return told
    }

    @Test func whatIsReadOfDamagedWatchesMakesATimeline() throws {
        var story = Story.upAndDown
        let pods = tell(try lines("watch-pods-1.json", most: 3), rounds: 120, &story) { (pod: Pod, isGone) in
            isGone ? .podGone(pod) : .pod(pod)
        }
        let workloads = tell(try lines("watch-deploy-1.json", most: 3), rounds: 120, &story) {
            (workload: Workload, _) in .workload(workload)
        }
        let scalers = tell(try lines("watch-hpa-1.json", most: 3), rounds: 250, &story) {
            (scaler: HorizontalAutoscaler, isGone) in
            isGone ? .autoscalerGone(name: scaler.metadata.name) : .autoscaler(scaler)
        }
        let advisers = tell(try lines("watch-vpa.json", most: 1), rounds: 120, &story) {
            (adviser: VerticalAutoscaler, _) in .verticalAutoscaler(adviser)
        }
        Damage([[UInt8](try Recording(name: "scaledobject-active.json").bytes)]).forEach(rounds: 120) { text, note in
            guard let object = try? JSONDecoder().decode(ScaledObject.self, from: Data(text)) else { return }
            story.learn(.scaledObject(object), at: 30)
        }
        #expect(pods > 6 && workloads > 6 && scalers > 6 && advisers > 5)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(!TimelineText.summary(of: timeline).isEmpty)
        #expect(!TimelineChart.text(of: timeline).isEmpty)
        _ = try JSONEncoder().encode(TimelineDocument.document(of: timeline))
    }

    @Test func damagedEventsAndEndpointsMakeATimeline() {
        let event = #"""
            {"type":"ADDED","object":{"metadata":{"name":"web.1","namespace":"load","uid":"u"},"reason":"SuccessfulRescale",
            "message":"New size: 4; reason: cpu above target","type":"Normal","count":2,"lastTimestamp":"2026-01-01T12:00:07Z",
            "involvedObject":{"kind":"HorizontalPodAutoscaler","name":"web-hpa"}}}
            """#.replacing("\n", with: "")
        let endpoints = #"""
            {"type":"MODIFIED","object":{"metadata":{"name":"web","uid":"e"},"subsets":[{"addresses":[{"ip":"10.0.0.1",
            "targetRef":{"kind":"Pod","name":"web-1"}}],"notReadyAddresses":[{"ip":"10.0.0.2"}],"ports":[{"port":80}]}]}}
            """#.replacing("\n", with: "")
        var story = Story.upAndDown
        let events = tell([Array(event.utf8)], rounds: 250, &story) { (event: ClusterEvent, _) in .event(event) }
        let slices = tell([Array(endpoints.utf8)], rounds: 250, &story) { (slice: ServiceEndpoints, _) in
            .endpoints(slice)
        }
        #expect(events > 6 && slices > 6)
        #expect(!TimelineText.summary(of: story.timeline(loadEnd: 60, until: 420)).isEmpty)
    }

    @Test func damagedListsAreReadQuicklyAsTheGeneralDecoderReadsThem() throws {
        let objects = try lines("watch-pods-1.json", most: 2).map { line in
            let text = String(decoding: line, as: UTF8.self)
            return String(text[(text.firstRange(of: #""object":"#)?.upperBound ?? text.startIndex)...].dropLast())
        }
        let list =
            #"{"kind":"List","metadata":{"resourceVersion":"77"},"items":["# + objects.joined(separator: ",") + "]}"
        #expect(try VersionedList<Pod>(reading: Data(list.utf8)).objects.count == 2)
        var compared = 0
        Damage(list).forEach(rounds: 120) { text, note in
            guard !hasRepeatedKeys(text), let quick = VersionedList<Pod>.quickly(text[...]) else { return }
            // The general decoder is stricter with what is stepped over; where it takes the list, both say the same.
            guard let general = try? JSONDecoder().decode(VersionedList<Pod>.self, from: Data(text)) else { return }
            compared += 1
            #expect(quick.version == general.version && quick.objects == general.objects, "\(note)")
        }
        #expect(compared > 6)
    }

    @Test func damagedUsageIsRefusedOrBearsBeingTold() {
        var story = Story.upAndDown
        let text = "NAME CPU(cores) MEMORY(bytes)\nweb-1   834m   262144Ki\nload   web-2   2   1.5Gi\nweb-3 0 1e3\n"
        var rows = 0
        Damage(text).forEach(rounds: 500) { text, _ in
            guard let usage = PodUsage.rows(String(decoding: text, as: UTF8.self)) else { return }
            rows += usage.count
            story.learn(.usage(usage), at: Double(rows % 60))
        }
        #expect(rows > 125)
        let timeline = story.timeline(loadEnd: 60, until: 420)
        #expect(!TimelineText.summary(of: timeline).isEmpty)
    }

    @Test func damagedAmountsAndTimesAreNoneOrCanBeTold() {
        Damage("834m", "262144k", "1.5Gi", "1e3", "-20971520", "+1E", "5n").forEach(rounds: 1_000) { text, note in
            guard let quantity = Quantity(String(decoding: text, as: UTF8.self)) else { return }
            #expect(!quantity.description.isEmpty, "\(note)")
        }
        Damage(
            "2026-11-20T23:57:49Z", "2026-11-20T23:57:49.123456Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:60-23:59"
        )
        .forEach(rounds: 1_000) { text, note in
            guard let time = WallTime(String(decoding: text, as: UTF8.self)) else { return }
            #expect(time.secondBegin <= time && time.description.count == 12, "\(note)")
            _ = (time - Story.zero, Story.zero - time)
        }
    }

    @Test func damagedLogsOfKubectlGiveADateOrNone() {
        let log = "I1121 03:31:42.1 1 round_trippers.go:560] Response Headers:\n\tDate: Sat, 21 Nov 2026 03:31:42 GMT\n"
        var skew = ClockSkew()
        Damage(log, "x Date: Thu, 01 Jan 1970 00:00:00 GMT").forEach(rounds: 500) { text, _ in
            guard let date = ClockSkew.date(inLog: String(decoding: text, as: UTF8.self)) else { return }
            skew.answered(date: date, sent: Story.zero, received: Story.at(0.1))
            _ = skew.note
        }
        #expect(skew.bounds != nil)
    }
}
