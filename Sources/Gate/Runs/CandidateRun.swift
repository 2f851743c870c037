package import Foundation
internal import Measurement
package import Results

/// A stored run, as a comparison sees it: its metrics, and whether they may be believed.
package struct CandidateRun: Sendable {
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
        suite: String, test: String? = nil, workload: String, fingerprint: Fingerprint, repetition: Repetition,
        commit: String? = nil, isDirty: Bool = false, path: String = "", started: Date = Date(timeIntervalSince1970: 0),
        tier: String? = nil
    ) {
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
        let description = try folder.description()
        let repetition: Repetition
        if let kept = KeptReadings.read(folder) {
            repetition = kept
        } else {
            repetition = try measure(folder, description)
            KeptReadings.keep(repetition, in: folder)
        }
        return CandidateRun(
            suite: description.suite ?? description.scenario, test: description.test,
            workload: description.workloadHash,
            fingerprint: description.fingerprint, repetition: repetition, commit: description.labels["commit"],
            isDirty: description.labels["dirty"] == "true", path: folder.url.path, started: description.started,
            tier: description.labels["tier"])
    }

    private static func measure(_ folder: ResultsFolder, _ description: RunDescription) throws -> Repetition {
        let stored = try ResultsReader.read(folder)
        let side = try SideSlices.read(folder, description: description)
        let threshold = RepetitionMeter.stallThreshold(base: side)
        var repetition = RepetitionMeter(stallThreshold: threshold).measure(side)
        if !stored.isComplete { repetition.faults.append("the run was killed before its end; run it again") }
        if description.fingerprint.build == "debug" {
            repetition.faults.append("it was measured by a debug build; run it with `-c release`")
        }
        if side.endpoints.isEmpty {
            repetition.faults.append("nothing was measured; check the target and the suite's output")
        }
        repetition.faults += stored.report.validity.reasons.map(\.description)
        repetition.faults += GeneratorRules().faults(
            of: side, as: .base, median: threshold.map { $0 / RepetitionMeter.stallFactor })
        return repetition
    }
}

extension SideSlices {
    /// Reads the measured phases of a run.
    ///
    /// The seconds after the planned end, in which the last answers come, count for no rate.
    package static func read(_ folder: ResultsFolder, description: RunDescription) throws -> SideSlices {
        var side = SideSlices()
        let end = Int((Double(description.plannedNs) / 1e9).rounded(.up))
        try FolderSlices(folders: [folder]).forEach { portion in
            let part = SideSlices(portion, phases: description.phaseMarks)
            side.slices += part.slices
            side.seconds += part.seconds.filter { $0.second < end }
        }
        return side
    }
}
