package import Foundation
internal import Measurement
package import Results

/// A stored run, as a comparison sees it: its metrics, and whether they may be believed.
package struct CandidateRun: Sendable {
    /// The run's own name, which a copy of its folder bears as well; nothing for a run that was never stored.
    package var id: String?
    /// The suite; the scenario's name where no test ran it.
    package var suite: String
    /// The test of the suite.
    package var test: String?
    /// The workload's hash.
    package var workload: String
    /// Where it ran.
    package var fingerprint: Fingerprint
    /// The readings.
    package var repetition: Repetition
    /// The commit it measured, where that is known.
    package var commit: String?
    /// Whether the work tree had changes.
    package var isDirty: Bool
    /// Where it is stored.
    package var path: String
    /// When it began.
    package var started: Date
    /// The tier of its test; smoke runs aren't compared, since their few samples say nothing about a change of ten percent.
    package var tier: String?

    /// Creates a run.
    package init(
        id: String? = nil, suite: String, test: String? = nil, workload: String, fingerprint: Fingerprint,
        repetition: Repetition,
        commit: String? = nil, isDirty: Bool = false, path: String = "", started: Date = Date(timeIntervalSince1970: 0),
        tier: String? = nil
    ) {
        self.id = id
        self.suite = suite
        self.test = test
        self.workload = workload
        self.fingerprint = fingerprint
        self.repetition = repetition
        self.commit = commit
        self.isDirty = isDirty
        self.path = path
        self.started = started
        self.tier = tier
    }

    /// Reads a run from its folder; what makes it unfit for a comparison is among the repetition's faults.
    package static func read(_ folder: ResultsFolder) throws -> CandidateRun {
        let sums = KeptReadings.sums(of: folder)
        let description = try folder.description()
        let repetition: Repetition
        if let kept = KeptReadings.read(folder, sums) {
            repetition = kept
        } else {
            let read = try SideReader.read(folder, description)
            repetition = try measure(read, folder, description)
            KeptReadings.keep(repetition, in: folder, sums, slices: read.sum)
        }
        return CandidateRun(
            id: description.id, suite: description.suite ?? description.scenario, test: description.test,
            workload: description.workloadHash,
            fingerprint: description.fingerprint, repetition: repetition, commit: description.labels["commit"],
            isDirty: description.labels["dirty"] == "true", path: folder.url.path, started: description.started,
            tier: description.labels["tier"])
    }

    private static func measure(
        _ read: SideReader, _ folder: ResultsFolder, _ description: RunDescription
    ) throws -> Repetition {
        let threshold = RepetitionMeter.stallThreshold(base: read.side)
        var times = Histogram()
        var repetition = RepetitionMeter(stallThreshold: threshold).measure(read.side, allTimes: &times)
        if !ResultsReader.isComplete(folder) {
            repetition.faults.append("the run was killed before its end; run it again")
        }
        if description.fingerprint.build == "debug" {
            repetition.faults.append("it was measured by a debug build; run it with `-c release`")
        }
        if read.side.endpoints.isEmpty {
            repetition.faults.append("nothing was measured; check the target and the suite's output")
        }
        let events = try ResultsReader.events(of: folder)
        repetition.faults += read.validity(events, times: times).reasons.map(\.description)
        GeneratorRules().judge(
            &repetition, read.side, as: .base, median: times.value(atQuantile: 0.5).map(Double.init))
        if let disturbance = repetition.disturbance, let cause = disturbance.cause, let remedy = disturbance.remedy {
            repetition.faults.append("\(cause): \(remedy)")
        }
        return repetition
    }
}
