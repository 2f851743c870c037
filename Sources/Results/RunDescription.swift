package import Foundation
package import Measurement

/// What was run, where and when: `run.json`, written before the load starts.
package struct RunDescription: Sendable, Hashable, Codable {
    /// The version of the format of all files in the folder.
    package static let currentSchema = 1

    /// The version of the format.
    package var schema = currentSchema
    /// The version of the tool that wrote it.
    package var tool: String
    /// The run's own name.
    package var id: String
    /// When the load started.
    package var started: Date
    /// The suite, when a test ran it.
    package var suite: String?
    /// The test.
    package var test: String?
    /// The scenario.
    package var scenario: String
    /// The target's name and address.
    package var target: String
    /// The load model in words.
    package var load: String
    /// The load model drawn in a line of blocks.
    package var drawing: String
    /// How long the load was planned to last.
    package var plannedNs: Int64
    /// The seed that repeats the run.
    package var seed: UInt64
    /// The phases in order.
    package var phases: [Phase]
    /// Where it ran.
    package var fingerprint: Fingerprint
    /// Equal for runs that asked for the same load.
    package var workloadHash: String
    /// Further facts: the tier, the build under test, the worker.
    package var labels: [String: String]

    /// A phase in `run.json`.
    package struct Phase: Sendable, Hashable, Codable {
        /// The phase's name.
        package var name: String
        /// When it begins, from the run's start.
        package var startNs: Int64
        /// Whether its samples are kept out of the figures.
        package var excluded: Bool

        enum CodingKeys: String, CodingKey {
            case name
            case startNs = "start_ns"
            case excluded
        }
    }

    enum CodingKeys: String, CodingKey {
        case schema, tool, id, started, suite, test, scenario, target, load, drawing, seed, phases, fingerprint, labels
        case plannedNs = "planned_ns"
        case workloadHash = "workload_hash"
    }

    /// Creates a description.
    package init(
        tool: String, id: String = RunDescription.makeID(), started: Date, suite: String? = nil, test: String? = nil,
        scenario: String, target: String, load: String, drawing: String = "", planned: Duration, seed: UInt64,
        phases: [PhaseMark], fingerprint: Fingerprint, workloadHash: String, labels: [String: String] = [:]
    ) {
        self.tool = tool
        self.id = id
        self.started = started
        self.suite = suite
        self.test = test
        self.scenario = scenario
        self.target = target
        self.load = load
        self.drawing = drawing
        plannedNs = planned.nanoseconds
        self.seed = seed
        self.phases = phases.map { Phase(name: $0.name, startNs: $0.startNs, excluded: $0.excluded) }
        self.fingerprint = fingerprint
        self.workloadHash = workloadHash
        self.labels = labels
    }

    /// The phases as the recorders know them.
    package var phaseMarks: [PhaseMark] {
        phases.map { PhaseMark(name: $0.name, start: .nanoseconds($0.startNs), excluded: $0.excluded) }
    }

    /// Where its figures stop being believed: by the tier of its test.
    package var rules: ValidityRules { ValidityRules(tier: labels["tier"]) }

    /// The suite, test or scenario: whatever names the run best.
    package var title: String {
        [suite, test].compactMap(\.self).joined(separator: " / ").nonEmpty ?? scenario
    }

    /// A new name for a run: eight hexadecimal digits.
    package static func makeID() -> String {
        let digits = String(UInt32.random(in: .min ... .max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

extension String {
    fileprivate var nonEmpty: String? { isEmpty ? nil : self }
}
