import Cluster
import Foundation
import Measurement

/// A run whose target's scaling was observed: brings the seconds of the one and the changes of the other together.
struct ObservedRun {
    private let report: RunReport

    init(_ report: RunReport) {
        self.report = report
    }

    /// Hands the run's seconds to the observation, and has the observation leave its timeline with the run's results.
    func put(beside scaling: ScalingObservation) throws {
        scaling.log.put(latency: try latency(), spread: report.spread)
        let folder = report.results
        scaling.log.atEnd { timeline in
            Self.announce(timeline)
            guard let folder else { return }
            do {
                try TimelineFiles(folder: folder).write(timeline)
            } catch {
                Console.standard.write("  the timeline could not be kept in \(folder.path): \(error)")
            }
        }
    }

    /// Prints what the cluster did.
    static func announce(_ timeline: ScalingTimeline) {
        Console.standard.write(TimelineChart.text(of: timeline) + "\n" + "\(timeline)".indented)
    }

    /// The response times of all requests together, second by second.
    private func latency() throws -> [LatencyPoint] {
        var seconds: [Int: Tally] = [:]
        try report.forEachSlices { slices in
            for slice in slices.slices where slice.endpoint.kind == .request {
                seconds[slice.second, default: Tally()].add(slice)
            }
        }
        return seconds.sorted { $0.key < $1.key }.map { second, tally in
            LatencyPoint(
                at: .seconds(second), p95: tally.response.value(atQuantile: 0.95).map { .nanoseconds($0) },
                requests: tally.requests, failures: tally.failures)
        }
    }

    /// The sums of a second.
    private struct Tally {
        var response = Histogram()
        var requests = 0
        var failures = 0

        mutating func add(_ slice: Slice) {
            response.merge(slice.tally.response)
            requests += Int(slice.tally.completed)
            failures += Int(slice.tally.failures.values.reduce(0, +))
        }
    }
}

extension String {
    /// The text with two blanks before each line.
    fileprivate var indented: String {
        split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
    }
}
