internal import Measurement

extension TimelineBuilder {
    /// Takes in a pod that came or changed.
    mutating func podChanged(_ pod: Pod, at received: WallTime) {
        let name = pod.metadata.name
        let isNew = pods[pod.metadata.uid] == nil
        let created = pod.metadata.created.map { local($0, received: received) } ?? received
        var record = pods[pod.metadata.uid] ?? PodRecord(name: name, created: created)
        if isNew { tell(.pod, "\(name) created", at: created) }
        if record.node != pod.node { record.node = pod.node }
        if record.scheduled == nil, let stamp = pod.scheduled {
            // Server, scheduler and nodes have clocks of their own; a pod has no node before it is there.
            let time = max(local(stamp, received: received), record.created)
            record.scheduled = time
            tell(.pod, "\(name) scheduled" + (pod.node.map { " on \($0)" } ?? ""), at: time)
        }
        readinessChanged(of: pod, in: &record, at: received)
        endChanged(of: pod, in: &record, isNew: isNew, at: received)
        if record.terminating == nil, let stamp = pod.metadata.terminating {
            let time = local(stamp, received: received)
            record.terminating = time
            tell(.pod, "\(name) terminating", at: time)
        }
        containersChanged(of: pod, in: &record, isNew: isNew, at: received)
        // Waiting for the first time is no trouble; the scheduler's and the image's refusals are.
        let trouble = pod.trouble.flatMap { Self.quietReasons.contains($0) ? nil : $0 }
        if let trouble, trouble != record.trouble, !pod.hasEnded {
            tell(.pod, "\(name) waits: \(trouble)", at: received)
        }
        record.trouble = trouble
        record.unplaced = pod.isScheduled ? nil : pod.scheduling?.message
        pods[pod.metadata.uid] = record
    }

    /// The reasons that every pod passes through on its way up and down.
    private static let quietReasons: Set<String> = [
        "Pending", "ContainerCreating", "PodInitializing", "ContainersNotReady", "Terminating", "Running",
    ]

    private mutating func readinessChanged(of pod: Pod, in record: inout PodRecord, at received: WallTime) {
        // What the phase means for it is its end's matter: an evicted pod may keep the condition, or lose it.
        guard let readiness = pod.readiness else { return }
        let isReady = readiness.holds
        guard isReady != (record.readiness.last?.isReady ?? false) else { return }
        let stamp = readiness.lastTransitionTime.map { local($0, received: received) } ?? received
        let time = max(stamp, record.readiness.last?.at ?? record.scheduled ?? record.created)
        record.readiness.append((at: time, isReady: isReady))
        if isReady {
            let first = record.readiness.count == 1
            let age = first ? " after \((time - record.created).brief)" : " again"
            tell(.pod, "\(record.name) ready\(age)", at: time)
        } else {
            tell(.pod, "\(record.name) not ready: \(readiness.reason ?? "no reason given")", at: time)
        }
    }

    /// Takes in the end of a pod that failed or is through, whose object stays: nobody counts on it any more.
    private mutating func endChanged(
        of pod: Pod, in record: inout PodRecord, isNew: Bool, at received: WallTime
    ) {
        guard pod.hasEnded, record.ended == nil else { return }
        // Its node's last word on it says when; without one, the condition that turned with it.
        let turned = pod.readiness.flatMap { $0.holds ? nil : $0.lastTransitionTime }
        let stamp = (pod.metadata.statusWritten ?? turned).map { local($0, received: received) }
        let time = max(stamp ?? (isNew ? record.created : received), record.created)
        record.ended = time
        let reason = pod.reason.map { ": \($0)" } ?? ""
        tell(.pod, "\(record.name) \(pod.phase == "Failed" ? "failed" : "ended")\(reason)", at: time)
    }

    private mutating func containersChanged(
        of pod: Pod, in record: inout PodRecord, isNew: Bool, at received: WallTime
    ) {
        let restarts = pod.containers.map(\.restarts).reduce(0, +)
        if restarts > record.restarts {
            let ends = pod.containers.filter { container in
                container.restarts > (record.containers.first { $0.name == container.name }?.restarts ?? 0)
            }.compactMap(\.lastEnd)
            let why = ends.isEmpty ? "" : " (\(ends.joined(separator: ", ")))"
            tell(.pod, "\(record.name) restarted\(why), \(restarts) in all", at: received)
        }
        record.restarts = restarts
        let resizing = pod.resizing.flatMap { $0.holds ? $0.reason ?? "no reason given" : nil }
        if let resizing, resizing != record.resizing {
            let message = pod.resizing?.message.map { ": \($0)" } ?? ""
            tell(.vpa, "\(record.name) can't be resized in place yet, \(resizing)\(message)", at: received)
        }
        record.resizing = resizing
        if !isNew {
            for container in pod.containers {
                guard let before = record.containers.first(where: { $0.name == container.name }),
                    before.limits != container.limits || before.requests != container.requests
                else { continue }
                tell(.vpa, "\(record.name) resized in place: \(container.resourcesText)", at: received)
            }
        }
        record.containers = pod.containers
    }

    /// Takes in the end of a pod.
    mutating func podVanished(_ pod: Pod, at received: WallTime) {
        podChanged(pod, at: received)
        guard pods[pod.metadata.uid]?.gone == nil else { return }
        pods[pod.metadata.uid]?.gone = received
        tell(.pod, "\(pod.metadata.name) gone", at: received)
    }

    /// Takes in all the pods there are: the known ones that aren't among them went while nobody looked.
    mutating func podsListed(_ list: [Pod], at received: WallTime) {
        for pod in list { podChanged(pod, at: received) }
        let present = Set(list.map(\.metadata.uid))
        for (uid, record) in pods where record.gone == nil && !present.contains(uid) {
            pods[uid]?.gone = received
            tell(.pod, "\(record.name) gone, unseen", at: received)
        }
    }
}

extension Pod.Container {
    /// What it asks for and may use, as text.
    var resourcesText: String {
        func text(_ resources: [String: Quantity]) -> String {
            resources.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: " ")
        }
        return "\(name) asks for \(text(requests)), may use \(text(limits))"
    }
}
