internal import Foundation

/// Checks, before the load, that what is to be observed can be seen: a wrong name is said at once and not by missing figures.
struct Prerequisites {
    let kubectl: Kubectl
    let log: ObservationLog

    /// An object of which only the name matters.
    private struct NamedObject: Decodable {
        struct Metadata: Decodable { var name: String }
        var metadata: Metadata
    }

    /// Checks in the order in which one would look oneself: server, clocks, workload, autoscalers.
    ///
    /// - Parameter settings: completed with the pods' selector and with the name of KEDA's own autoscaler; its patience is
    ///   stretched for a server that is slow.
    func check(_ settings: inout ObservationSettings) throws {
        let slowest = try measureSkew()
        settings.livenessPatience = max(settings.livenessPatience, slowest * 3)
        let workload = try findWorkload(settings.workload)
        if let workload {
            let scale = try scale(of: settings.workload, unlessTold: workload)
            settings.workload.selector =
                settings.workload.selector ?? workload.selector
                ?? scale?.status?.selector.flatMap { $0.isEmpty ? nil : $0 }
        }
        if settings.workload.selector == nil {
            log.record(
                .refused(
                    .pods, reason: "\(settings.workload) declares no selector, so its pods can't be told: give one"))
        }
        try findAutoscaler(of: &settings)
        if let name = settings.scaledObject {
            let object: ScaledObject? = try findUnlessForbidden(.scaledObjects, name, .scaledObject)
            if object == nil { settings.scaledObject = nil }
            if let object { try hold(object.target, of: "ScaledObject \(name) scales", against: settings.workload) }
            // While paused KEDA has deleted it, and will make it again under the same name.
            settings.autoscaler = settings.autoscaler ?? object?.autoscaler ?? "keda-hpa-\(name)"
            if object?.isPaused == true {
                log.record(.note("ScaledObject \(name) is paused: nothing scales until it is resumed"))
            }
            if let held = object?.held { log.record(.note("\(held) on ScaledObject \(name)")) }
        } else if let name = settings.autoscaler {
            let hpa: HorizontalAutoscaler? = try findUnlessForbidden(.autoscalers, name, .autoscaler)
            if hpa == nil { settings.autoscaler = nil }
            if let hpa { try hold(hpa.target, of: "HPA \(name) scales", against: settings.workload) }
            if let trouble = hpa?.trouble { log.record(.note("HPA \(name) doesn't scale: \(trouble)")) }
        }
        if let name = settings.verticalAutoscaler {
            let vpa: VerticalAutoscaler? = try findUnlessForbidden(.verticalAutoscalers, name, .verticalAutoscaler)
            if vpa == nil { settings.verticalAutoscaler = nil }
            if let target = vpa?.target { try hold(target, of: "VPA \(name) advises", against: settings.workload) }
            if let note = vpa?.modesNote { log.record(.note(note)) }
        }
        tellOtherAutoscalers(settings)
        if let name = settings.service {
            // The endpoints are watched by the service's name as a label, and a wrong name would match nothing for ever.
            do {
                let _: NamedObject = try find(.services, name)
            } catch let error as ClusterError where error.code == .forbidden {
                log.record(.note("whether there is a service \(name) can't be said: \(error)"))
            }
        }
    }

    /// Finds the workload; nil, and noted, when it is forbidden and its pods can be told without it.
    private func findWorkload(_ reference: ScaleReference) throws -> Workload? {
        do {
            return try find(reference.resource, reference.name) as Workload
        } catch let error as ClusterError where error.code == .forbidden {
            guard reference.selector != nil else {
                throw ClusterError(.forbidden, "\(error), or give its pods' labels as a selector to observe the rest")
            }
            log.record(.refused(.workload, reason: error.description))
            return nil
        }
    }

    /// A workload's scale, as far as it matters.
    private struct Scale: Decodable {
        struct Specification: Decodable { var replicas: Int? }
        struct Status: Decodable { var selector: String? }
        var spec: Specification?
        var status: Status?
    }

    /// Asks for the scale of a workload that doesn't tell all itself: kinds of extensions may declare labels and replicas
    /// elsewhere or in another form. Nil for those that tell all, or have no scale.
    ///
    /// - Throws: an error when the replicas are kept where they aren't looked for.
    private func scale(of reference: ScaleReference, unlessTold workload: Workload) throws -> Scale? {
        let isOfTheAPI = reference.resource.group == "apps"
        guard workload.selector == nil || !(isOfTheAPI || workload.namesReplicas) else { return nil }
        let path = reference.resource.path(namespace: kubectl.namespace) + "/\(reference.name)/scale"
        let scale = try? kubectl.get(path, as: Scale.self, to: "get the scale of \(reference)")
        if !isOfTheAPI, !workload.namesReplicas, let count = scale?.spec?.replicas, count != workload.wanted {
            throw ClusterError(
                .other,
                "\(reference) keeps its replicas elsewhere than in spec.replicas (its scale says \(count)), where they can't be "
                    + "observed: observe the workload it makes in its stead")
        }
        return scale
    }

    /// Holds what an autoscaler names as its target against the workload: the figures of another one's would mean nothing.
    ///
    /// An absent kind is a Deployment's, as KEDA has it. Kinds of extensions are told by the name alone, since their plurals
    /// follow no rule.
    private func hold(_ target: ScaleTarget, of doing: String, against workload: ScaleReference) throws {
        guard !target.isMeant(by: workload) else { return }
        throw ClusterError(.notFound, "\(doing) \(target.kind ?? "Deployment")/\(target.name), not \(workload)")
    }

    /// Asks the server for its date until the clocks' difference is known well, three times at most.
    ///
    /// - Returns: how long the slowest answer took.
    private func measureSkew() throws -> Duration {
        var skew = ClockSkew()
        var slowest = Duration.zero
        for _ in 0..<3 {
            let sent = log.now
            let date = try LivenessProbe.ask(kubectl)
            let received = log.now
            slowest = max(slowest, received - sent)
            guard let date else {
                log.record(
                    .note("the API server's answers bear no date: its times are right as far as both clocks agree"))
                return slowest
            }
            skew.answered(date: date, sent: sent, received: received)
            if skew.estimate == .zero { break }
        }
        log.correct(by: skew.estimate)
        if let note = skew.note { log.record(.note(note)) }
        return slowest
    }

    private func find<Object: Decodable>(_ resource: ResourcePath, _ name: String) throws -> Object {
        let path = resource.path(namespace: kubectl.namespace) + "/\(name)"
        let purpose = "get \(resource.name)/\(name) in namespace \(kubectl.namespace)"
        do {
            return try kubectl.get(path, as: Object.self, to: purpose)
        } catch let error as ClusterError where error.code == .notFound {
            if resource == .scaledObjects, isScaledJob(name) {
                throw ClusterError(
                    .notFound,
                    "\(name) is a ScaledJob: it starts jobs and keeps no replicas, so there is no scaling of a workload to observe"
                )
            }
            throw absence(of: name, resource)
        }
    }

    /// Whether a name that no ScaledObject has is a ScaledJob's.
    private func isScaledJob(_ name: String) -> Bool {
        let path = ResourcePath.scaledJobs.path(namespace: kubectl.namespace) + "/\(name)"
        return (try? kubectl.get(path, as: NamedObject.self, to: "get scaledjobs/\(name)")) != nil
    }

    /// Finds an object; nil, and noted, when only this kind is forbidden or unknown to the cluster.
    private func findUnlessForbidden<Object: Decodable>(
        _ resource: ResourcePath, _ name: String, _ source: ObservedSource
    ) throws -> Object? {
        do {
            return try find(resource, name)
        } catch let error as ClusterError where error.code == .forbidden {
            log.record(.refused(source, reason: error.description))
            return nil
        } catch let error as ClusterError where error.code == .noSuchKind {
            let remedy =
                resource == .autoscalers ? "autoscaling/v2 came with Kubernetes 1.23" : "is its operator installed?"
            throw ClusterError(.noSuchKind, "the cluster has no \(resource.name): \(remedy)")
        }
    }

    /// The sentence for an object that isn't there: the namespace may be wrong, or the name.
    private func absence(of name: String, _ resource: ResourcePath) -> ClusterError {
        struct List: Decodable { var items: [NamedObject]? }
        let space = kubectl.namespace
        let namespace = try? kubectl.get(
            "/api/v1/namespaces/\(space)", as: NamedObject.self, to: "get namespace \(space)")
        let list = try? kubectl.get(
            resource.path(namespace: space), as: List.self, to: "list the \(resource.name) in namespace \(space)")
        let names = (list?.items ?? []).map(\.metadata.name).sorted()
        if namespace == nil, names.isEmpty {
            return ClusterError(
                .notFound,
                "there is no namespace “\(space)”, or this user may not see it: set PLIMSOLL_KUBE_NAMESPACE or the context's namespace"
            )
        }
        let others =
            names.isEmpty
            ? "there are none of that kind; is the namespace right?"
            : "there are: " + names.prefix(8).joined(separator: ", ") + (names.count > 8 ? " …" : "")
        return ClusterError(.notFound, "there is no \(resource.name)/\(name) in namespace “\(space)”; \(others)")
    }
}
