extension TimelineBuilder {
    /// The decisions in the order of time, with the reasons that events give, and those only events told of.
    var explainedDecisions: [DecisionRecord] {
        var explained = decisions
        for event in tellings {
            guard let to = event.newSize ?? event.switchedTo, let time = event.time.map({ $0 - skew }) else { continue }
            let reason = event.rescaleReason ?? event.message
            let nearest = explained.indices.filter { explained[$0].to == to && explained[$0].isNear(time) }
                .min { abs(explained[$0].at - time) < abs(explained[$1].at - time) }
            if let nearest {
                let own = explained[nearest].reason
                explained[nearest].reason = own.isEmpty ? reason : "\(own): \(reason)"
                // The event is its maker's word for it, even where its own object told nothing of the change.
                explained[nearest].decider = event.newSize == nil ? .keda : .autoscaler
            } else if time >= began {
                let decider: ScalingDecision.Decider = event.newSize == nil ? .keda : .autoscaler
                explained.append(DecisionRecord(at: time, to: to, decider: decider, reason: reason, isApplied: true))
            }
        }
        return explained.sorted { $0.at < $1.at }
    }
}

extension DecisionRecord {
    /// Whether an event's time is this decision's, given that both are cut off to the second and the event comes after.
    fileprivate func isNear(_ time: WallTime) -> Bool {
        abs(at - time) <= .seconds(3)
    }
}

extension ClusterEvent {
    /// The replicas KEDA switched to, from zero or to zero; nil for other events.
    fileprivate var switchedTo: Int? {
        switch reason {
        case "KEDAScaleTargetActivated":
            // “Scaled apps/v1.Deployment load/worker from 0 to 1, triggered by …”; older versions name no count.
            message.firstRange(of: " to ").flatMap { Int(message[$0.upperBound...].prefix { $0.isNumber }) } ?? 1
        case "KEDAScaleTargetDeactivated":
            message.firstRange(of: " to ").flatMap { Int(message[$0.upperBound...].prefix { $0.isNumber }) } ?? 0
        default: nil
        }
    }
}

/// The magnitude of a duration.
private func abs(_ duration: Duration) -> Duration { duration < .zero ? .zero - duration : duration }
