import Foundation
import Testing

@testable import NATSLoad

/// `plimsoll nats run` as a user calls it: a real process against a real broker, with its exit codes and files.
struct NATSDocumentTests {
    /// Two streams, a steady and a bursting publisher, a pulling and a pushing consumer; some required fields are left out.
    private static let sample = """
        {
          "load_test_specs": [{
            "name": "orders", "nats_url": "${NATS_URL}", "use_jetstream": true,
            "streams": [{"name_prefix": "orders", "count": 2, "replicas": 1, "subjects": ["orders.{pod}.{}.*"]}],
            "publishers": [
              {"count_per_stream": 1, "stream_name_prefix": "orders", "publish_rate_per_second": 50,
               "publish_pattern": "steady", "message_size_bytes": 128, "track_latency": true},
              {"count_per_stream": 1, "stream_name_prefix": "orders", "publish_rate_per_second": 50,
               "publish_pattern": "random", "message_size_bytes": 64, "track_latency": true}],
            "consumers": [
              {"stream_name_prefix": "orders", "type": "pull", "count_per_stream": 1, "durable_name_prefix": "puller",
               "ack_wait_seconds": 30, "max_ack_pending": 500, "ack_policy": "explicit"},
              {"stream_name_prefix": "orders", "type": "push", "count_per_stream": 1, "durable_name_prefix": "pusher",
               "ack_wait_seconds": 30, "max_ack_pending": 500, "consume_delay_ms": 1, "ack_policy": "all"}],
            "behavior": {"duration_seconds": 2, "ramp_up_seconds": 1}
          }],
          "storage": STORAGE,
          "stats_collection_interval_seconds": 0.5
        }
        """

    private static func document(storage: String = #"{"type": "stdout"}"#) -> String {
        sample.replacing("STORAGE", with: storage)
    }

    @Test(arguments: Desk.servers) func sampleDocumentRunsAsItStands(_ server: String) async throws {
        let desk = try Desk(server: server)
        try desk.write(Self.document(), to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json")
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        // Defaults that were taken are said.
        #expect(
            run.output.contains("note: load_test_specs[0].publishers[1].publish_burst_size: not given, taken as 10"))
        #expect(run.output.contains("stream orders_1 on orders.pod-7.1.*"))
        #expect(run.output.contains("stream orders_2 on orders.pod-7.2.*"))
        #expect(run.output.components(separatedBy: "  adds up").count == 3)
        #expect(run.output.contains("message orders_1"))
        #expect(run.output.contains("p99.99"))
        #expect(try await !desk.hasStream("orders_1"))
        // The results are those of any run.
        let folder = try #require(desk.results.first)
        let report = try await desk.run("report", folder.path)
        #expect(report.code == 0 && report.output.contains("publish orders_1"), "\(report.output)\(report.errors)")
    }

    /// Random bursts too come from a seed, so that each server is given the same messages.
    @Test func everyServerGivesTheSameAccount() async throws {
        var accounts: [[Substring]] = []
        for server in Desk.servers {
            let desk = try Desk(server: server)
            try desk.write(Self.document(), to: "orders.json")
            let run = try await desk.run("nats", "run", "orders.json")
            let lines = run.output.split(separator: "\n")
            let start = try #require(lines.firstIndex { $0.hasPrefix("orders_1: attempted ") }, "\(run.output)")
            let end = try #require(lines.firstIndex { $0.hasPrefix("queue ") }, "\(run.output)")
            accounts.append(Array(lines[start..<end]))
        }
        let first = try #require(accounts.first)
        #expect(first.count == 10, "\(first)")
        for account in accounts { #expect(account == first) }
    }

    @Test func checkPrintsThePlanAndMakesNothing() async throws {
        let desk = try Desk()
        try desk.write(Self.document(), to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json", "--check", "--pod", "west-2")
        #expect(run.code == 0, "\(run.errors)")
        #expect(run.output.contains("stream orders_2 on orders.west-2.2.*: memory, replicas 1"))
        #expect(run.output.contains("consumer pusher_1 of orders_2: push, ack all"))
        #expect(try await !desk.hasStream("orders_1"))
        #expect(desk.results.isEmpty)
    }

    @Test func everyFaultOfADocumentIsToldWithItsPath() async throws {
        let desk = try Desk()
        try desk.write(
            """
            {"load_test_specs": [{"name": "x", "nats_url": "http://h", "use_jetstream": "yes",
              "streams": [{"name_prefix": "a b", "count": 2, "replicas": 9, "subjects": ["s"], "max_age": "soon"}],
              "publishers": [{"stream_name_prefix": "other", "publish_pattern": "stedy"}],
              "consumers": [{"ack_polcy": "none", "type": "pull"}],
              "behavior": {"duration_seconds": -1, "ramp_up_seconds": 0}}],
             "storage": {"type": "tape"}}
            """, to: "wrong.json")
        let run = try await desk.run("nats", "run", "wrong.json")
        #expect(run.code == 64)
        for path in [
            "nats_url", "use_jetstream", "streams[0].name_prefix", "streams[0].replicas", "streams[0].subjects[0]",
            "streams[0].max_age", "publishers[0].stream_name_prefix", "publishers[0].publish_pattern",
            "consumers[0].ack_polcy", "behavior.duration_seconds",
        ] {
            #expect(run.errors.contains("load_test_specs[0].\(path): "), "\(path): \(run.errors)")
        }
        #expect(run.errors.contains("storage.type: expected one of stdout, file, sqlite, found “tape”"))
        #expect(run.errors.contains("is “ack_policy” meant?"))
    }

    @Test(arguments: [
        ("{", "this is no JSON"), ("[]", "expected an object, found a list"), ("{}", "load_test_specs: required"),
        (#"{"load_test_specs": []}"#, "the list is empty"),
        (#"{"load_test_specs": [{"name": "${NOBODY_SETS_THIS}"}]}"#, "has no variable NOBODY_SETS_THIS"),
    ])
    func unusableDocumentIsRefused(_ text: String, _ words: String) async throws {
        let desk = try Desk()
        try desk.write(text, to: "document.json")
        let run = try await desk.run("nats", "run", "document.json")
        #expect(run.code == 64)
        #expect(run.errors.contains(words), "\(run.errors)")
    }

    @Test func absentDocumentIsASentence() async throws {
        let run = try await Desk().run("nats", "run", "nowhere.json")
        #expect(run.code == 64)
        #expect(run.errors.contains("the document nowhere.json can't be read"))
    }

    @Test func statisticsGoToAFile() async throws {
        let desk = try Desk()
        try desk.write(Self.document(storage: #"{"type": "file", "path": "rows.jsonl"}"#), to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json")
        #expect(run.code == 0, "\(run.errors)")
        let rows = try desk.read("rows.jsonl").split(separator: "\n").map {
            try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
        #expect(rows.count >= 3)
        let last = try #require(rows.last)
        #expect((last["attempted"] as? Int ?? 0) > 0 && last["spec"] as? String == "orders")
        #expect(rows.contains { $0["latency_p9999_ns"] != nil })
    }

    @Test func statisticsGoToSQLite() async throws {
        let desk = try Desk()
        try desk.write(Self.document(storage: #"{"type": "sqlite", "path": "rows.db"}"#), to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json")
        #expect(run.code == 0, "\(run.errors)")
        let rows = try StatisticsStore.latest(2, in: desk.folder.appending(path: "rows.db").path)
        #expect(rows.count == 2)
        #expect(rows[0].contains(#""attempted":"#))
    }

    /// One process publishes and leaves the streams, another consumes what is there.
    @Test func rolesShareTheWork() async throws {
        let desk = try Desk()
        let text = Self.document().replacing(
            "\"max_ack_pending\": 500, \"consume_delay_ms\": 1,", with: "\"max_ack_pending\": 500,")
        try desk.write(text, to: "orders.json")
        let published = try await desk.run("nats", "run", "orders.json", "--mode", "publish", "--keep")
        #expect(published.code == 0, "\(published.output)\(published.errors)")
        #expect(!published.output.contains("consumer puller"))
        #expect(try await desk.hasStream("orders_1"))
        let consumed = try await desk.run("nats", "run", "orders.json", "--mode", "consume")
        #expect(consumed.code == 0, "\(consumed.output)\(consumed.errors)")
        #expect(consumed.output.contains("exists already and is used as it is"))
        #expect(!consumed.output.contains("publish orders_1"))
        #expect(consumed.output.contains("message orders_1"))
        // What a run didn't make it doesn't remove.
        #expect(try await desk.hasStream("orders_1"))
    }

    @Test func roundsAreMultiplied() async throws {
        let desk = try Desk()
        try desk.write(
            """
            {"load_test_specs": [
               {"name": "first", "nats_url": "nats://localhost:1", "use_jetstream": true,
                "streams": [{"name_prefix": "A", "count": 1, "replicas": 1, "subjects": ["a.{}"]}],
                "publishers": [{"count_per_stream": 1, "stream_name_prefix": "A", "publish_rate_per_second": 40,
                  "publish_pattern": "steady", "message_size_bytes": 16, "track_latency": true}],
                "consumers": [], "behavior": {"duration_seconds": 0.5, "ramp_up_seconds": 0}},
               {"name": "second", "nats_url": "nats://localhost:1", "use_jetstream": false,
                "streams": [{"name_prefix": "B", "count": 1, "replicas": 1, "subjects": ["b.{}"]}],
                "publishers": [{"count_per_stream": 1, "stream_name_prefix": "B", "publish_rate_per_second": 40,
                  "publish_pattern": "steady", "message_size_bytes": 16, "track_latency": true}],
                "consumers": [], "behavior": {"duration_seconds": 0.5, "ramp_up_seconds": 0}}],
             "repeat_policy": {"enabled": true, "publishers": {"publish_rate_per_second_multiplier": 2}}}
            """, to: "rounds.json")
        let run = try await desk.run("nats", "run", "rounds.json", "--rounds", "2")
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        for line in [
            "A_1: attempted 20 = acknowledged 20", "A_1: attempted 40 = acknowledged 40",
            "B_1: attempted 20 = acknowledged 0 + refused 0 + unknown 0 + unconfirmed 20",
            "B_1: attempted 40 = acknowledged 0 + refused 0 + unknown 0 + unconfirmed 40",
        ] {
            #expect(run.output.contains(line), "\(line): \(run.output)")
        }
        for name in ["first, round 1", "first, round 2", "second, round 1", "second, round 2"] {
            #expect(run.output.contains("\(name): nats://"), "\(name): \(run.output)")
        }
        #expect(desk.results.count == 4)
    }

    /// As people save it elsewhere: with a byte order mark it is read, with comments and in other encodings it is refused with what to do.
    @Test func filesOfStrangersAreReadOrRefusedWithARemedy() async throws {
        let desk = try Desk()
        let text = Self.document()
        try desk.write("\u{FEFF}" + text, to: "marked.json")
        #expect(try await desk.run("nats", "run", "marked.json", "--check").code == 0)
        let files: [(Data, String)] = [
            (Data(("// mine\n" + text).utf8), "line 1, column 1: JSON has no comments"),
            (try #require(text.data(using: .utf16)), "isn't text in UTF-8; save it as such"),
            (Data(), "it is empty"),
        ]
        for (data, sentence) in files {
            try data.write(to: desk.folder.appending(path: "other.json"))
            let run = try await desk.run("nats", "run", "other.json", "--check")
            #expect(run.code == 64 && run.errors.contains(sentence), "\(run.errors)")
        }
    }

    /// The stream is in the domain that the call names, or the document; what nobody has is said.
    @Test func domainsOfJetStreamAreAskedByName() async throws {
        let desk = try Desk()
        try desk.write(
            Self.document().replacing(
                "\"use_jetstream\"", with: "\"jetstream_domain\": \"edge\", \"use_jetstream\""), to: "orders.json")
        let check = try await desk.run("nats", "run", "orders.json", "--check")
        #expect(check.output.contains("JetStream domain edge"), "\(check.output)")
        let other = try await desk.run("nats", "run", "orders.json", "--check", "--js-domain", "hub")
        #expect(other.output.contains("JetStream domain hub"), "\(other.output)")
        let run = try await desk.run("nats", "run", "orders.json")
        #expect(run.code == 4 && run.errors.contains("no JetStream domain “edge” answers from here"), "\(run.errors)")
        let wrong = try await desk.run("nats", "publish", "--js-domain", "a.b")
        #expect(wrong.code == 64 && wrong.errors.contains("“a.b” is no JetStream domain"), "\(wrong.errors)")
    }

    /// Multipliers that come to what can't be run end the rounds before that, or refuse a number of rounds that reaches it.
    @Test func roundsThatGrowBeyondAllBoundsAreSaid() async throws {
        let desk = try Desk()
        let text = Self.document().replacing(
            "\"storage\":",
            with: "\"repeat_policy\": {\"enabled\": true, \"streams\": {\"count_multiplier\": 1000}}, \"storage\":")
        try desk.write(text, to: "orders.json")
        let open = try await desk.run("nats", "run", "orders.json", "--check")
        #expect(open.output.contains("note: round 3 can't be run: orders: "), "\(open.output.prefix(2000))")
        let asked = try await desk.run("nats", "run", "orders.json", "--check", "--rounds", "5")
        #expect(asked.code == 64 && asked.errors.contains("round 3 can't be run"), "\(asked.errors)")
    }

    @Test func credentialsThatAreNotThereAreAWrongDocument() async throws {
        let desk = try Desk()
        try desk.write(
            Self.document().replacing(
                "\"use_jetstream\"", with: "\"nats_creds_file\": \"none.creds\", \"use_jetstream\""),
            to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json", "--check")
        #expect(run.code == 64)
        #expect(run.errors.contains("orders: the credentials file none.creds can't be read"), "\(run.errors)")
    }

    @Test func interruptedRunLeavesItsAccountAndNoStreams() async throws {
        let desk = try Desk()
        try desk.write(
            Self.document().replacing("\"duration_seconds\": 2", with: "\"duration_seconds\": 600"), to: "orders.json")
        let command = try desk.start(["nats", "run", "orders.json"])
        let deadline = ContinuousClock.now + .seconds(60)
        while !command.output.contains("attempted"), ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(50))
        }
        command.interrupt()
        let run = await command.ended()
        #expect(run.code == 130, "\(run.output)\(run.errors)")
        #expect(run.output.components(separatedBy: "  adds up").count == 3, "\(run.output)")
        #expect(try await !desk.hasStream("orders_1"))
        let folder = try #require(desk.results.first)
        #expect(FileManager.default.fileExists(atPath: folder.appending(path: "report.json").path))
    }

    @Test func streamOfSomebodyElseIsRefusedWithADiff() async throws {
        let desk = try Desk()
        try await desk.onBroker { api in
            var config = StreamConfiguration(name: "orders_1", subjects: ["mine.>"])
            config.storage = .file
            _ = try await api.createStream(config)
        }
        try desk.write(Self.document(), to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json")
        #expect(run.code == 4)
        #expect(run.errors.contains("stream orders_1 exists with another configuration and is left alone"))
        #expect(run.errors.contains("subjects: wanted [orders.pod-7.1.*], is [mine.>]"), "\(run.errors)")
        #expect(run.errors.contains("storage: wanted memory, is file"))
        #expect(try await desk.hasStream("orders_1"))
        #expect(try await !desk.hasStream("orders_2"))
    }

    /// An empty folder would be the newest run, and look like one that was killed.
    @Test func runThatCannotBeginLeavesNoResults() async throws {
        let desk = try Desk()
        try desk.write(Self.document(), to: "orders.json")
        _ = try await desk.run("nats", "run", "orders.json", "--url", "nats://127.0.0.1:1")
        #expect(desk.results.isEmpty)
    }

    @Test func resultsGoWhereTheEnvironmentSays() async throws {
        let desk = try Desk()
        let place = desk.folder.appending(path: "elsewhere").path
        let run = try await desk.run(
            "nats", "publish", "--create", "--messages", "10", environment: ["PLIMSOLL_RESULTS": place])
        #expect(run.code == 0, "\(run.output)\(run.errors)")
        #expect(desk.results.isEmpty)
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).count == 1)
    }

    @Test func absentBrokerIsASentence() async throws {
        let desk = try Desk()
        try desk.write(Self.document(), to: "orders.json")
        let run = try await desk.run("nats", "run", "orders.json", "--url", "nats://127.0.0.1:1")
        #expect(run.code == 4)
        #expect(run.errors.contains("no connection to nats://127.0.0.1:1: Connection refused"), "\(run.errors)")
    }
}
