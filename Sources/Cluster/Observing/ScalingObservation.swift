internal import Foundation
internal import Measurement

/// An observation of a workload's scaling that runs beside a load.
///
/// It begins before the load and ends with `settled(within:)` or `finish()`; when it is let go of, its kubectl processes
/// end as well.
public final class ScalingObservation: Sendable {
    private let observer: ScalingObserver

    /// Makes the face of a running observation.
    package init(_ observer: ScalingObserver) {
        self.observer = observer
    }

    deinit {
        observer.end()
    }

    /// What is learnt, for those who add the load's times and listen to the lines.
    package var log: ObservationLog { observer.log }

    /// What is observed, completed by what the cluster told.
    package var settings: ObservationSettings { observer.settings }

    /// The timeline so far.
    public var timeline: ScalingTimeline {
        observer.log.timeline(toleratedGap: observer.settings.toleratedGap)
    }

    /// Waits after the load until the replicas are back where they were before it, ends the observation and returns the timeline.
    ///
    /// When the time is over first, the timeline says so in its figures: a recovery that wasn't seen is missing, and an
    /// expectation on it fails with what was seen instead.
    ///
    /// - Parameters:
    ///   - patience: how long to wait at most.
    ///   - quiet: for how long nothing may have changed, so that an autoscaler that looks every 15 s has looked again.
    public func settled(within patience: Duration, quietFor quiet: Duration = .seconds(15)) async throws
        -> ScalingTimeline
    {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: patience)
        let observer = observer
        while true {
            let isOver = clock.now >= deadline
            if isOver || timeline.isSettled(quietFor: quiet) {
                // An API server that froze is just as quiet: without a proof of life there is a gap.
                let isAlive = try await Kubectl.offPool { observer.isServerAlive() }
                if isOver || isAlive && timeline.isSettled(quietFor: quiet) { break }
            }
            do {
                try await clock.sleep(for: min(.milliseconds(500), max(.zero, deadline - clock.now)))
            } catch {
                observer.end()
                throw error
            }
        }
        return finish()
    }

    /// Waits until exactly so many pods take traffic and are wanted: the state that a load's effects are told against.
    ///
    /// What was last heard of doesn't count while its source can't be seen, and the API server has to answer once more.
    ///
    /// - Throws: a ``ClusterError`` that says what was seen instead when the time is over.
    public func atRest(with count: Int, within patience: Duration) async throws {
        let clock = ContinuousClock()
        let deadline = clock.now.advanced(by: patience)
        let observer = observer
        while true {
            if timeline.rests(with: count) {
                let isAlive = try await Kubectl.offPool { observer.isServerAlive() }
                if isAlive, timeline.rests(with: count) { return }
            }
            guard clock.now < deadline else {
                throw ClusterError(
                    .overdue,
                    "\(settings.workload) did not come to rest with \(count) pods within \(patience.brief): "
                        + timeline.restingText)
            }
            try await clock.sleep(for: .milliseconds(100))
        }
    }

    /// Ends the observation and returns the timeline, without a last look whether the API server still answers; see
    /// ``settled(within:quietFor:)`` for that.
    @discardableResult
    public func finish() -> ScalingTimeline {
        observer.end()
        let timeline = timeline
        for ending in observer.log.takeEndings() { ending(timeline) }
        return timeline
    }

    /// Whether all processes of the observation have ended.
    package var hasEnded: Bool { observer.hasEnded }
}

extension ScalingTimeline {
    /// Whether so many pods take traffic and are wanted, as far as can be seen now.
    fileprivate func rests(with count: Int) -> Bool {
        blindSpot == nil && ready.last?.count == count && desired.last?.count == count
    }

    /// The replicas as they were last seen, and what can't be seen now.
    fileprivate var restingText: String {
        func words(_ count: Int?) -> String { count.map { "\($0)" } ?? "an unknown number" }
        let blind = blindSpot.map { "; \($0.source.text) can't be seen now: \($0.reason)" } ?? ""
        return "\(words(ready.last?.count)) ready, \(words(desired.last?.count)) wanted\(blind)"
    }

    /// A gap that lasts, in what the replicas are known from.
    private var blindSpot: GapRecord? {
        let sources = readySources + desiredSources
        return record.gaps.first { $0.to == nil && sources.contains($0.source) }
    }

    /// Whether the replicas are back where they were, no pod is on its way, and nothing has changed for a while.
    package func isSettled(quietFor quiet: Duration) -> Bool {
        guard load?.end != nil, recovery.value != nil else { return false }
        let isMoving = record.pods.values.contains { pod in
            let isWaiting = pod.firstReady == nil && pod.created > zero
            // What was evicted may lie about for ever.
            return pod.gone == nil && pod.ended == nil && (pod.terminating != nil || isWaiting)
        }
        let series = [desiredSeries, readySeries, record.current].compactMap(\.steps.last?.at)
        let last = (series + [loadEnd]).max() ?? loadEnd
        return !isMoving && until - last >= quiet
    }
}
