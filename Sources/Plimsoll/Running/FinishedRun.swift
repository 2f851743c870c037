package import Measurement
package import Reporting
package import Results

/// A run that came to its end, for whoever judges it.
package struct FinishedRun: Sendable {
    /// What was run and what it measured.
    package let stored: StoredRun
    /// The limits that it was held against.
    package let limits: [Limit]
    /// The report as text.
    package let text: String

    /// The figures.
    package var report: RunReport { stored.report }
}
