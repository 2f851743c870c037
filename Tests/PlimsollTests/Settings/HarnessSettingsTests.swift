import Foundation
import Load
import Testing

@testable import Plimsoll

@Suite struct HarnessSettingsTests {
    @Test func theEnvironmentChangesTheLoad() throws {
        let settings = try HarnessSettings(environment: [
            "PLIMSOLL_USERS": "7", "PLIMSOLL_DURATION": "1m30s", "PLIMSOLL_SPAWN_RATE": "0.5", "PLIMSOLL_SCALE": "0.1",
            "PLIMSOLL_SEED": "42", "PLIMSOLL_RATE": "12.5", "PLIMSOLL_SHARDS": "3", "PLIMSOLL_RESULTS": "/tmp/results",
            "PLIMSOLL_TAGS": "chat,health", "PLIMSOLL_EXCLUDE": "metrics",
        ])
        #expect(
            settings.overrides
                == LoadOverrides(users: 7, arrivalsPerSecond: 12.5, spawnRate: 0.5, duration: .seconds(90), scale: 0.1))
        #expect(settings.seed == 42)
        #expect(settings.shards == 3)
        #expect(settings.resultsRoot.path == "/tmp/results")
        #expect(settings.selection == ActionSelection(included: ["chat", "health"], excluded: ["metrics"]))
    }

    @Test func ourNameGoesBeforeTheReferencesName() throws {
        #expect(try HarnessSettings(environment: ["USERS": "5"]).overrides.users == 5)
        #expect(try HarnessSettings(environment: ["USERS": "5", "PLIMSOLL_USERS": "6"]).overrides.users == 6)
    }

    @Test func everyValueThatCantBeUnderstoodIsNamedAtOnce() {
        #expect(
            throws: SettingsError(faults: [
                "USERS is “ten”; expected a whole number of at least 1",
                "PLIMSOLL_SCALE is “0”; expected a number above 0",
                "PLIMSOLL_DURATION is “90”; expected a duration such as 90s, 10m or 2h30m",
            ])
        ) {
            try HarnessSettings(environment: ["USERS": "ten", "PLIMSOLL_DURATION": "90", "PLIMSOLL_SCALE": "0"])
        }
    }
}
