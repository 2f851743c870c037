/// Stateful sets, jobs, endpoints, and what is left when its owner goes.
extension ClusterModel {
    /// Ends what belonged to an object that was deleted.
    mutating func collectOrphans(_ now: ClusterTime) {
        let owners: [ResourceType] = [.deployments, .replicaSets, .statefulSets, .jobs, .scaledObjects]
        let known = Set(owners.flatMap { store.list($0) }.map(\.uid))
        for set in store.list(.replicaSets) where set.ownerUID.map({ !known.contains($0) }) ?? false {
            store.delete(.replicaSets, set.storedName)
        }
        for autoscaler in store.list(.autoscalers) where autoscaler.ownerUID.map({ !known.contains($0) }) ?? false {
            store.delete(.autoscalers, autoscaler.storedName)
        }
        let sets = Set(store.list(.replicaSets).map(\.uid)).union(known)
        for pod in store.list(.pods) where !pod.isTerminating {
            if let owner = pod.ownerUID, !sets.contains(owner) { terminate(pod.storedName, now) }
        }
    }

    /// Stateful sets: one pod after the other, each when the one before is ready; the last goes first.
    mutating func reconcileStatefulSets(_ pods: [String: [JSONValue]], _ now: ClusterTime) {
        for set in store.list(.statefulSets) where !set.isTerminating {
            let wanted = set["spec", "replicas"]?.integer ?? 1
            let name = set.storedName
            func number(_ pod: JSONValue) -> Int { Int(pod.storedName.name.split(separator: "-").last ?? "") ?? 0 }
            let own = (pods[set.uid] ?? []).sorted { number($0) < number($1) }
            let active = own.filter { !$0.isTerminating }
            let taken = Set(own.map(number))
            if let missing = (0..<wanted).first(where: { !taken.contains($0) }),
                own.allSatisfy({ number($0) > missing || PodShape.isReady($0) && !$0.isTerminating })
            {
                let pod = PodShape.pod(
                    set["spec", "template"] ?? [:], name: "\(name.name)-\(missing)", generateName: "\(name.name)-",
                    namespace: name.namespace, owner: set)
                store.create(.pods, recommended(pod), stamp: now.stamp)
            }
            if let last = own.last, number(last) >= wanted, !last.isTerminating { terminate(last.storedName, now) }
            let ready = active.count { PodShape.isReady($0) }
            store.change(.statefulSets, name) { set in
                set["status"] = JSONValue(present: [
                    "replicas": .integer(active.count), "observedGeneration": set["metadata", "generation"],
                    "readyReplicas": ready == 0 ? nil : .integer(ready), "availableReplicas": .integer(ready),
                    "currentReplicas": .integer(active.count), "updatedReplicas": .integer(active.count),
                ])
            }
        }
    }

    /// Jobs: as many pods at once as may be, until enough have succeeded.
    mutating func reconcileJobs(_ pods: [String: [JSONValue]], _ now: ClusterTime) {
        for job in store.list(.jobs) where !job.isTerminating {
            let completions = job["spec", "completions"]?.integer ?? job["spec", "parallelism"]?.integer ?? 1
            let parallelism = job["spec", "parallelism"]?.integer ?? 1
            let own = pods[job.uid] ?? []
            let succeeded = own.count { $0["status", "phase"]?.string == "Succeeded" }
            let active = own.count { $0["status", "phase"]?.string != "Succeeded" && !$0.isTerminating }
            var template = job["spec", "template"] ?? [:]
            template["metadata", "labels", "job-name"] = .string(job.storedName.name)
            template["metadata", "labels", "batch.kubernetes.io/job-name"] = .string(job.storedName.name)
            let room = min(parallelism, completions - succeeded) - active
            for index in 0..<max(0, room) {
                template["metadata", "annotations", "batch.kubernetes.io/job-completion-index"] =
                    .string("\(own.count + index)")
                let prefix = "\(job.storedName.name)-"
                let pod = PodShape.pod(
                    template, name: prefix + store.newSuffix(), generateName: prefix,
                    namespace: job.storedName.namespace, owner: job)
                store.create(.pods, pod, stamp: now.stamp)
            }
            let isComplete = succeeded >= completions
            let ready = own.count { PodShape.isReady($0) }
            store.change(.jobs, job.storedName) { job in
                let former = job["status"]
                job["status"] = JSONValue(present: [
                    "startTime": former?["startTime"] ?? .string(now.stamp),
                    "active": active + max(0, room) == 0 ? nil : .integer(active + max(0, room)),
                    "ready": .integer(ready), "succeeded": succeeded == 0 ? nil : .integer(succeeded),
                    "completionTime": isComplete ? former?["completionTime"] ?? .string(now.stamp) : nil,
                    "conditions": isComplete
                        ? former?["conditions"] ?? [
                            [
                                "type": "Complete", "status": "True", "lastProbeTime": .string(now.stamp),
                                "lastTransitionTime": .string(now.stamp),
                            ]
                        ] : nil,
                ])
            }
        }
    }

    /// The addresses behind each service: those of its pods that are ready and not ending.
    mutating func reconcileEndpoints(_ now: ClusterTime) {
        for service in store.list(.services) {
            let selector = service["spec", "selector"]?.strings ?? [:]
            guard !selector.isEmpty else { continue }
            let name = service.storedName
            let pods = store.list(.pods, namespace: name.namespace).filter { pod in
                LabelSelector(labels: selector).matches(pod.labels) && pod["status", "podIP"] != nil
                    && !pod.isTerminating && pod["status", "phase"]?.string == "Running"
            }
            put(.endpoints, EndpointShape.endpoints(service, pods), now)
            put(.endpointSlices, EndpointShape.slice(service, pods), now)
        }
        for endpoints in store.list(.endpoints) where store.object(.services, endpoints.storedName) == nil {
            let name = endpoints.storedName
            store.delete(.endpoints, name)
            store.delete(.endpointSlices, StoredName(namespace: name.namespace, name: "\(name.name)-slice"))
        }
    }

    /// Makes an object or changes the one there is.
    private mutating func put(_ type: ResourceType, _ object: JSONValue, _ now: ClusterTime) {
        guard let former = store.object(type, object.storedName) else {
            store.create(type, object, stamp: now.stamp)
            return
        }
        var object = object
        for key in ["uid", "creationTimestamp", "resourceVersion"] {
            object["metadata", key] = former["metadata", key]
        }
        object["apiVersion"] = former["apiVersion"]
        object["kind"] = former["kind"]
        store.update(type, object)
    }
}
