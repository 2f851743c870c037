package import Reporting
package import Results

extension Harness {
    /// Prints and notes a run that another room has carried out and stored, so that it is judged like any other.
    package static func finished(_ stored: StoredRun, limits: [Limit] = [], wasInterrupted: Bool = false) {
        if wasInterrupted { Interrupted.note() }
        let console = Console.standard
        console.write(TextReport(stored, style: console.style).text)
        RunSurroundings.current?.finished(FinishedRun(stored: stored, limits: limits, text: TextReport(stored).text))
    }
}
