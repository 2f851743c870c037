import Cluster
import EventLoop
import Foundation
import Measurement

/// Prints a line for each change of a workload's replicas, pods and autoscalers, until it is interrupted.
struct WatchVerb: Verb {
    static let usage = Usage(
        name: "watch",
        summary: "Watch a workload scale: a line per change of replicas, pods, HPA, KEDA and VPA",
        options: [
            .value("--deployment", "<name>", "the deployment to watch"),
            .value("--statefulset", "<name>", "the stateful set to watch, in its stead"),
            .value("--scalable", "<kind/name>", "anything else with a scale: rollouts.v1alpha1.argoproj.io/web"),
            .value("--selector", "<labels>", "the labels of its pods; default: those it declares"),
            .value("--hpa", "<name>", "its HorizontalPodAutoscaler"),
            .value("--scaled-object", "<name>", "its KEDA ScaledObject, which makes an HPA of its own"),
            .value("--vpa", "<name>", "its VerticalPodAutoscaler"),
            .value("--service", "<name>", "the service whose endpoints are watched too"),
            .value("--namespace", "<name>", "the namespace; default: PLIMSOLL_KUBE_NAMESPACE, or the context's"),
            .value(
                "--context", "<name>", "the kubeconfig's context; default: PLIMSOLL_KUBE_CONTEXT, or the current one"),
            .value("--kubeconfig", "<file>", "the kubeconfig; default: KUBECONFIG, or kubectl's own"),
            .value("--kubectl", "<path>", "the kubectl to run; default: PLIMSOLL_KUBECTL, or the one on the PATH"),
            .value("--for", "<duration>", "how long to watch; default: until Ctrl-C"),
            .value("--json", "<file>", "where to write the whole timeline as JSON at the end"),
        ],
        discussion: """
            Times are those of the cluster, corrected by the difference of the clocks; its stamps have whole seconds.
            A source that can't be seen for a while is a gap, and the line says why.
              plimsoll watch --deployment llm-chatbot-backend --hpa llm-chatbot-hpa
            """,
        exitCodes: [.success, .internalError, .missing, .usage]
    )

    private let settings: ObservationSettings
    private let access: ClusterAccess
    private let time: Duration?
    private let document: String?

    init(_ arguments: inout Arguments) {
        var access = ClusterAccess(environment: ProcessInfo.processInfo.environment)
        access.namespace = arguments.text("--namespace") ?? access.namespace
        access.context = arguments.text("--context") ?? access.context
        access.kubeconfig = arguments.text("--kubeconfig")
        access.kubectl = arguments.text("--kubectl") ?? access.kubectl
        self.access = access
        var named: [ScaleReference] = []
        if let name = arguments.text("--deployment") { named.append(.deployment(name)) }
        if let name = arguments.text("--statefulset") { named.append(.statefulSet(name)) }
        if let text = arguments.text("--scalable") { named.append(Self.scalable(text, &arguments)) }
        if named.count != 1 { arguments.fault("expected one of --deployment, --statefulset and --scalable") }
        var workload = named.first ?? .deployment("")
        workload.selector = arguments.text("--selector")
        var settings = ObservationSettings(workload)
        settings.autoscaler = arguments.text("--hpa")
        settings.scaledObject = arguments.text("--scaled-object")
        settings.verticalAutoscaler = arguments.text("--vpa")
        settings.service = arguments.text("--service")
        self.settings = settings
        time = arguments.text("--for") == nil ? nil : arguments.duration("--for", default: .zero)
        document = arguments.text("--json")
    }

    /// Reads a kind and a name as kubectl writes them: plural.version.group/name.
    private static func scalable(_ text: String, _ arguments: inout Arguments) -> ScaleReference {
        let parts = text.split(separator: "/", maxSplits: 1).map { String($0) }
        let words = (parts.first ?? "").split(separator: ".", maxSplits: 2).map { String($0) }
        guard parts.count == 2, words.count == 3 else {
            arguments.fault("--scalable: expected plural.version.group/name as in rollouts.v1alpha1.argoproj.io/web")
            return .deployment(text)
        }
        return .scalable(words[0], group: words[2], version: words[1], name: parts[1])
    }

    func run() async throws -> ExitCode {
        let observation: ScalingObservation
        do {
            observation = try await Cluster(access).observe(settings) { entry in
                LiveLine.print("\(entry.at)  \(entry.subject.rawValue.padded(to: 11)) \(entry.text)")
            }
        } catch let error as ClusterError {
            throw CommandFailure(.missing, error.description)
        }
        let wait = time
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await Interrupt.wait() }
            if let wait { group.addTask { try await Task.sleep(for: wait) } }
            try await group.next()
            group.cancelAll()
        }
        let timeline = observation.finish()
        print("\n" + TimelineChart.text(of: timeline))
        print("\n\(timeline)")
        if let document {
            try Data(TimelineDocument.text(of: timeline).utf8).write(to: URL(fileURLWithPath: document))
        }
        return .success
    }
}
