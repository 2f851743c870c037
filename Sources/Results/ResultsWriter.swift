internal import Foundation
package import Measurement

/// Writes a run's results as they are made. Used by one thread at a time.
package final class ResultsWriter {
    /// Where the results go.
    package let folder: ResultsFolder
    private let slices: LineFile
    private let events: LineFile
    private let encoder = ResultsCoding.lines()

    /// Opens the files of a folder that was created for the run.
    package init(folder: ResultsFolder) throws(ResultsError) {
        self.folder = folder
        slices = try LineFile(appendingTo: folder.slices)
        events = try LineFile(appendingTo: folder.events)
    }

    /// Appends slices, and a warning event for each of their warnings.
    package func append(_ new: ShardSlices) throws(ResultsError) {
        var bytes = Data()
        for slice in new.slices { try add(SliceLine(slice), to: &bytes) }
        for second in new.seconds { try add(SliceLine(second), to: &bytes) }
        if !bytes.isEmpty { try slices.append(bytes) }
        let second = new.seconds.last?.second ?? new.slices.last?.second ?? 0
        for warning in new.warnings {
            try append(Event(second: Double(second), kind: Event.warningKind, message: warning))
        }
    }

    /// Appends an event.
    package func append(_ event: Event) throws(ResultsError) {
        var bytes = Data()
        try add(event, to: &bytes)
        try events.append(bytes)
    }

    /// Appends a reason why the run's figures can't be believed.
    package func append(_ reason: InvalidReason, second: Double) throws(ResultsError) {
        try append(
            Event(
                second: second, kind: Event.invalidKind, message: reason.reason,
                fields: ["remedy": .text(reason.remedy)]))
    }

    /// Writes `report.json`, which ends the run.
    package func finish(_ report: RunReport) throws(ResultsError) {
        do {
            let description = try folder.description()
            try ResultsCoding.pretty().encode(ReportDocument(report, run: description))
                .write(to: folder.report, options: .atomic)
        } catch let error as ResultsError {
            throw error
        } catch {
            throw ResultsError(.notWritable, "\(folder.report.path) can't be written: \(error.localizedDescription)")
        }
    }

    private func add(_ line: some Encodable, to bytes: inout Data) throws(ResultsError) {
        do {
            bytes.append(try encoder.encode(line))
            bytes.append(0x0a)
        } catch {
            throw ResultsError(.malformed, "a line can't be encoded: \(error)")
        }
    }
}
