/// What KEDA's object said at a time.
package struct KEDARecord: Sendable, Hashable {
    /// When it was learnt: KEDA's conditions have no times of their own.
    package var at: WallTime
    /// Whether a trigger was active; nil when KEDA didn't know.
    package var isActive: Bool?
    /// Whether scaling was paused.
    package var isPaused: Bool
    /// Whether it ran on its fallback.
    package var isFallback: Bool
    /// When a trigger was last active, on the generator's clock.
    package var lastActive: WallTime?
    /// Why it didn't work; nil when it did.
    package var trouble: String?
}

/// What the VPA recommended at a time.
package struct AdviceRecord: Sendable, Hashable {
    /// When it was written.
    package var at: WallTime
    /// What it recommended, by container.
    package var recommendations: [VerticalAutoscaler.Recommendation]
}

/// What the pods used at a time.
package struct UsageRecord: Sendable, Hashable {
    /// When it was read.
    package var at: WallTime
    /// What each pod used. Pods without metrics are absent.
    package var pods: [PodUsage]

    /// The CPU of all pods together.
    package var cpu: Quantity { pods.map(\.cpu).reduce(Quantity(0), +) }
    /// The memory of all pods together.
    package var memory: Quantity { pods.map(\.memory).reduce(Quantity(0), +) }
}

extension TimelineBuilder {
    /// Takes in the ScaledObject.
    mutating func scaledObjectChanged(_ new: ScaledObject, at received: WallTime) {
        let before = scaledObject
        guard !isRepetition(new.metadata, of: before?.metadata) else { return }
        scaledObject = new
        let record = KEDARecord(
            at: received, isActive: new.isActive, isPaused: new.isPaused, isFallback: new.isFallback,
            lastActive: new.lastActive.map { $0 - skew }, trouble: new.trouble
        )
        if var last = keda.last {
            last.at = record.at
            if last != record { keda.append(record) }
        } else {
            keda.append(record)
        }
        let name = new.metadata.name
        if before?.isActive != new.isActive {
            let text = new.isActive.map { $0 ? "active" : "not active" } ?? "of unknown activity"
            tell(.keda, "\(name) is \(text)", at: received)
        }
        if before.map(\.isPaused) ?? false != new.isPaused {
            tell(
                .keda, new.isPaused ? "\(name) is paused: nothing scales until it is resumed" : "\(name) is resumed",
                at: received)
        }
        if before?.held != new.held, !new.isPaused {
            tell(.keda, new.held.map { "\($0) on \(name)" } ?? "\(name) scales in both directions again", at: received)
        }
        if before.map(\.isFallback) ?? false != new.isFallback {
            tell(
                .keda,
                new.isFallback
                    ? "\(name) runs on its fallback: its triggers can't be read" : "\(name) left its fallback",
                at: received)
        }
        if let trouble = new.trouble, trouble != before?.trouble {
            tell(.keda, "\(name) doesn't scale: \(trouble)", at: received)
        }
    }

    /// Takes in the VPA's recommendation.
    mutating func verticalAutoscalerChanged(_ new: VerticalAutoscaler, at received: WallTime) {
        let before = verticalAutoscaler
        guard !isRepetition(new.metadata, of: before?.metadata) else { return }
        verticalAutoscaler = new
        let time = new.metadata.statusWritten.map { local($0, received: received) } ?? received
        if !new.recommendations.isEmpty, new.recommendations != before?.recommendations {
            advice.append(AdviceRecord(at: time, recommendations: new.recommendations))
            for recommendation in new.recommendations {
                let targets = recommendation.target.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
                tell(
                    .vpa,
                    "\(new.metadata.name) recommends \(targets.joined(separator: ", ")) for \(recommendation.containerName)",
                    at: time
                )
            }
        }
        if let trouble = new.trouble, trouble != before?.trouble {
            tell(.vpa, "\(new.metadata.name) recommends nothing: \(trouble)", at: time)
        }
    }

    /// Takes in an event, if it concerns what is observed.
    mutating func eventHappened(_ event: ClusterEvent, at received: WallTime) {
        guard concerns(event), told.insert("\(event.metadata.uid) \(event.count)").inserted else { return }
        let time = event.time.map { local($0, received: received) } ?? received
        if event.newSize != nil || event.reason.hasPrefix("KEDAScaleTarget") {
            tellings.append(Telling(event: event, at: time))
        }
        // The list at the watch's beginning holds an hour of history, which is not this run's.
        guard time >= began - .seconds(1) else { return }
        if event.reason == "EvictedByVPA" { evictions += 1 }
        let mark = event.isWarning ? "warning, " : ""
        tell(.event, "\(mark)\(event.reason) \(event.name): \(event.message)", at: time)
    }

    /// Whether an event is about the workload, its pods or its autoscalers.
    private func concerns(_ event: ClusterEvent) -> Bool {
        let names = [
            workload?.metadata.name, autoscaler?.metadata.name, scaledObject?.metadata.name, scaledObject?.autoscaler,
            verticalAutoscaler?.metadata.name,
        ]
        if names.contains(event.name) { return true }
        guard let workload, event.kind == "Pod" || event.kind == "ReplicaSet",
            event.name.hasPrefix(workload.metadata.name + "-")
        else { return false }
        // A pod's name has two words more than its deployment's, or one more than its stateful set's; the pods of another
        // workload whose name begins like this one's have others. A truncated name is known by its pod.
        let words = event.name.dropFirst(workload.metadata.name.count + 1).split(separator: "-")
        guard event.kind == "Pod" else { return words.count == 1 }
        return words.count <= 2 && words.last.map(Self.isPodsOwn) ?? false
            || pods.values.contains { $0.name == event.name }
    }

    /// Whether a word ends a pod's name: five characters of the generator's alphabet, or a stateful set's ordinal.
    private static func isPodsOwn(_ word: Substring) -> Bool {
        let alphabet = "bcdfghjklmnpqrstvwxz2456789"
        return word.allSatisfy(\.isNumber) || (word.count == 5 && word.allSatisfy { alphabet.contains($0) })
    }

    /// Takes in what the pods use.
    mutating func usageRead(_ rows: [PodUsage], at received: WallTime) {
        usage.append(UsageRecord(at: received, pods: rows))
        guard let record = usage.last, !rows.isEmpty else { return }
        // The busiest first; a long list would hide the rest of the timeline.
        let busiest = rows.sorted { ($1.cpu, $1.memory, $0.pod) < ($0.cpu, $0.memory, $1.pod) }.prefix(10)
        let each = busiest.map { "\($0.pod) \($0.cpu) \($0.memory)" }.joined(separator: ", ")
        let rest = rows.count > busiest.count ? " …" : ""
        let word = rows.count == 1 ? "pod uses" : "pods use"
        tell(
            .usage, "\(rows.count) \(word) cpu \(record.cpu), memory \(record.memory): \(each)\(rest)", at: received)
    }

    /// Takes in the addresses behind the service.
    mutating func endpointsChanged(_ endpoints: ServiceEndpoints, at received: WallTime) {
        let ready = Set(endpoints.ready.map { $0.pod ?? $0.ip })
        guard addresses.updateValue(ready, forKey: endpoints.metadata.name) != ready else { return }
        let count = addresses.values.reduce(into: Set<String>()) { $0.formUnion($1) }.count
        let waiting = endpoints.notReady.isEmpty ? "" : ", \(endpoints.notReady.count) not ready"
        tell(.endpoints, "service \(endpoints.service): \(count) addresses take traffic\(waiting)", at: received)
    }
}
