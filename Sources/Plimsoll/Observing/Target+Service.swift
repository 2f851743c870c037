public import Cluster
public import HTTPLoad

extension Target {
    /// A service of a Kubernetes cluster, reached through a port-forward that is opened for the run and closed after it.
    ///
    /// kubectl forwards to *one* pod of the service, so that a load through it can't show how the service spreads and gains
    /// from more pods; the run says so. Where there is a direct URL, an ingress or a node port, give that instead.
    ///
    ///     static let chat = Target.service("llm-chatbot-backend", port: 80)
    public static func service(
        _ service: String, port: Int, named name: String? = nil,
        in cluster: @escaping @autoclosure @Sendable () -> Cluster = .current,
        configure: (inout Target) -> Void = { _ in }
    ) -> Target {
        let launcher = TargetLauncher {
            let forward = try await cluster().forward(service: service, port: port)
            Console.standard.write("  " + forward.caution)
            return TargetLauncher.Launched(url: forward.url) { forward.close() }
        }
        return Target(named: name ?? service, launching: launcher, configure: configure)
    }
}
