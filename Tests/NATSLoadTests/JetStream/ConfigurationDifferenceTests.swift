import Foundation
@testable import NATSLoad
import Testing

struct ConfigurationDifferenceTests {
    private var wanted: StreamConfiguration {
        var config = StreamConfiguration(name: "MEMES", subjects: ["memes.>"])
        config.maxAgeNs = 60_000_000_000
        return config
    }

    @Test func equalConfigurationsDifferInNothing() {
        #expect(ConfigurationDifference.between(requested: wanted, actual: wanted) == [])
    }

    @Test func whatTheServerFillsInIsNoDifference() {
        var actual = wanted
        actual.duplicateWindowNs = 60_000_000_000
        actual.allowDirect = false
        #expect(ConfigurationDifference.between(requested: wanted, actual: actual) == [])
    }

    @Test func absentAndUnlimitedValuesAreTheSame() {
        var requested = wanted
        requested.discardNewPerSubject = false
        requested.maxMessageSize = 0
        #expect(ConfigurationDifference.between(requested: requested, actual: wanted) == [])
    }

    @Test func ignoredFieldIsSaidInASentence() throws {
        var requested = wanted
        requested.compression = "s2"
        let differences = ConfigurationDifference.between(requested: requested, actual: wanted)
        let difference = try #require(differences.first)
        #expect(differences.count == 1)
        #expect(
            difference.sentence(about: "stream MEMES", serverVersion: "2.9.10")
                == "stream MEMES: the server 2.9.10 doesn't honour compression = s2 (it has: not set); a newer server may"
        )
    }

    @Test func differencesNameFieldsAndTimes() {
        var actual = wanted
        actual.subjects = ["memes.new", "memes.old"]
        actual.maxAgeNs = 3_600_000_000_000
        actual.storage = .memory
        #expect(
            ConfigurationDifference.between(requested: wanted, actual: actual).map(\.line) == [
                "max_age: wanted 1m, is 1h", "storage: wanted file, is memory",
                "subjects: wanted [memes.>], is [memes.new, memes.old]",
            ])
    }

    @Test func serversAnswersAreRead() throws {
        // As nats-server 2.9.10 answers.
        let text = #"""
            {"config":{"name":"S","subjects":["s.>"],"retention":"workqueue","max_consumers":-1,"max_msgs":-1,"max_bytes":-1,"max_age":0,
            "max_msgs_per_subject":-1,"max_msg_size":-1,"discard":"old","storage":"memory","num_replicas":1,"duplicate_window":120000000000,
            "allow_direct":false,"mirror_direct":false,"sealed":false,"deny_delete":false,"deny_purge":false,"allow_rollup_hdrs":false},
            "created":"2024-01-01T00:00:00.123456789Z","state":{"messages":3,"bytes":120,"first_seq":1,"first_ts":"2024-01-01T00:00:00Z",
            "last_seq":3,"last_ts":"2024-01-01T00:00:00Z","consumer_count":1}}
            """#
        let info = try JSONDecoder().decode(StreamInfo.self, from: Data(text.utf8))
        #expect(info.config.retention == .workqueue)
        #expect(info.state.lastSequence == 3)
    }
}
