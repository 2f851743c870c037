package import Measurement

/// What was measured of one side in one launch: the slices of its measured phases.
package struct SideSlices: Sendable {
    /// The slices by endpoint and second.
    package var slices: [Slice] = []

    /// What the whole side did in each second.
    package var seconds: [SecondSlice] = []

    /// Creates an empty side.
    package init() {}

    /// Creates a side from a run's slices, leaving out the phases that are excluded.
    package init(_ all: ShardSlices, phases: [PhaseMark]) {
        let marks = phases.isEmpty ? [.whole] : phases
        func isMeasured(_ phase: Int) -> Bool { !marks[min(max(phase, 0), marks.count - 1)].excluded }
        slices = all.slices.filter { isMeasured($0.phase) }
        seconds = all.seconds.filter { isMeasured($0.phase) }
    }

    /// Adds a later part of the same side; its seconds and phases stay apart from those before.
    package mutating func append(_ part: SideSlices) {
        let second = (seconds.map(\.second) + slices.map(\.second)).max().map { $0 + 10 } ?? 0
        let phase = (seconds.map(\.phase) + slices.map(\.phase)).max().map { $0 + 1 } ?? 0
        for var slice in part.slices {
            slice.second += second
            slice.phase += phase
            slices.append(slice)
        }
        for var one in part.seconds {
            one.second += second
            one.phase += phase
            seconds.append(one)
        }
    }

    /// The endpoints whose samples are requests, in alphabetical order.
    package var endpoints: [String] {
        Set(
            slices.lazy.filter { $0.endpoint.kind == .request && $0.endpoint.name != Endpoint.overflowName }.map(
                \.endpoint.name)
        )
        .sorted()
    }
}
