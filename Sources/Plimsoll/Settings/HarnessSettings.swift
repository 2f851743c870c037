package import Foundation
package import Load
import Measurement

/// What the environment asks of runs.
///
/// | variable | meaning |
/// |---|---|
/// | `PLIMSOLL_USERS`, `USERS` | users of closed models |
/// | `PLIMSOLL_USERS_FILE` | a file that holds the number of users, looked at while closed models run |
/// | `PLIMSOLL_RATE` | arrivals a second of open models |
/// | `PLIMSOLL_SPAWN_RATE` | users who come in a second |
/// | `PLIMSOLL_DURATION` | how long runs last: `90s`, `2h30m` |
/// | `PLIMSOLL_SCALE` | how many times as long everything takes: `0.05` |
/// | `PLIMSOLL_TRACE` | `1` writes each request and answer to standard error, heads only |
/// | `PLIMSOLL_SEED` | what repeats random choices |
/// | `PLIMSOLL_SHARDS` | threads that carry the users |
/// | `PLIMSOLL_RESULTS` | the folder for results |
/// | `PLIMSOLL_TAGS`, `PLIMSOLL_EXCLUDE` | tags of the actions that take part, and of those that don't |
/// | `PLIMSOLL_ENVIRONMENT` | which of a target's environments is loaded |
/// | `PLIMSOLL_ALLOW_PRODUCTION` | the name of the production target that may be loaded |
package struct HarnessSettings: Sendable {
    /// The changes to loads.
    package var overrides = LoadOverrides()
    /// The variable that gave the number of users.
    package var usersVariable = "PLIMSOLL_USERS"
    /// The file that says how many users there should be while a run goes on.
    package var usersFile: String?
    /// The seed; nil for a new one each run.
    package var seed: UInt64?
    /// Whether requests and answers are written to standard error.
    package var isTraced = false
    /// The threads that carry the users.
    package var shards = Machine.cores
    /// Where results go.
    package var resultsRoot: URL
    /// Which actions take part.
    package var selection = ActionSelection()
    /// Further facts for the run's description.
    package var labels: [String: String] = [:]
    /// Whether the run is a slice of a paired one: it says nothing on the console, and is judged with the others.
    package var isSlice = false
    /// The variables themselves, for targets' addresses.
    package let environment: [String: String]

    /// The settings of this process.
    package static func current() throws(SettingsError) -> HarnessSettings {
        try HarnessSettings(environment: ProcessInfo.processInfo.environment)
    }

    /// The settings of an environment; throws all that can't be understood.
    package init(environment: [String: String]) throws(SettingsError) {
        self.environment = environment
        var reader = VariableReader(environment)
        overrides.users = reader.value(["PLIMSOLL_USERS", "USERS"], "a whole number of at least 1") {
            Int($0).flatMap { $0 >= 1 ? $0 : nil }
        }
        if environment["PLIMSOLL_USERS"]?.isEmpty ?? true { usersVariable = "USERS" }
        usersFile = environment["PLIMSOLL_USERS_FILE"].flatMap { $0.isEmpty ? nil : $0 }
        isTraced = reader.value(["PLIMSOLL_TRACE"], "0 or 1") { ["0": false, "1": true][$0] } ?? false
        overrides.arrivalsPerSecond = reader.value(["PLIMSOLL_RATE"], "a number above 0", Self.positive)
        overrides.spawnRate = reader.value(["PLIMSOLL_SPAWN_RATE"], "a number above 0", Self.positive)
        overrides.scale = reader.value(["PLIMSOLL_SCALE"], "a number above 0", Self.positive)
        overrides.duration = reader.value(["PLIMSOLL_DURATION"], "a duration such as 90s, 10m or 2h30m") {
            Duration(text: $0).flatMap { $0 > .zero ? $0 : nil }
        }
        seed = reader.value(["PLIMSOLL_SEED"], "a whole number from 0 to \(UInt64.max)") { UInt64($0) }
        shards =
            reader.value(["PLIMSOLL_SHARDS"], "a whole number from 1 to 1024") {
                Int($0).flatMap { (1...1_024).contains($0) ? $0 : nil }
            } ?? Machine.cores
        selection.included = Self.tags(environment["PLIMSOLL_TAGS"])
        selection.excluded = Self.tags(environment["PLIMSOLL_EXCLUDE"])
        resultsRoot = URL(
            fileURLWithPath: environment["PLIMSOLL_RESULTS"].flatMap { $0.isEmpty ? nil : $0 } ?? ".plimsoll/results")
        if !reader.faults.isEmpty { throw SettingsError(faults: reader.faults) }
    }

    private static func positive(_ text: String) -> Double? {
        Double(text).flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
    }

    private static func tags(_ text: String?) -> Set<ActionTag> {
        Set((text ?? "").split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { ActionTag(String($0)) })
    }
}
