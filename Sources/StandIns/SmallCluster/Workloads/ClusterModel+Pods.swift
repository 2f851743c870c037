/// Pods on their way from being made to being gone.
extension ClusterModel {
    /// Takes pods into account that were made by a request.
    mutating func adoptPods(_ now: ClusterTime) {
        let pods = store.list(.pods)
        for pod in pods where lives[pod.storedName]?.uid != pod.uid {
            lives[pod.storedName] = PodLife(
                uid: pod.uid, stage: .created, due: now.seconds + settings.schedulingDelay.inSeconds,
                createdAt: now.seconds)
        }
        if lives.count > store.count(.pods) {
            let names = Set(pods.map(\.storedName))
            lives = lives.filter { names.contains($0.key) }
        }
    }

    /// Takes each step that is due.
    mutating func movePods(_ now: ClusterTime) {
        let due = lives.filter { $0.value.due.map { $0 <= now.seconds } ?? false }.keys.sorted()
        for name in due {
            guard let pod = store.object(.pods, name), let life = lives[name] else {
                lives[name] = nil
                continue
            }
            step(pod, life, now)
        }
    }

    private mutating func step(_ pod: JSONValue, _ life: PodLife, _ now: ClusterTime) {
        let name = pod.storedName
        var pod = pod
        var life = life
        switch life.stage {
        case .created:
            if let node = freeNode(for: pod) {
                PodShape.scheduled(&pod, node: node, stamp: now.stamp)
                (life.stage, life.due) = (.scheduled, now.seconds)
                schedulerEvent(pod, node: node, now)
            } else {
                let message = "0/\(settings.nodes) nodes are available: \(settings.nodes) Insufficient cpu."
                if pod["status", "conditions"] == nil {
                    event(.pods, pod, "Warning", "FailedScheduling", message, now)
                    PodShape.unschedulable(&pod, message: message, stamp: now.stamp)
                }
                life.due = now.seconds + 1
            }
        case .scheduled:
            let number = pod["spec", "nodeName"]?.string?.split(separator: "-").last ?? "1"
            PodShape.creating(&pod, stamp: now.stamp, hostIP: "10.99.1.\(number)")
            (life.stage, life.due) = (.creating, now.seconds + settings.startDelay.inSeconds)
        case .creating:
            addresses += 1
            let podIP = "10.244.\(addresses / 250 % 250).\(addresses % 250 + 1)"
            PodShape.started(&pod, stamp: now.stamp, podIP: podIP)
            event(.pods, pod, "Normal", "Started", "Started container", now)
            let delay = pod.annotations["plimsoll/ready-after"].flatMap(Double.init) ?? settings.readyDelay.inSeconds
            (life.stage, life.due) = (.started, now.seconds + delay)
        case .started:
            PodShape.readiness(&pod, isReady: true, stamp: now.stamp)
            (life.stage, life.due, life.readyAt) = (.ready, nil, now.seconds)
            if pod["spec", "restartPolicy"]?.string != "Always" {
                life.due = now.seconds + (pod.annotations["plimsoll/run-for"].flatMap(Double.init) ?? 5)
            }
        case .ready:
            PodShape.finished(&pod, stamp: now.stamp)
            life.due = nil
        case .terminating:
            store.delete(.pods, name)
            lives[name] = nil
            return
        }
        lives[name] = life
        store.update(.pods, pod)
    }

    /// Asks a pod to end: it stays as it is, marked, until it has ended.
    ///
    /// - Parameter grace: the seconds it is given, nil for its own.
    mutating func terminate(_ name: StoredName, grace: Int? = nil, _ now: ClusterTime) {
        guard var pod = store.object(.pods, name) else { return }
        let grace = grace ?? pod["spec", "terminationGracePeriodSeconds"]?.integer ?? 30
        guard grace > 0, pod["spec", "nodeName"] != nil, pod["status", "phase"]?.string != "Succeeded" else {
            store.delete(.pods, name)
            lives[name] = nil
            return
        }
        guard !pod.isTerminating else { return }
        pod["metadata", "deletionTimestamp"] = .string(now.stamp(afterReal: grace))
        pod["metadata", "deletionGracePeriodSeconds"] = .integer(grace)
        pod["metadata", "generation"] = nil
        let own = pod.annotations["plimsoll/terminate-after"].flatMap(Double.init)
        let delay = min(Double(grace), own ?? settings.terminationDelay.inSeconds)
        lives[name, default: PodLife(uid: pod.uid, stage: .terminating, createdAt: now.seconds)].stage = .terminating
        lives[name]?.due = now.seconds + delay
        store.update(.pods, pod)
        event(.pods, pod, "Normal", "Killing", "Stopping container", now)
    }

    /// The node with the most cores free that has enough for a pod.
    private func freeNode(for pod: JSONValue) -> String? {
        let wanted = PodShape.request("cpu", of: pod) ?? 0
        var used: [String: Int] = [:]
        for other in store.list(.pods) {
            guard let node = other["spec", "nodeName"]?.string, other["status", "phase"]?.string != "Succeeded" else {
                continue
            }
            // A pod that asks for nothing counts a little, so that such pods are spread as well.
            used[node, default: 0] += max(1, PodShape.request("cpu", of: other) ?? 0)
        }
        let capacity = settings.coresPerNode * 1000
        return store.list(.nodes).compactMap { $0["metadata", "name"]?.string }
            .filter { capacity - (used[$0] ?? 0) >= wanted }
            .min { (used[$0] ?? 0, $0) < (used[$1] ?? 0, $1) }
    }
}
