extension TimelineBuilder {
    /// The decisions in the order of time, with the reasons that events give, and those only events told of.
    var explainedDecisions: [DecisionRecord] {
        var explained = decisions
        for telling in tellings {
            let event = telling.event
            guard let to = event.newSize ?? event.switchedTo, let time = event.time.map({ $0 - skew }) else { continue }
            let reason = event.rescaleReason ?? event.message
            let maker: ScalingDecision.Decider = event.newSize == nil ? .keda : .autoscaler
            // What KEDA is known to have switched, its HPA didn't, though it may come to the same count soon after.
            let near = explained.indices.filter { index in
                explained[index].to == to && explained[index].isNear(time)
                    && (maker == .keda || explained[index].decider != .keda)
            }
            let own = near.filter { explained[$0].decider == maker }
            let nearest = (own.isEmpty ? near : own).min {
                abs(explained[$0].at - time) < abs(explained[$1].at - time)
            }
            if let nearest {
                let told = explained[nearest].reason
                explained[nearest].reason = told.isEmpty ? reason : "\(told): \(reason)"
                // What only its arrival timed has a stamp now: it was in that second at the latest.
                if explained[nearest].decider != .autoscaler {
                    explained[nearest].at = min(explained[nearest].at, time + .seconds(1))
                }
                explained[nearest].decider = maker
            } else if time >= began {
                explained.append(
                    DecisionRecord(at: telling.at, to: to, decider: maker, reason: reason, isApplied: true))
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
