import Foundation
import Testing

@testable import NATSLoad

struct LoadDocumentTests {
    static func sample() throws -> String {
        let url = try #require(
            Bundle.module.url(forResource: "sample", withExtension: "json", subdirectory: "Fixtures"))
        return try String(contentsOf: url, encoding: .utf8)
    }

    /// A document that says only what it must, with whatever a test puts in.
    private func document(
        stream: String = "", publisher: String = "", consumer: String = "", spec: String = "", root: String = ""
    ) -> String {
        """
        {"load_test_specs":[{"name":"t","nats_url":"nats://h:1"\(spec),
          "streams":[{"name_prefix":"s","subjects":["s.{}"]\(stream)}],
          "publishers":[{"stream_name_prefix":"s"\(publisher)}],
          "consumers":[{"stream_name_prefix":"s"\(consumer)}]}]\(root)}
        """
    }

    private func faults(_ text: String, _ environment: [String: String] = [:]) -> [String] {
        do {
            _ = try LoadDocument(text, environment: environment)
            return []
        } catch {
            return error.faults.map(\.description)
        }
    }

    @Test func sampleWithMissingRequiredFieldsLoadsAndSaysItsDefaults() throws {
        let document = try LoadDocument(Self.sample(), environment: ["NATS_URL": "nats://broker:4222"])
        let spec = try #require(document.specs.first)
        #expect(spec.url == "nats://broker:4222")
        #expect(spec.streams[0].retention == .limits && spec.streams[0].maxAgeNs == 60_000_000_000)
        #expect(spec.publishers[1].burstSize == 10)
        #expect(
            document.remarks.contains(
                "load_test_specs[0].streams[0].messages_per_stream_per_second: not given, the publishers' rates decide")
        )
        #expect(
            document.remarks.contains("load_test_specs[0].publishers[1].publish_burst_size: not given, taken as 10"))
        #expect(document.intervalSeconds == 1)
    }

    @Test func streamsRateIsSharedByPublishersThatHaveNone() throws {
        let shared = try LoadDocument(
            document(stream: #","messages_per_stream_per_second":90"#, publisher: #","count_per_stream":3"#))
        #expect(shared.specs[0].publishers[0].ratePerSecond == 30)
        #expect(!shared.remarks.contains { $0.contains("theirs rule") })
        let other = try LoadDocument(
            document(
                stream: #","messages_per_stream_per_second":90"#,
                publisher: #","count_per_stream":3,"publish_rate_per_second":5"#))
        #expect(other.specs[0].publishers[0].ratePerSecond == 5)
        #expect(
            other.remarks.contains(
                "load_test_specs[0].streams[0].messages_per_stream_per_second: is 90, but its publishers make 15 together; theirs rule"
            ))
    }

    @Test func podAndIndexAreExpanded() throws {
        let document = try LoadDocument(Self.sample(), environment: ["NATS_URL": "nats://h:1"])
        let plan = try document.specs[0].plan(pod: "tester-0.ns")
        #expect(plan.streams.map(\.config.name) == ["orders_1", "orders_2"])
        #expect(plan.streams.map(\.config.subjects) == [["orders.tester-0-ns.1.*"], ["orders.tester-0-ns.2.*"]])
        #expect(Set(plan.publishers.flatMap(\.subjects)) == ["orders.tester-0-ns.1.1", "orders.tester-0-ns.2.1"])
        #expect(plan.publishers.count == 6)
        #expect(plan.consumers.map(\.name) == ["puller_1", "pusher_1", "puller_1", "pusher_1"])
    }

    @Test func modesLeaveOutTheOtherSide() throws {
        let document = try LoadDocument(Self.sample(), environment: ["NATS_URL": "nats://h:1"])
        #expect(try document.specs[0].plan(mode: .publish, pod: "p").consumers.isEmpty)
        #expect(try document.specs[0].plan(mode: .consume, pod: "p").publishers.isEmpty)
    }

    @Test func variablesAreExpandedInTextsAndNumbers() throws {
        let text = document(
            stream: #","count":${COUNT:-3},"max_age":"${AGE}""#, publisher: #","message_size_bytes":${SIZE}"#)
        let document = try LoadDocument(text, environment: ["AGE": "2h30m", "SIZE": "512"])
        #expect(document.specs[0].streams[0].count == 3)
        #expect(document.specs[0].streams[0].maxAgeNs == 9_000_000_000_000)
        #expect(document.specs[0].publishers[0].messageSizeBytes == 512)
    }

    @Test func missingVariableIsNamedWithItsField() {
        #expect(
            faults(document(stream: #","max_age":"${AGE}""#))
                == [
                    "load_test_specs[0].streams[0].max_age: the environment has no variable AGE; set it, or write ${AGE:-otherwise}"
                ])
    }

    @Test func valuesOfVariablesCanNotBreakTheDocument() throws {
        let text = document(spec: #","client_id_prefix":"${NAME}""#)
        let document = try LoadDocument(text, environment: ["NAME": #"a","name":"x"#])
        #expect(document.specs[0].clientIDPrefix == #"a","name":"x"#)
        #expect(document.specs[0].name == "t")
    }

    @Test func allFaultsAreToldWithTheirPaths() {
        let text = document(
            stream: #","replicas":9,"retention":"forever","max_age":"soon","maximum":1"#,
            publisher: #","publish_rate_per_second":"fast","publish_patern":"steady""#,
            consumer: #","type":"pulling","ack_wait_seconds":true"#)
        #expect(
            faults(text) == [
                "load_test_specs[0].streams[0].maximum: there is no such field",
                "load_test_specs[0].streams[0].replicas: expected a number from 1 to 5, found 9",
                "load_test_specs[0].streams[0].retention: expected one of limits, interest, workqueue, found “forever”",
                "load_test_specs[0].streams[0].max_age: expected a duration such as 5m, 2h30m or 24h, found “soon”",
                "load_test_specs[0].publishers[0].publish_patern: there is no such field; is “publish_pattern” meant?",
                "load_test_specs[0].publishers[0].publish_rate_per_second: expected a number, found the text “fast”",
                "load_test_specs[0].consumers[0].type: expected one of push, pull, found “pulling”",
                "load_test_specs[0].consumers[0].ack_wait_seconds: expected a number, found a boolean",
            ])
    }

    @Test(arguments: [
        (#"{}"#, "load_test_specs: required: the list of load tests"),
        (#"{"load_test_specs":[]}"#, "load_test_specs: the list is empty: there is nothing to run"),
        (#"[]"#, "expected an object, found a list"),
        (
            #"{"load_test_specs":[{}]}"#,
            "load_test_specs[0].streams: required: a spec without streams has nothing to load"
        ),
    ])
    func emptyDocumentsAreRefused(_ text: String, _ fault: String) {
        #expect(faults(text).contains(fault))
    }

    @Test func brokenJSONIsAFaultAndNotATrap() {
        for text in ["", "{", #"{"a":}"#, "nothing", #"{"load_test_specs": ${"#] {
            #expect(faults(text).count == 1, "\(text)")
        }
    }

    @Test func publishersOfUnknownStreamsAreFaults() {
        let text = document(publisher: "").replacing(
            #"publishers":[{"stream_name_prefix":"s""#, with: #"publishers":[{"stream_name_prefix":"x""#)
        #expect(
            faults(text)
                == [
                    "load_test_specs[0].publishers[0].stream_name_prefix: there is no stream with the prefix “x”; there is “s”"
                ])
    }

    @Test func workqueueWantsExplicitAcknowledgement() {
        let text = document(
            stream: #","retention":"workqueue""#, consumer: #","ack_policy":"none""#, spec: #","use_jetstream":true"#)
        #expect(
            faults(text) == [
                "load_test_specs[0].consumers[0].ack_policy: a workqueue stream needs “explicit”, found “none”"
            ])
    }

    @Test func roundsMultiplyTheNamedFieldsAndNothingElse() throws {
        let document = try LoadDocument(Self.sample(), environment: ["NATS_URL": "nats://h:1"])
        let (policy, spec) = (document.repeatPolicy, document.specs[0])
        #expect(policy.spec(spec, inRound: 0) == spec)
        let third = policy.spec(spec, inRound: 2)
        #expect(third.streams[0].count == 8)
        #expect(third.publishers[0].ratePerSecond == 112.5)
        #expect(third.publishers[0].messageSizeBytes == 512)
        #expect(third.durationSeconds == 0.5)
        #expect(third.consumers == spec.consumers)
        #expect(third.streams[0].maxMessages == -1)
    }

    @Test func storageIsReadWithItsPath() throws {
        let read = { (storage: String) in
            try LoadDocument(document(root: #","storage":\#(storage)"#), environment: [:]).storage
        }
        #expect(try read(#"{"type":"sqlite","path":"a.db"}"#) == .sqlite("a.db"))
        #expect(try read(#"{"type":"badger"}"#) == .sqlite("./load_test_stats.db"))
        #expect(try read(#"{"type":"file","path":"a.jsonl"}"#) == .file("a.jsonl"))
        #expect(try read(#"{"type":"stdout"}"#) == .standardOutput)
        #expect(
            faults(document(root: #","storage":{"type":"tape"}"#)) == [
                "storage.type: expected one of stdout, file, sqlite, found “tape”"
            ])
    }
}
