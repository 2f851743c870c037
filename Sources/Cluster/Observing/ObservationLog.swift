internal import Measurement
internal import Synchronization

/// Holds the timeline in the making, for the threads that add to it and for those who ask.
package final class ObservationLog: Sendable {
    private struct State {
        var builder: TimelineBuilder
        var listeners: [@Sendable (TimelineEntry) -> Void] = []
        var load: LoadSpan?
        var end: WallTime?
        var latency: [LatencyPoint] = []
        var spread: TrafficSpread?
        var endings: [@Sendable (ScalingTimeline) -> Void] = []
    }

    private let state: Mutex<State>
    private let clock: @Sendable () -> WallTime

    /// Begins to log.
    ///
    /// - Parameter clock: the generator's calendar clock, which must not jump.
    package init(clock: @escaping @Sendable () -> WallTime = SteadyClock().now) {
        self.clock = clock
        state = Mutex(State(builder: TimelineBuilder(began: clock())))
    }

    /// The time now.
    package var now: WallTime { clock() }

    /// Adds a change, and tells its lines to the listeners.
    package func record(_ change: ObservedChange) {
        record([change])
    }

    /// Adds changes that were learnt at once.
    package func record(_ changes: [ObservedChange]) {
        guard !changes.isEmpty else { return }
        let time = clock()
        let (lines, listeners) = state.withLock { state in
            let lines = changes.flatMap { state.builder.observed($0, at: time) }
            return (lines, state.listeners)
        }
        for line in lines {
            for listener in listeners { listener(line) }
        }
    }

    /// Tells each line from now on to someone, on the thread that learnt it.
    package func listen(_ listener: @escaping @Sendable (TimelineEntry) -> Void) {
        state.withLock { $0.listeners.append(listener) }
    }

    /// Corrects the cluster's times by the difference of the clocks from now on.
    package func correct(by skew: Duration) {
        state.withLock { $0.builder.skew = skew }
    }

    /// The load's first request was planned now.
    package func loadBegan(at time: WallTime? = nil) {
        let time = time ?? clock()
        state.withLock { $0.load = LoadSpan(begin: time) }
    }

    /// The load ended now.
    package func loadEnded(at time: WallTime? = nil) {
        let time = time ?? clock()
        state.withLock { $0.load?.end = time }
    }

    /// Nothing more will be observed.
    package func ended() {
        let time = clock()
        state.withLock { state in
            if state.end == nil { state.end = time }
        }
    }

    /// Does something with the timeline when the observation has ended.
    package func atEnd(_ action: @escaping @Sendable (ScalingTimeline) -> Void) {
        state.withLock { $0.endings.append(action) }
    }

    /// Takes what is to be done at the end, so that it is done once.
    func takeEndings() -> [@Sendable (ScalingTimeline) -> Void] {
        state.withLock { state in
            defer { state.endings = [] }
            return state.endings
        }
    }

    /// What callers saw, to be put beside the replicas.
    package func put(latency: [LatencyPoint], spread: TrafficSpread?) {
        state.withLock { state in
            state.latency = latency
            state.spread = spread
        }
    }

    /// The state of something, looked at under the lock.
    package func look<Value: Sendable>(_ question: (TimelineBuilder) -> Value) -> Value {
        state.withLock { question($0.builder) }
    }

    /// The timeline so far.
    package func timeline(toleratedGap: Duration = .seconds(5)) -> ScalingTimeline {
        let time = clock()
        return state.withLock { state in
            var timeline = ScalingTimeline(
                state.builder, load: state.load, until: state.end ?? time, toleratedGap: toleratedGap)
            timeline.latency = state.latency
            timeline.spread = state.spread
            return timeline
        }
    }
}
