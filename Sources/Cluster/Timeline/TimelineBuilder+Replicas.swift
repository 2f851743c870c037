extension TimelineBuilder {
    /// Takes in the workload's wanted replicas and its counters.
    mutating func workloadChanged(_ new: Workload, at received: WallTime) {
        let before = workload
        guard !isRepetition(new.metadata, of: before?.metadata) else { return }
        workload = new
        if let before, before.metadata.uid == new.metadata.uid {
            if before.wanted != new.wanted { wantedChanged(from: before.wanted, to: new.wanted, at: received) }
        } else if firstWanted == nil {
            // A specification of the first generation has never changed since the workload was made.
            let isUntouched = new.metadata.generation <= 1
            let created = isUntouched ? new.metadata.created.map { local($0, received: received) } : nil
            firstWanted = StepSeries.Step(at: created ?? received, value: new.wanted)
        } else {
            tell(.workload, "\(new.metadata.name) was created again", at: received)
            wantedChanged(from: before?.wanted, to: new.wanted, at: received)
        }
        // A controller that has not looked yet has counted nothing since the workload was made.
        let counted = new.metadata.statusWritten ?? (new.observedGeneration == 0 ? new.metadata.created : nil)
        let time = counted.map { local($0, received: received) } ?? received
        current.set(new.replicas, at: time)
        countedReady.set(new.ready, at: time)
        if before?.counters != new.counters || before?.wanted != new.wanted {
            let isSpecification = before?.counters == new.counters
            tell(.workload, new.line, at: isSpecification ? received : time)
        }
    }

    /// Takes in a change of the specification: one the autoscaler has told of already, or a new one.
    private mutating func wantedChanged(from: Int?, to: Int, at received: WallTime) {
        if let index = decisions.firstIndex(where: { !$0.isApplied && $0.to == to }) {
            for applied in decisions.indices[...index] { decisions[applied].isApplied = true }
            return
        }
        let isSwitching = scaledObject != nil && (to == 0 || from == 0)
        decisions.append(
            DecisionRecord(
                at: received, to: to, decider: isSwitching ? .keda : .other, reason: "", isApplied: true)
        )
    }

    /// Takes in the autoscaler's look at its metrics, and its decision if it made one.
    mutating func autoscalerChanged(_ new: HorizontalAutoscaler, at received: WallTime) {
        let before = autoscaler
        guard !isRepetition(new.metadata, of: before?.metadata) else { return }
        autoscaler = new
        let looked = new.metadata.statusWritten.map { local($0, received: received) } ?? received
        let record = MetricRecord(
            at: looked, current: new.currentReplicas, readings: new.readings, metrics: new.metrics,
            bounds: new.minReplicas...max(new.minReplicas, new.maxReplicas), tolerance: new.tolerance,
            trouble: new.trouble
        )
        if new.currentReplicas != nil { metrics.append(record) }
        let scaled = new.lastScale.map { local($0, received: received) }
        // What it decided before the observation began is history, and its metrics are no longer those of the decision.
        let isHistory = before == nil && (scaled ?? received) < began
        let desired = new.scaledTo ?? new.desiredReplicas
        if let scaled, new.lastScale != before?.lastScale, !isHistory, let desired {
            decided(desired, by: new, record: record, at: scaled)
        } else if before?.readings != new.readings, !new.readings.isEmpty {
            tell(.autoscaler, "\(new.metadata.name): \(record.text)", at: looked)
        }
        if let trouble = new.trouble, trouble != before?.trouble {
            tell(.autoscaler, "\(new.metadata.name) doesn't scale: \(trouble)", at: looked)
        } else if before?.trouble != nil, new.trouble == nil {
            tell(.autoscaler, "\(new.metadata.name) scales again", at: looked)
        }
    }

    /// Takes in a decision of the autoscaler. The workload's watch may have shown the new count already, without a reason.
    private mutating func decided(
        _ desired: Int, by autoscaler: HorizontalAutoscaler, record: MetricRecord, at time: WallTime
    ) {
        var reason = record.readings.isEmpty ? "" : record.text
        if let current = record.current, reason.isEmpty {
            if current < record.bounds.lowerBound { reason = "below the minimum of \(record.bounds.lowerBound)" }
            if current > record.bounds.upperBound { reason = "above the maximum of \(record.bounds.upperBound)" }
        }
        if let limit = autoscaler.limit { reason += reason.isEmpty ? limit : ", held back by \(limit)" }
        // What came to the same count long before was somebody else's. The HPA's clock may be a little ahead of ours.
        let applied = decisions.lastIndex {
            $0.decider == .other && $0.to == desired && $0.reason.isEmpty && $0.at >= time - .seconds(5)
        }
        let seen = applied.map { decisions.remove(at: $0).at }
        let time = placed(time, seen: seen)
        decisions.append(
            DecisionRecord(
                at: time, to: desired, decider: .autoscaler, reason: reason,
                isApplied: seen != nil || workload?.wanted == desired))
        let from = record.current.map { "\($0) → " } ?? ""
        tell(
            .autoscaler, "\(autoscaler.metadata.name): \(from)\(desired)" + (reason.isEmpty ? "" : ", \(reason)"),
            at: time)
    }

    /// The time of a decision inside the second that its stamp was cut off to.
    ///
    /// - Parameter seen: when the workload's watch showed it, if it was first.
    private func placed(_ stamp: WallTime, seen: WallTime?) -> WallTime {
        let second = stamp..<(stamp + .seconds(1))
        let time = seen.flatMap { second.contains($0) ? $0 : nil } ?? stamp
        // What was decided in the same second and learnt before came before: KEDA wakes, then its HPA counts.
        let before = decisions.map(\.at).filter(second.contains).max()
        return before.map { max(time, $0 + .nanoseconds(1)) } ?? time
    }

    /// Takes in the end of the autoscaler.
    mutating func autoscalerVanished(_ name: String, at received: WallTime) {
        autoscaler = nil
        let pause = scaledObject?.isPaused == true ? ": its ScaledObject is paused" : ""
        tell(.autoscaler, "HPA \(name) was deleted\(pause)", at: received)
    }
}

extension Workload {
    /// The counters whose change is worth a line.
    fileprivate var counters: [Int] { [replicas, ready, upToDate, available] }

    /// The line that tells the workload's state.
    package var line: String {
        "\(metadata.name): \(ready)/\(wanted) ready, \(upToDate) up to date, \(available) available"
    }
}
