internal import Measurement

extension TimelineBuilder {
    /// Takes in a pod that came or changed.
    mutating func podChanged(_ pod: Pod, at received: WallTime) {
        let name = pod.metadata.name
        let created = pod.metadata.created.map { local($0, received: received) } ?? received
        var record =
            pods[pod.metadata.uid]
            ?? PodRecord(name: name, created: created)
        let isNew = pods[pod.metadata.uid] == nil
        if isNew { tell(.pod, "\(name) created", at: created) }
        if record.node != pod.node { record.node = pod.node }
        if record.scheduled == nil, let stamp = pod.scheduled {
            let time = local(stamp, received: received)
            record.scheduled = time
            tell(.pod, "\(name) scheduled" + (pod.node.map { " on \($0)" } ?? ""), at: time)
        }
        readinessChanged(of: pod, in: &record, at: received)
        if record.terminating == nil, let stamp = pod.metadata.terminating {
            let time = local(stamp, received: received)
            record.terminating = time
            tell(.pod, "\(name) terminating", at: time)
        }
        let restarts = pod.containers.map(\.restarts).reduce(0, +)
        if restarts > record.restarts {
            tell(.pod, "\(name) restarted, \(restarts) in all", at: received)
        }
        record.restarts = restarts
        containersChanged(of: pod, in: &record, isNew: isNew, at: received)
        // Waiting for the first time is no trouble; the scheduler's and the image's refusals are.
        let trouble = pod.trouble.flatMap { Self.quietReasons.contains($0) ? nil : $0 }
        if let trouble, trouble != record.trouble { tell(.pod, "\(name) waits: \(trouble)", at: received) }
        record.trouble = trouble
        pods[pod.metadata.uid] = record
    }

    /// The reasons that every pod passes through on its way up and down.
    private static let quietReasons: Set<String> = [
        "Pending", "ContainerCreating", "PodInitializing", "ContainersNotReady", "Terminating", "Running",
    ]

    private mutating func readinessChanged(of pod: Pod, in record: inout PodRecord, at received: WallTime) {
        guard let readiness = pod.readiness else { return }
        let isReady = readiness.holds && pod.phase != "Failed" && pod.phase != "Succeeded"
        guard isReady != (record.readiness.last?.isReady ?? false) else { return }
        let time = readiness.lastTransitionTime.map { local($0, received: received) } ?? received
        record.readiness.append((at: time, isReady: isReady))
        if isReady {
            let first = record.readiness.count == 1
            let age = first ? " after \((time - record.created).brief)" : " again"
            tell(.pod, "\(record.name) ready\(age)", at: time)
        } else {
            tell(.pod, "\(record.name) not ready: \(readiness.reason ?? "no reason given")", at: time)
        }
    }

    private mutating func containersChanged(
        of pod: Pod, in record: inout PodRecord, isNew: Bool, at received: WallTime
    ) {
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
