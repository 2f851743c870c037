import Foundation
import Testing

@testable import NATSLoad

/// Documents as people write them who haven't seen this tool before: each fault has its path, and all are told at once.
struct StrangersDocumentTests {
    /// A document that is right, changed in one place.
    struct Stranger: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let text: String
        let faults: [String]

        init(_ name: String, _ text: String, _ faults: String...) {
            (testDescription, self.text, self.faults) = (name, text, faults)
        }

        /// - Parameter replaced: what stands in the right document, and what the stranger writes instead.
        init(_ name: String, _ replaced: String, by other: String, _ faults: String...) {
            precondition(StrangersDocumentTests.right.contains(replaced), "\(name): the document has no \(replaced)")
            let text = StrangersDocumentTests.right.replacing(replaced, with: other, maxReplacements: 1)
            (testDescription, self.text, self.faults) = (name, text, faults)
        }
    }

    static let right = """
        {
          "load_test_specs": [{
            "name": "orders", "nats_url": "nats://broker:4222", "use_jetstream": true,
            "streams": [{"name_prefix": "orders", "count": 2, "replicas": 1, "subjects": ["orders.{}.>"],
              "messages_per_stream_per_second": 100, "retention": "limits", "max_age": "5m", "storage": "memory",
              "discard": "old", "max_msgs": -1, "max_bytes": -1, "max_consumers": -1}],
            "publishers": [{"count_per_stream": 2, "stream_name_prefix": "orders", "publish_rate_per_second": 50,
              "publish_pattern": "steady", "publish_burst_size": 1, "message_size_bytes": 128, "track_latency": true}],
            "consumers": [{"stream_name_prefix": "orders", "type": "pull", "count_per_stream": 1,
              "durable_name_prefix": "worker", "ack_wait_seconds": 30, "max_ack_pending": 1000, "consume_delay_ms": 0,
              "ack_policy": "explicit"}],
            "behavior": {"duration_seconds": 60, "ramp_up_seconds": 5}
          }],
          "repeat_policy": {"enabled": false},
          "storage": {"type": "stdout"},
          "stats_collection_interval_seconds": 5
        }
        """

    private static let spec = "load_test_specs[0]"
    private static let stream = "load_test_specs[0].streams[0]"
    private static let publisher = "load_test_specs[0].publishers[0]"
    private static let consumer = "load_test_specs[0].consumers[0]"

    static let strangers: [Stranger] = [
        Stranger("as it should be", right),
        Stranger("a byte order mark", "\u{FEFF}" + right),
        Stranger("Windows' line ends", right.replacing("\n", with: "\r\n")),
        Stranger(
            "comments in fields", "\"name\": \"orders\",", by: "\"_comment\": 1, \"_comment\": 2, \"name\": \"orders\","
        ),
        Stranger("null for a default", "\"consume_delay_ms\": 0", by: "\"consume_delay_ms\": null"),
        Stranger("whole numbers with a fraction", "\"count\": 2", by: "\"count\": 2.0"),
        Stranger("numbers with exponents", "\"message_size_bytes\": 128", by: "\"message_size_bytes\": 1.28e2"),
        Stranger("0 for no age", "\"max_age\": \"5m\"", by: "\"max_age\": 0"),
        Stranger(
            "comments", "\"repeat_policy\"", by: "// again and again\n  \"repeat_policy\"",
            "this is no JSON: line 14, column 3: JSON has no comments; remove it, or put it into a field whose name begins with _"
        ),
        Stranger(
            "a comma too many", "\"stats_collection_interval_seconds\": 5",
            by: "\"stats_collection_interval_seconds\": 5,",
            "this is no JSON: line 17, column 1: a comma stands before }; remove it"),
        Stranger(
            "a comma too few", "\"type\": \"pull\",", by: "\"type\": \"pull\"",
            "this is no JSON: line 9, column 67: expected a comma or }, found “\"”"),
        Stranger(
            "the list left out", #"{"streams": [], "publishers": [], "consumers": []}"#,
            "load_test_specs: required: the list of load tests; this one belongs into it: [ … ]"),
        Stranger(
            "one spec for the list", #"{"load_test_specs": {"name": "orders"}}"#,
            "load_test_specs: expected a list, found an object"),
        Stranger("a list", "[]", "expected an object, found a list"),
        Stranger("a text", "\"orders\"", "expected an object, found the text “orders”"),
        Stranger(
            "a field twice", "\"count\": 2,", by: "\"count\": 2, \"replicas\": 1, \n \"count\": 3,",
            "\(stream).count: stands there twice, on lines 4 and 5",
            "\(stream).replicas: stands there twice, on lines 4 and 5"),
        Stranger(
            "camels", "\"publish_rate_per_second\": 50", by: "\"publishRatePerSecond\": 50",
            "\(publisher).publishRatePerSecond: there is no such field; is “publish_rate_per_second” meant?"),
        Stranger(
            "another tool's field", "\"retention\": \"limits\"", by: "\"allow_rollup_hdrs\": true",
            "\(stream).allow_rollup_hdrs: there is no such field"),
        Stranger(
            "a number as text", "\"count\": 2", by: "\"count\": \"2\"",
            "\(stream).count: expected a number, found the text “2”; write it without quotation marks"),
        Stranger(
            "a truth as text", "\"track_latency\": true", by: "\"track_latency\": \"true\"",
            "\(publisher).track_latency: expected true or false, found the text “true”; write it without quotation marks"
        ),
        Stranger(
            "a truth as number", "\"use_jetstream\": true", by: "\"use_jetstream\": 1",
            "\(spec).use_jetstream: expected true or false, found the number 1"),
        Stranger(
            "a duration as number", "\"max_age\": \"5m\"", by: "\"max_age\": 300",
            "\(stream).max_age: expected a duration such as 5m, 2h30m or 24h, found the number 300; write it with its unit, in quotation marks"
        ),
        Stranger(
            "a duration without unit", "\"max_age\": \"5m\"", by: "\"max_age\": \"300\"",
            "\(stream).max_age: expected a duration such as 5m, 2h30m or 24h, found “300”"),
        Stranger(
            "a duration with blanks", "\"max_age\": \"5m\"", by: "\"max_age\": \"5 minutes\"",
            "\(stream).max_age: expected a duration such as 5m, 2h30m or 24h, found “5 minutes”"),
        Stranger(
            "a duration that servers don't take", "\"max_age\": \"5m\"", by: "\"max_age\": \"50ms\"",
            "\(stream).max_age: servers take 100ms at least, or 0 for no limit, found 50ms"),
        Stranger(
            "a duration where a number belongs", "\"duration_seconds\": 60", by: "\"duration_seconds\": \"1m\"",
            "\(spec).behavior.duration_seconds: expected a number, found the text “1m”"),
        Stranger(
            "a huge number", "\"max_msgs\": -1", by: "\"max_msgs\": 123456789012345678901234567890",
            "\(stream).max_msgs: expected a number from -1 to 4503599627370496, found 123456789012345678901234567890"),
        Stranger(
            "a number beyond all", "\"publish_rate_per_second\": 50", by: "\"publish_rate_per_second\": 1e999",
            "\(publisher).publish_rate_per_second: expected a number from 0 to 100000000, found 1e999"),
        Stranger(
            "a negative count", "\"count_per_stream\": 2", by: "\"count_per_stream\": -2",
            "\(publisher).count_per_stream: expected a number from 0 to 100000, found -2"),
        Stranger(
            "half a client", "\"count_per_stream\": 2", by: "\"count_per_stream\": 2.5",
            "\(publisher).count_per_stream: expected a whole number, found 2.5"),
        Stranger(
            "capitals", "\"publish_pattern\": \"steady\"", by: "\"publish_pattern\": \"STEADY\"",
            "\(publisher).publish_pattern: expected one of steady, random, found “STEADY”; is “steady” meant?"),
        Stranger(
            "another spelling", "\"retention\": \"limits\"", by: "\"retention\": \"work_queue\"",
            "\(stream).retention: expected one of limits, interest, workqueue, found “work_queue”; is “workqueue” meant?"
        ),
        Stranger(
            "one subject for the list", "[\"orders.{}.>\"]", by: "\"orders.{}.>\"",
            "\(stream).subjects: expected a list of texts, found the text “orders.{}.>”"),
        Stranger(
            "subjects of wrong kinds", "[\"orders.{}.>\"]", by: "[1, null, \"a b\", \"a..b\", \"a.>.b\"]",
            "\(stream).subjects[0]: expected a text, found the number 1",
            "\(stream).subjects[1]: expected a text, found null",
            "\(stream).subjects[2]: “a b” is no subject: words with dots between them, no blanks",
            "\(stream).subjects[3]: “a..b” is no subject: words with dots between them, no blanks",
            "\(stream).subjects[4]: “a.>.b”: > stands for all further words, so it can only be the last"),
        Stranger(
            "the same subjects for all", "orders.{}.>", by: "orders.>",
            "\(stream).subjects[0]: 2 streams would take the same messages; put {} in, which becomes the stream's index"
        ),
        Stranger(
            "subjects within each other", "\"orders.{}.>\"", by: "\"orders.{}.>\", \"orders.{}.new\"",
            "\(stream).subjects[1]: takes messages that subjects[0] (“orders.{}.>”) takes as well; a message goes into one stream once"
        ),
        Stranger(
            "everything", "\"orders.{}.>\"", by: "\">\"",
            "\(stream).subjects[0]: “>” takes every message, JetStream's own among them, which servers refuse; begin with a word"
        ),
        Stranger(
            "a stream's name with dots", "\"name_prefix\": \"orders\"", by: "\"name_prefix\": \"my.orders\"",
            "\(stream).name_prefix: “my.orders” can't be a stream's name: no blanks, dots, slashes, * or >",
            "\(publisher).stream_name_prefix: there is no stream with the prefix “orders”; there is “my.orders”",
            "\(consumer).stream_name_prefix: there is no stream with the prefix “orders”; there is “my.orders”"),
        Stranger(
            "a consumer's name with dots", "\"durable_name_prefix\": \"worker\"",
            by: "\"durable_name_prefix\": \"my.worker\"",
            "\(consumer).durable_name_prefix: “my.worker” can't be a consumer's name: no blanks, dots, slashes, * or >"),
        Stranger(
            "a consumer twice", "\"ack_policy\": \"explicit\"}",
            by:
                "\"ack_policy\": \"explicit\"}, {\"stream_name_prefix\": \"orders\", \"durable_name_prefix\": \"worker\"}",
            "load_test_specs[0].consumers[1].durable_name_prefix: “worker” is that of consumers[0] on the same stream; they would be one consumer"
        ),
        Stranger(
            "more consumers than the stream takes",
            right.replacing("\"count_per_stream\": 1", with: "\"count_per_stream\": 3")
                .replacing("\"max_consumers\": -1", with: "\"max_consumers\": 2"),
            "\(stream).max_consumers: is 2, but the consumers' count_per_stream makes 3"),
        Stranger(
            "more clients than a process has", "\"count\": 2", by: "\"count\": 100000",
            "\(spec): count × count_per_stream makes 300000 clients; a process has 100000 at most, so lower them or use several"
        ),
        Stranger(
            "a ramp that never ends", "\"ramp_up_seconds\": 5", by: "\"ramp_up_seconds\": 90",
            "\(spec).behavior.ramp_up_seconds: the ramp (90.0 s) is longer than the test (60.0 s)"),
        Stranger(
            "websockets", "nats://broker:4222", by: "wss://ada:secret@broker:443",
            "\(spec).nats_url: “wss://…@broker:443” is no NATS address: websockets aren't spoken here, take the server's port for clients; write it like nats://localhost:4222 or tls://host:4222"
        ),
        Stranger(
            "a domain with dots", "\"use_jetstream\": true,",
            by: "\"use_jetstream\": true, \"jetstream_domain\": \"a.b\",",
            "\(spec).jetstream_domain: “a.b” is no JetStream domain; its name is one word without blanks, dots, * or >, such as hub"
        ),
        Stranger(
            "a word for an object", "{\"type\": \"stdout\"}", by: "\"stdout\"",
            "storage: expected an object, found the text “stdout”"),
        Stranger(
            "a multiplier of something else", "{\"enabled\": false}",
            by: "{\"enabled\": true, \"streams\": {\"count\": 2}}",
            "repeat_policy.streams.count: there is no such field"),
    ]

    @Test(arguments: strangers)
    func everyFaultIsNamedByItsPath(_ stranger: Stranger) {
        var faults: [String] = []
        do {
            _ = try LoadDocument(stranger.text, environment: [:])
        } catch {
            faults = error.faults.map(\.description)
        }
        #expect(faults == stranger.faults)
    }

    /// Whoever multiplies for long comes to something that can't be run, and is told instead of the process being trapped.
    @Test func roundsThatGrowTooLargeAreFaults() throws {
        let text = Self.right.replacing(
            "{\"enabled\": false}",
            with:
                "{\"enabled\": true, \"streams\": {\"count_multiplier\": 1000}, \"behavior\": {\"duration_seconds_multiplier\": 1000}, \"publishers\": {\"publish_rate_per_second_multiplier\": 0}}"
        )
        let document = try LoadDocument(text, environment: [:])
        let spec = try #require(document.specs.first)
        #expect(document.repeatPolicy.spec(spec, inRound: 0).sizeFaults == [])
        #expect(document.repeatPolicy.spec(spec, inRound: 1).sizeFaults == [])
        #expect(
            document.repeatPolicy.spec(spec, inRound: 2).sizeFaults == [
                "count × count_per_stream makes 6000000 clients; a process has 100000 at most, so lower them or use several",
                "streams.count is 2000000, which isn't from 0 to 100000",
                "behavior.duration_seconds is 60000000, which isn't from 0.001 to 31536000",
            ])
        #expect(!document.repeatPolicy.spec(spec, inRound: 9999).sizeFaults.isEmpty)
    }

    @Test(arguments: [
        ("a.b", "a.b", true), ("a.b", "a.c", false), ("a.*", "a.c", true), ("a.*", "a.b.c", false),
        ("a.>", "a.b.c", true),
        ("a.>", "a", false), (">", "a", true), ("*.b", "a.*", true), ("*.b", "a.c", false), ("a", "a.b", false),
    ])
    func subjectsOverlapWhereAMessageFitsBoth(_ first: String, _ second: String, _ expected: Bool) {
        #expect(SubjectPattern.overlap(first, second) == expected)
        #expect(SubjectPattern.overlap(second, first) == expected)
    }

    @Test func consumersMayBeNamedAfterPodAndStream() throws {
        let text = Self.right.replacing("\"worker\"", with: "\"worker-{pod}-{}\"")
        let plan = try LoadDocument(text, environment: [:]).specs[0].plan(pod: "p7")
        #expect(plan.consumers.map(\.name) == ["worker-p7-1_1", "worker-p7-2_1"])
    }

    @Test func domainReachesThePlan() throws {
        let text = Self.right.replacing(
            "\"use_jetstream\": true,", with: "\"use_jetstream\": true, \"jetstream_domain\": \"hub\",")
        let plan = try LoadDocument(text, environment: [:]).specs[0].plan(pod: "p")
        #expect(plan.connection.jetStreamPrefix == "$JS.hub.API")
        #expect(plan.lines[0].contains("JetStream domain hub"))
    }

    /// A consumer of core NATS hears everything that goes to its stream.
    @Test func coreConsumersTakeAllSubjects() throws {
        let text = Self.right.replacing("\"use_jetstream\": true", with: "\"use_jetstream\": false")
            .replacing("[\"orders.{}.>\"]", with: "[\"orders.{}.a\", \"orders.{}.b\"]")
        let plan = try LoadDocument(text, environment: [:]).specs[0].plan(pod: "p")
        #expect(plan.consumers.map(\.subjects) == [["orders.1.a", "orders.1.b"], ["orders.2.a", "orders.2.b"]])
    }
}
