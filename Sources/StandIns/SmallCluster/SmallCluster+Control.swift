import Serving
import Synchronization

/// What a test or a demonstration does to the cluster.
extension SmallCluster {
    /// Lets a workload's pods stand for an embedded target: the ready ones are its replicas.
    ///
    /// - Parameter memoryBytes: what each pod uses.
    package func serve(_ target: StandIn, as workload: String, namespace: String, memoryBytes: Int = 120 << 20) {
        let name = StoredName(namespace: namespace, name: workload)
        state.withLock {
            $0.services[name] = ClusterRun.Service(target: target, memoryBytes: memoryBytes, last: target.figures)
        }
        change { _, _ in }
    }

    /// The pods of a workload that take traffic now.
    package func readyPods(of workload: String, namespace: String) -> [String] {
        let name = StoredName(namespace: namespace, name: workload)
        return state.withLock { state in
            state.model.store.list(.pods, namespace: namespace).filter { pod in
                PodShape.isReady(pod) && !pod.isTerminating && state.model.workload(of: pod) == name
            }.map(\.storedName.name)
        }
    }

    /// Lets a pod pass or fail its readiness probe.
    ///
    /// - Parameter reason: why it isn't ready, a word; the kubelet's own without one.
    package func setReadiness(_ isReady: Bool, of pod: String, namespace: String, reason: String? = nil) {
        change { model, now in
            guard var pod = model.store.object(.pods, StoredName(namespace: namespace, name: pod)) else { return }
            PodShape.readiness(&pod, isReady: isReady, stamp: now.stamp, reason: reason)
            model.store.update(.pods, pod)
        }
    }

    /// Sets what the pods of a workload use.
    package func demand(_ demand: Demand, of workload: String, namespace: String) {
        change { model, _ in model.demands[StoredName(namespace: namespace, name: workload)] = demand }
    }

    /// Sets what a trigger of a ScaledObject reads; nil for a trigger that fails.
    package func trigger(_ value: Double?, of scaledObject: String, index: Int = 0, namespace: String) {
        let id = TriggerID(object: StoredName(namespace: namespace, name: scaledObject), index: index)
        state.withLock { state in
            state.manualTriggers.insert(id)
            state.model.triggers[id] = .some(value)
        }
    }

    /// Forbids a kind such as `events` or `horizontalpodautoscalers.autoscaling`, or allows it again.
    package func forbid(_ kind: String, _ isForbidden: Bool = true) {
        change { model, _ in
            if isForbidden { model.forbidden.insert(kind) } else { model.forbidden.remove(kind) }
        }
    }

    /// Makes the objects of a JSON list or of a single document, as `kubectl create` would.
    ///
    /// - Throws: a sentence for the first that is refused.
    package func create(_ documents: JSONValue) throws {
        for document in documents["items"]?.array ?? [documents] {
            let version = document["apiVersion"]?.string ?? ""
            guard
                let type = ResourceType.all.first(where: {
                    $0.apiVersion == version && $0.kind == document["kind"]?.string
                })
            else { throw StandInError(problems: ["\(version) \(document["kind"]?.string ?? ""): no such kind here"]) }
            let namespace = document["metadata", "namespace"]?.string ?? settings.namespaces.first ?? "default"
            let place =
                type.isNamespaced
                ? "\(type.root)/namespaces/\(namespace)/\(type.plural)" : "\(type.root)/\(type.plural)"
            let request = HTTPRequest(method: "POST", path: place, body: Array(document.encoded.utf8))
            guard case .response(let response) = change({ model, now in model.answer(request, now: now) }),
                response.status == 201
            else { throw StandInError(problems: ["\(place): refused"]) }
        }
    }

    /// Ends every watch, as an API server does that is restarted or tired of them.
    package func cutWatches() {
        let watches = state.withLock { state in
            defer { state.watches = [:] }
            return state.watches
        }
        for watch in watches.values { watch.stream.finish() }
    }

    /// Forgets old versions, so that watches from one of them get 410.
    package func compact() {
        change { model, _ in model.store.compact() }
    }

    /// Lets the API server hang: it takes connections and answers nothing, and watches fall silent.
    package func freeze() {
        state.withLock { $0.frozen = $0.frozen ?? [] }
    }

    /// Lets it go on.
    package func thaw() {
        let waiting = state.withLock { state in
            defer { state.frozen = nil }
            return state.frozen ?? []
        }
        for request in waiting { request() }
        change { _, _ in }
    }

    /// Lets the API server die: connections are closed, new ones refused; the cluster itself lives on.
    package func stopServing() {
        cutWatches()
        server.withLock { server in
            server?.stop()
            server = nil
        }
    }

    /// Lets it serve again, on the same port.
    ///
    /// - Throws: `HTTPServerError` if the port has been taken meanwhile.
    package func serveAgain() throws {
        try server.withLock { server in
            guard server == nil else { return }
            server = try HTTPServer(.init(port: port)) { [weak self] request, reply in
                guard let self else { return reply.closeConnection() }
                handle(request, reply)
            }
        }
    }
}
