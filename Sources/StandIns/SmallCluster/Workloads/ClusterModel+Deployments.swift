/// Deployments, and the replica sets and pods that they keep.
extension ClusterModel {
    mutating func reconcileDeployments(_ pods: [String: [JSONValue]], _ now: ClusterTime) {
        let sets = Dictionary(grouping: store.list(.replicaSets)) { $0.ownerUID ?? "" }
        for deployment in store.list(.deployments) where !deployment.isTerminating {
            reconcile(deployment, sets[deployment.uid] ?? [], pods, now)
        }
    }

    private mutating func reconcile(
        _ deployment: JSONValue, _ sets: [JSONValue], _ pods: [String: [JSONValue]], _ now: ClusterTime
    ) {
        let template = deployment["spec", "template"] ?? [:]
        let hash = NameHash.of(template)
        let name = deployment.storedName
        let setName = StoredName(namespace: name.namespace, name: "\(name.name)-\(hash)")
        let wanted = deployment["spec", "replicas"]?.integer ?? 1
        let former = sets.filter { $0.storedName != setName }
        guard let current = sets.first(where: { $0.storedName == setName }) else {
            let isFirst = sets.isEmpty
            store.create(
                .replicaSets,
                ReplicaSetShape.replicaSet(of: deployment, name: setName, hash: hash, revision: sets.count + 1),
                stamp: now.stamp)
            store.change(.deployments, name) { deployment in
                let revision = "\(sets.count + 1)"
                deployment["metadata", "annotations", "deployment.kubernetes.io/revision"] = .string(revision)
                let message = "Created new replica set \"\(setName.name)\""
                DeploymentStatus.progress(&deployment, "NewReplicaSetCreated", message, now.stamp)
            }
            if isFirst { setReplicas(setName, to: wanted, of: deployment, now) }
            return
        }
        roll(deployment, current, former, wanted: wanted, pods, now)
        let active = { (set: JSONValue) in (pods[set.uid] ?? []).filter { !$0.isTerminating } }
        let own = active(current)
        let all = own + former.flatMap(active)
        store.change(.deployments, name) { deployment in
            DeploymentStatus.update(
                &deployment, wanted: wanted, pods: all.count, updated: own.count,
                ready: all.count { PodShape.isReady($0) }, set: setName.name, stamp: now.stamp)
        }
        for set in former where set["spec", "replicas"]?.integer == 0 && (pods[set.uid] ?? []).isEmpty {
            // Of replica sets without pods the last ten are kept for going back.
            if former.count > 10 { store.delete(.replicaSets, set.storedName) }
        }
    }

    /// Brings the replica sets closer to what is wanted, at most so many pods more or less at a time.
    private mutating func roll(
        _ deployment: JSONValue, _ current: JSONValue, _ former: [JSONValue], wanted: Int,
        _ pods: [String: [JSONValue]], _ now: ClusterTime
    ) {
        let sizes = former.map { $0["spec", "replicas"]?.integer ?? 0 }
        let size = current["spec", "replicas"]?.integer ?? 0
        let ready = { (set: JSONValue) in
            (pods[set.uid] ?? []).count { !$0.isTerminating && PodShape.isReady($0) }
        }
        let plan = RollingUpdate(
            wanted: wanted, current: .init(size: size, ready: ready(current)),
            former: zip(former, sizes).map { .init(size: $1, ready: ready($0)) },
            strategy: RollingUpdate.Strategy(deployment["spec", "strategy"], wanted: wanted),
            formerPods: former.reduce(0) { $0 + (pods[$1.uid] ?? []).count }
        ).next
        setReplicas(current.storedName, to: plan.current, of: deployment, now)
        for (set, size) in zip(former, plan.former) { setReplicas(set.storedName, to: size, of: deployment, now) }
    }

    private mutating func setReplicas(_ set: StoredName, to size: Int, of deployment: JSONValue, _ now: ClusterTime) {
        guard let former = store.object(.replicaSets, set)?["spec", "replicas"]?.integer, former != size else { return }
        store.change(.replicaSets, set) { set in
            set["spec", "replicas"] = .integer(size)
            set["metadata", "generation"] = .integer((set["metadata", "generation"]?.integer ?? 0) + 1)
        }
        let direction = size > former ? "up" : "down"
        event(
            .deployments, deployment, "Normal", "ScalingReplicaSet",
            "Scaled \(direction) replica set \(set.name) from \(former) to \(size)", component: "deployment-controller",
            now)
    }

    mutating func reconcileReplicaSets(_ pods: [String: [JSONValue]], _ now: ClusterTime) {
        for set in store.list(.replicaSets) where !set.isTerminating {
            let wanted = set["spec", "replicas"]?.integer ?? 1
            var active = (pods[set.uid] ?? []).filter { !$0.isTerminating && $0["status", "phase"]?.string != "Failed" }
            for _ in active.count..<max(active.count, wanted) {
                let prefix = "\(set.storedName.name)-"
                let pod = PodShape.pod(
                    set["spec", "template"] ?? [:], name: prefix + store.newSuffix(), generateName: prefix,
                    namespace: set.storedName.namespace, owner: set)
                active.append(store.create(.pods, recommended(pod), stamp: now.stamp))
            }
            if active.count > wanted {
                let victims = PodRanking.victims(active, lives: lives).prefix(active.count - wanted)
                for pod in victims { terminate(pod.storedName, now) }
                active.removeAll { pod in victims.contains { $0.storedName == pod.storedName } }
            }
            let ready = active.count { PodShape.isReady($0) }
            store.change(.replicaSets, set.storedName) { set in
                set["status"] = JSONValue(present: [
                    "replicas": .integer(active.count), "observedGeneration": set["metadata", "generation"],
                    "fullyLabeledReplicas": active.isEmpty ? nil : .integer(active.count),
                    "readyReplicas": ready == 0 ? nil : .integer(ready),
                    "availableReplicas": ready == 0 ? nil : .integer(ready),
                ])
            }
        }
    }
}
