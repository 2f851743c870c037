internal import Measurement
internal import Results

/// Reads a stored run once, for all that a comparison looks at.
struct SideReader {
    /// What was measured in the phases that count.
    private(set) var side = SideSamples()
    /// How the generator fared in all of them.
    private var totals: RunTotals

    /// The requests, transactions and messages that were finished, in all phases.
    private var completed: Int64 = 0
    private var decoder = SparseDecoder()
    /// The sum of the bytes that were read, see ``KeptReadings``.
    private(set) var sum = FileSum()
    private let description: RunDescription
    /// The second in which the run was planned to end: those after it, in which the last answers come, count for no rate.
    private let end: Int

    private init(_ description: RunDescription) {
        self.description = description
        totals = RunTotals(phases: description.phaseMarks)
        end = Int((Double(description.plannedNs) / 1e9).rounded(.up))
    }

    /// Reads a run's slices, a line at a time.
    static func read(_ folder: ResultsFolder, _ description: RunDescription) throws -> SideReader {
        var reader = SideReader(description)
        var sum = FileSum()
        try FolderSlices(folders: [folder]).forEach(
            sample: { try reader.add($0) }, rest: { reader.add($0) }, piece: { sum.add($0) })
        reader.sum = sum
        return reader
    }

    private mutating func add(_ line: SampleLine) throws {
        completed += line.completed
        if isMeasured(line.phase) { try side.add(line, by: &decoder) }
    }

    private mutating func add(_ slices: ShardSlices) {
        for slice in slices.slices {
            completed += slice.tally.completed
            if isMeasured(slice.phase) { side.add(slice) }
        }
        for second in slices.seconds {
            totals.add(second)
            if second.second < end, isMeasured(second.phase) { side.add(second) }
        }
    }

    private func isMeasured(_ phase: Int) -> Bool {
        !totals.phases[min(max(phase, 0), totals.phases.count - 1)].excluded
    }

    /// Returns whether the run's own report believes its figures, by the same rules.
    ///
    /// - Parameter times: all times of the side.
    func validity(_ events: [Event], times: Histogram) -> Validity {
        var totals = totals
        var tally = Tally()
        tally.completed = completed
        tally.response = times
        let phase = totals.phases.firstIndex { !$0.excluded } ?? 0
        totals.add(Slice(second: 0, phase: phase, endpoint: Endpoint(name: "all"), tally: tally))
        return RunReport(
            totals: totals, duration: .nanoseconds(description.plannedNs),
            rules: description.rules,
            invalid: ResultsReader.invalidReasons(in: events)
        ).validity
    }
}
