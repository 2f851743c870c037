internal import Foundation
package import Measurement
package import Results

/// A run second by second: all its requests together. Made from the slices, in memory that depends on the seconds only.
///
/// The histogram of the second at hand is open, those of all others are kept encoded, which takes a twentieth of the memory.
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
        fileprivate var encoded: [UInt8]?

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
    private var openSecond: Int?
    private var open = Histogram()
    private let phases: Set<Int>?

    /// The seconds of the run, from the first to the last of which anything is known.
    package private(set) var seconds = 0..<0

    /// Reads a run's slices.
    ///
    /// - Parameter phases: only these; nil for all.
    package init(of run: StoredRun, phases: Set<Int>? = nil) throws {
        self.phases = phases
        let isKept = run.folders.allSatisfy { FileManager.default.fileExists(atPath: $0.slices.path) }
        if isKept, !run.folders.isEmpty {
            try FolderSlices(folders: run.folders).forEach(skippingService: true) { add($0) }
        } else {
            // The report knows where its slices are, or says why there are none.
            try run.report.forEachSlices { add($0) }
        }
        close()
        seconds = points.indices
    }

    /// A second's counts.
    package func point(_ second: Int) -> Point { points.indices.contains(second) ? points[second] : Point() }

    /// The response times of a second.
    package func histogram(_ second: Int) -> Histogram {
        guard let bytes = point(second).encoded else { return Histogram() }
        return Self.decoded(bytes)
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
                if let bytes = points[second].encoded { response.merge(Self.decoded(bytes)) }
            }
            return (range, sum, response)
        }
    }

    private mutating func add(_ slices: ShardSlices) {
        for slice in slices.slices where slice.endpoint.kind == .request && phases?.contains(slice.phase) ?? true {
            makeRoom(for: slice.second)
            points[slice.second].add(slice.tally)
            if slice.second != openSecond {
                close()
                openSecond = slice.second
                if let bytes = points[slice.second].encoded { open = Self.decoded(bytes) }
            }
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

    private mutating func close() {
        if let openSecond { points[openSecond].encoded = open.encodedV2() }
        openSecond = nil
        open.reset()
    }

    private static func decoded(_ bytes: [UInt8]) -> Histogram {
        do {
            return try Histogram(decoding: bytes)
        } catch {
            preconditionFailure("a histogram's own encoding can't be read: \(error)")
        }
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
