/// Folds what the observer learns into the timeline, and tells each change as a line when it comes.
///
/// A pure value: the same changes in give the same timeline out, live or replayed. Times that the cluster stamps are
/// turned into the generator's; where the arrival falls into the stamped second it says more precisely when.
package struct TimelineBuilder: Sendable {
    /// How far the cluster's clock is ahead of the generator's.
    package var skew: Duration = .zero
    /// When the observation began, on the generator's clock.
    package let began: WallTime

    /// The pods by their identity.
    var pods: [String: PodRecord] = [:]
    /// The workload as it was last seen.
    package internal(set) var workload: Workload?
    /// The autoscaler as it was last seen; nil before, and after it was deleted.
    package internal(set) var autoscaler: HorizontalAutoscaler?
    /// The ScaledObject as it was last seen.
    package internal(set) var scaledObject: ScaledObject?
    /// The VerticalPodAutoscaler as it was last seen.
    package internal(set) var verticalAutoscaler: VerticalAutoscaler?

    /// The replicas wanted when the workload was first seen.
    var firstWanted: StepSeries.Step?
    /// The changes of the wanted replicas since.
    var decisions: [DecisionRecord] = []
    /// The replicas the workload's status counts.
    var current = StepSeries()
    /// The ready replicas the workload's status counts, for when the pods can't be seen.
    var countedReady = StepSeries()
    /// The looks of the autoscaler at its metrics.
    var metrics: [MetricRecord] = []
    /// What KEDA did and saw.
    var keda: [KEDARecord] = []
    /// What the VPA recommended.
    var advice: [AdviceRecord] = []
    /// What the pods used.
    var usage: [UsageRecord] = []
    /// Rescales that events told of, with KEDA's own switching.
    var tellings: [Telling] = []
    /// Events told already: the list at each beginning of the watch repeats them.
    var told: Set<String> = []
    /// Pods the VPA evicted.
    var evictions = 0
    /// Times that stand at the beginning of their stamp's second, since what they time was learnt after that second.
    var cutTimes: Set<WallTime> = []
    /// Addresses that took traffic, by the service's slice.
    var addresses: [String: Set<String>] = [:]
    /// Spans in which a source could not be seen.
    package internal(set) var gaps: [GapRecord] = []
    /// Sources that will not be seen, with the reason.
    package internal(set) var refused: [ObservedSource: String] = [:]
    /// Everything that changed, in the order it came.
    package internal(set) var entries: [TimelineEntry] = []

    /// How many lines are kept at least. A soak test sees millions; those who want all of them listen.
    static let keptEntries = 20_000

    /// Begins a timeline.
    package init(began: WallTime) {
        self.began = began
    }

    /// Takes in a change, and returns the lines that tell it.
    @discardableResult
    package mutating func observed(_ change: ObservedChange, at received: WallTime) -> ArraySlice<TimelineEntry> {
        if entries.count >= 2 * Self.keptEntries { entries.removeFirst(Self.keptEntries) }
        let count = entries.count
        switch change {
        case .pod(let pod): podChanged(pod, at: received)
        case .podGone(let pod): podVanished(pod, at: received)
        case .podsListed(let pods): podsListed(pods, at: received)
        case .workload(let workload): workloadChanged(workload, at: received)
        case .workloadGone(let name): tell(.workload, "\(name) was deleted", at: received)
        case .autoscaler(let autoscaler): autoscalerChanged(autoscaler, at: received)
        case .autoscalerGone(let name): autoscalerVanished(name, at: received)
        case .scaledObject(let object): scaledObjectChanged(object, at: received)
        case .scaledObjectGone(let name): tell(.keda, "ScaledObject \(name) was deleted", at: received)
        case .verticalAutoscaler(let object): verticalAutoscalerChanged(object, at: received)
        case .event(let event): eventHappened(event, at: received)
        case .usage(let rows): usageRead(rows, at: received)
        case .endpoints(let endpoints): endpointsChanged(endpoints, at: received)
        case .blinded(let source, let since, let reason): blinded(source, since: since, reason: reason)
        case .sighted(let source): sighted(source, at: received)
        case .refused(let source, let reason):
            if refused.updateValue(reason, forKey: source) == nil { tell(.note, reason, at: received) }
        case .note(let text): tell(.note, text, at: received)
        }
        return entries[count...]
    }

    /// Adds a line. What a controller or a probe printed may hold several, and characters that steer a terminal.
    mutating func tell(_ subject: TimelineEntry.Subject, _ text: String, at time: WallTime) {
        let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 != 127 }
        let words = text.unicodeScalars.split { $0.value < 32 || $0.value == 127 }
        let line = isPlain ? text : words.map { String($0) }.joined(separator: " ")
        entries.append(TimelineEntry(at: time, subject: subject, text: line))
    }

    /// Turns a time of the cluster's clock into the generator's.
    ///
    /// Stamps are cut off to the second. An arrival inside that second is the better time; one outside it is late, or
    /// is a repetition of something old, and the stamp stands. One that lies a little ahead of its arrival is a node's whose
    /// clock is, since nothing is learnt before it happens.
    mutating func local(_ stamp: WallTime, received: WallTime) -> WallTime {
        let time = stamp - skew
        let isWhole = stamp == stamp.secondBegin
        if isWhole && received > time && received < time + .seconds(1) { return received }
        // What is older than the observation is older than any load that it sees.
        if isWhole && received >= time + .seconds(1) && time >= began - .seconds(1) { cutTimes.insert(time) }
        return time > received && time < received + .seconds(5) ? received : time
    }

    /// Whether an object is the very one that was seen last, as the list after a watch's end shows it again.
    func isRepetition(_ new: ObjectMetadata, of last: ObjectMetadata?) -> Bool {
        guard let last, !new.version.isEmpty else { return false }
        return new.uid == last.uid && new.version == last.version
    }

    // MARK: - Gaps

    private mutating func blinded(_ source: ObservedSource, since: WallTime, reason: String) {
        guard !gaps.contains(where: { $0.source == source && $0.to == nil }) else { return }
        gaps.append(GapRecord(source: source, from: since, to: nil, reason: reason))
        tell(.gap, "\(source.text) can't be seen: \(reason)", at: since)
    }

    private mutating func sighted(_ source: ObservedSource, at received: WallTime) {
        guard let index = gaps.lastIndex(where: { $0.source == source && $0.to == nil }) else { return }
        gaps[index].to = received
        tell(.gap, "\(source.text) can be seen again", at: received)
    }
}
