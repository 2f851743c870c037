internal import Foundation
package import Measurement

/// A run read from its results, or several merged.
package struct StoredRun: Sendable {
    /// What was run.
    package let description: RunDescription
    /// What it measured, computed from the slices.
    package let report: RunReport
    /// What happened, in order of time.
    package let events: [Event]
    /// Whether the run came to its end; a killed one has no `report.json`.
    package let isComplete: Bool
    /// The folders it was read from.
    package let folders: [ResultsFolder]

    /// Creates a run that was never stored, for reporters.
    package init(
        description: RunDescription, report: RunReport, events: [Event] = [], isComplete: Bool = true,
        folders: [ResultsFolder] = []
    ) {
        self.description = description
        self.report = report
        self.events = events
        self.isComplete = isComplete
        self.folders = folders
    }
}
