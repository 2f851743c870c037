internal import Foundation
internal import Measurement
internal import Results

/// A run cut into minutes, each a report of its own.
struct RunMinutes {
    /// A minute of a run.
    struct Minute {
        /// When it began.
        let time: Date
        let report: RunReport
    }

    let minutes: [Minute]
    /// How many requests and other samples were finished, those of the warm-up included.
    let completed: Int64

    /// Cuts the slices of a kept run, which takes one reading of its file.
    init(folder: ResultsFolder, started: Date) throws {
        let phases = try folder.description().phaseMarks
        var totals: [Int: RunTotals] = [:]
        try FolderSlices(folders: [folder]).forEach { slices in
            for slice in slices.slices { totals[slice.second / 60, default: RunTotals(phases: phases)].add(slice) }
            for second in slices.seconds { totals[second.second / 60, default: RunTotals(phases: phases)].add(second) }
        }
        completed = totals.values.reduce(0) { $0 + $1.completed }
        minutes = totals.sorted { $0.key < $1.key }.map { minute, totals in
            Minute(
                time: started.addingTimeInterval(Double(minute) * 60),
                report: RunReport(totals: totals, duration: .seconds(totals.lastSecond + 1)))
        }
    }

    /// A run whose slices weren't kept: one minute with all of it.
    init(whole report: RunReport, ended: Date) {
        minutes = [Minute(time: ended, report: report)]
        completed = report.totals.completed
    }
}

extension RunTotals {
    /// How many samples were finished, of any kind and phase.
    var completed: Int64 { tallies.values.reduce(0) { $0 + $1.completed } }
}
