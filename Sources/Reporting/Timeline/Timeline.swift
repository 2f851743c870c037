internal import Foundation
package import Measurement
package import Results

/// A run second by second: all its requests together. Made from the slices, in memory that depends on the seconds only.
///
/// The histogram of the second at hand is open; of all others only the counters that aren't zero are kept, which takes a twentieth of the memory.
package struct Timeline: Sendable {
    /// A second of the run.
    package struct Point: Sendable {
        /// Requests finished and failed, and failed ones by kind.
        package var requests: Int64 = 0, failures: [FailureKind: Int64] = [:]
        /// Answers by status.
        package var statuses: [Int: Int64] = [:]
        /// Bytes received.
        package var bytesReceived: Int64 = 0
        /// Users at the end of the second; requests in flight at most.
        package var users = 0, inFlight = 0
        /// Arrivals started, and those that were due and weren't.
        package var arrivals: Int64 = 0, dropped: Int64 = 0
        /// Iterations that users came to the end of, and those of them that an error ended.
        package var iterations: Int64 = 0, iterationsFailed: Int64 = 0
        /// Where the second's response times stand among those that are kept.
        fileprivate var times = 0..<0

        /// Requests failed.
        package var failed: Int64 { failures.values.reduce(0, +) }

        mutating func add(_ other: Point) {
            requests += other.requests
            failures.merge(other.failures, uniquingKeysWith: +)
            statuses.merge(other.statuses, uniquingKeysWith: +)
            bytesReceived += other.bytesReceived
            users = max(users, other.users)
            inFlight = max(inFlight, other.inFlight)
            arrivals += other.arrivals
            dropped += other.dropped
            iterations += other.iterations
            iterationsFailed += other.iterationsFailed
        }
    }

    /// A point for each second from the first.
    private var points: [Point] = []
    /// The response times of all seconds but the open one.
    private var kept = SparseCounters()
    private var openSecond: Int?
    private var open = Histogram()
    private let phases: Set<Int>?

    /// The seconds of the run, from the first to the last of which anything is known.
    package private(set) var seconds = 0..<0

    /// Reads a run's slices.
    ///
    /// - Parameters:
    ///   - phases: only these; nil for all.
    ///   - isBrief: leaves out statuses and bytes, for readers who don't look at them: a quarter of the time.
    package init(of run: StoredRun, phases: Set<Int>? = nil, isBrief: Bool = false) throws {
        self.phases = phases
        let isKept = run.folders.allSatisfy { FileManager.default.fileExists(atPath: $0.slices.path) }
        if isKept, !run.folders.isEmpty {
            let slices = FolderSlices(folders: run.folders)
            if isBrief, let kind = Self.soleFailure(of: run.report) {
                try readBriefly(slices, failing: kind)
            } else {
                try slices.forEach(skippingService: true) { add($0) }
            }
        } else {
            // The report knows where its slices are, or says why there are none.
            try run.report.forEachSlices { add($0) }
        }
        close()
        seconds = points.indices
    }

    /// A second's counts.
    package func point(_ second: Int) -> Point {
        points.indices.contains(second) ? points[second] : Point()
    }

    /// The response times of a second.
    package func histogram(_ second: Int) -> Histogram {
        var histogram = Histogram()
        histogram.add(kept, point(second).times)
        return histogram
    }

    /// The seconds in groups of equal length, so that there are at most so many.
    package func bins(atMost limit: Int) -> [(seconds: Range<Int>, point: Point, response: Histogram)] {
        guard !seconds.isEmpty else { return [] }
        let length = max((seconds.count + limit - 1) / limit, 1)
        return stride(from: 0, to: seconds.upperBound, by: length).map { start in
            let range = start..<min(start + length, seconds.upperBound)
            var sum = Point()
            var response = Histogram()
            for second in range {
                sum.add(points[second])
                response.add(kept, points[second].times)
            }
            return (range, sum, response)
        }
    }

    private mutating func add(_ slices: ShardSlices) {
        for slice in slices.slices
        where slice.endpoint.kind == .request && phases?.contains(slice.phase) ?? true {
            enter(slice.second)
            points[slice.second].add(slice.tally)
            open.merge(slice.tally.response)
        }
        for second in slices.seconds where phases?.contains(second.phase) ?? true {
            makeRoom(for: second.second)
            points[second.second].add(second)
        }
    }

    private mutating func makeRoom(for second: Int) {
        while points.count <= second { points.append(Point()) }
    }

    /// Makes a second the one at hand.
    private mutating func enter(_ second: Int) {
        makeRoom(for: second)
        guard second != openSecond else { return }
        close()
        openSecond = second
        open.add(kept, points[second].times)
    }

    private mutating func close() {
        if let openSecond {
            let start = kept.count
            kept.append(open)
            points[openSecond].times = start..<kept.count
        }
        openSecond = nil
        open.reset()
    }
}

// MARK: - Brief reading

extension Timeline {
    /// Reads what a comparison of runs looks at, without making a histogram of each line; failures are all of one kind, or cut off by the end.
    private mutating func readBriefly(_ slices: FolderSlices, failing kind: FailureKind) throws {
        var counters = SparseCounters()
        var decoder = SparseDecoder()
        try slices.forEach { line in
            guard line.kind == .request, phases?.contains(line.phase) ?? true else { return }
            enter(line.second)
            points[line.second].requests += line.completed
            let others = line.failed - line.cancelled
            if others > 0 { points[line.second].failures[kind, default: 0] += others }
            if line.cancelled > 0 {
                points[line.second].failures[.cancelled, default: 0] += line.cancelled
            }
            guard let text = line.response else { return }
            let start = counters.count
            if counters.append(base64: text, by: &decoder) != nil {
                open.add(counters, start..<counters.count)
            } else {
                open.merge(try Histogram(base64: String(decoding: text, as: UTF8.self)))
            }
            if counters.count > 1 << 16 { counters = SparseCounters() }
        } rest: {
            add($0)
        }
    }

    /// The one kind that all failures of a run are of, but for those that its end cut off; nil when there are more.
    private static func soleFailure(of report: RunReport) -> FailureKind? {
        let kinds = report.totals.tallies.values.reduce(into: Set<FailureKind>()) { kinds, tally in
            kinds.formUnion(tally.failures.filter { $0.value > 0 }.keys)
        }.subtracting([.cancelled])
        return kinds.count > 1 ? nil : kinds.first ?? .status
    }
}

extension Timeline.Point {
    /// Adds what an endpoint did in the second.
    fileprivate mutating func add(_ tally: Tally) {
        requests += tally.completed
        bytesReceived += tally.bytesReceived
        for (kind, count) in tally.failures { failures[kind, default: 0] += count }
        for (status, count) in tally.statuses { statuses[status, default: 0] += count }
    }

    /// Adds what the whole run did in the second; shards add up.
    fileprivate mutating func add(_ second: SecondSlice) {
        users += second.users
        inFlight += second.peakInFlight
        arrivals += second.arrivalsStarted
        dropped += second.arrivalsDropped
        iterations += second.iterations
        iterationsFailed += second.iterationsFailed
    }
}
