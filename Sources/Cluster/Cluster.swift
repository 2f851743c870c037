internal import Foundation

/// A Kubernetes cluster as kubectl reaches it.
public struct Cluster: Sendable {
    /// Which kubectl talks to which cluster.
    public var access: ClusterAccess

    /// A cluster by its access.
    public init(_ access: ClusterAccess) {
        self.access = access
    }

    /// The cluster of the environment: KUBECONFIG and its current context, unless PLIMSOLL_KUBE_CONTEXT,
    /// PLIMSOLL_KUBE_NAMESPACE and PLIMSOLL_KUBECTL name others.
    public static var current: Cluster {
        Cluster(ClusterAccess(environment: ProcessInfo.processInfo.environment))
    }

    /// Observes a workload and its autoscaler from now on.
    ///
    /// - Parameters:
    ///   - workload: the workload whose replicas matter.
    ///   - hpa: its HorizontalPodAutoscaler; not needed with a ScaledObject, which makes its own.
    ///   - scaledObject: its KEDA ScaledObject.
    ///   - vpa: its VerticalPodAutoscaler.
    ///   - service: the service in front of it.
    /// - Throws: a ``ClusterError`` that says in one sentence what is missing.
    public func observe(
        _ workload: ScaleReference, hpa: String? = nil, scaledObject: String? = nil, vpa: String? = nil,
        service: String? = nil
    ) async throws -> ScalingObservation {
        var settings = ObservationSettings(workload)
        settings.autoscaler = hpa
        settings.scaledObject = scaledObject
        settings.verticalAutoscaler = vpa
        settings.service = service
        return try await observe(settings)
    }

    /// Observes what the settings say from now on.
    public func observe(_ settings: ObservationSettings) async throws -> ScalingObservation {
        try await observe(settings) { _ in }
    }

    /// Observes what the settings say from now on, and tells each change as a line, from the first state seen on.
    ///
    /// - Parameter listener: called on the thread that learnt of the change.
    package func observe(
        _ settings: ObservationSettings, listener: @escaping @Sendable (TimelineEntry) -> Void
    ) async throws -> ScalingObservation {
        let access = access
        return try await Kubectl.offPool {
            let log = ObservationLog()
            log.listen(listener)
            let observer = try ScalingObserver(settings, kubectl: Kubectl(access), log: log)
            try observer.start()
            return ScalingObservation(observer)
        }
    }

    /// Why the cluster can't be observed now, in one sentence; nil when it can. For suites that are skipped without one.
    public func obstacle() async -> String? {
        let access = access
        do {
            try await Kubectl.offPool { _ = try LivenessProbe.ask(Kubectl(access)) }
            return nil
        } catch {
            return "\(error)"
        }
    }
}
