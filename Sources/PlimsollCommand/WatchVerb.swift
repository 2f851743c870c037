import Cluster
import EventLoop
import Foundation
import Measurement

/// Prints a line for each change of a workload's replicas, pods and autoscalers, until it is interrupted.
struct WatchVerb: Verb {
    static let usage = Usage(
        name: "watch",
        summary: "Watch a workload scale: a line per change of replicas, pods, HPA, KEDA and VPA",
        positionals: "[deployment/<name>]",
        options: [
            .value("--deployment", "<name>", "the deployment to watch"),
            .value("--statefulset", "<name>", "the stateful set to watch, in its stead"),
            .value("--scalable", "<kind/name>", "anything else with a scale: rollouts.v1alpha1.argoproj.io/web"),
            .value("--selector", "<labels>", "the labels of its pods; default: those it declares"),
            .value(
                "--hpa", "<name>", "its HorizontalPodAutoscaler; auto: the one that scales it, with its ScaledObject"),
            .value("--scaled-object", "<name>", "its KEDA ScaledObject, which makes an HPA of its own"),
            .value("--vpa", "<name>", "its VerticalPodAutoscaler"),
            .value("--service", "<name>", "the service whose endpoints are watched too"),
            .value("--namespace", "<name>", "the namespace; default: PLIMSOLL_KUBE_NAMESPACE, or the context's"),
            .value("-n", "<name>", "the same, as kubectl has it"),
            .value(
                "--context", "<name>", "the kubeconfig's context; default: PLIMSOLL_KUBE_CONTEXT, or the current one"),
            .value("--kubeconfig", "<file>", "the kubeconfig; default: KUBECONFIG, or kubectl's own"),
            .value(
                "--kubectl", "<command>",
                "the kubectl to run, a path or words such as “k3s kubectl”; default: PLIMSOLL_KUBECTL, "
                    + "or the one on the PATH"),
            .value("--for", "<duration>", "how long to watch; default: until Ctrl-C"),
            .value("--json", "<file>", "where to write the whole timeline as JSON at the end"),
        ],
        discussion: """
            Times are those of the cluster, corrected by the difference of the clocks; its stamps have whole seconds.
            A source that can't be seen for a while is a gap, and the line says why.
            The workload may be named as kubectl names it: deployment/web, sts/cache, rollouts.v1alpha1.argoproj.io/web.
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
        if arguments.text("--namespace") != nil, arguments.text("-n") != nil {
            arguments.fault("-n: the namespace is given by --namespace already")
        }
        access.namespace = arguments.text("--namespace") ?? arguments.text("-n") ?? access.namespace
        access.context = arguments.text("--context") ?? access.context
        access.kubeconfig = arguments.text("--kubeconfig")
        access.kubectl = arguments.text("--kubectl") ?? access.kubectl
        self.access = access
        let named = Self.workloads(&arguments)
        if named.count != 1 {
            arguments.fault(
                "expected one workload: --deployment, --statefulset, --scalable, or a word such as deployment/web")
        }
        var workload = named.first ?? .deployment("")
        workload.selector = arguments.text("--selector")
        var settings = ObservationSettings(workload)
        settings.autoscaler = arguments.text("--hpa")
        if settings.autoscaler == "auto" { (settings.autoscaler, settings.findsAutoscaler) = (nil, true) }
        settings.scaledObject = arguments.text("--scaled-object")
        settings.verticalAutoscaler = arguments.text("--vpa")
        settings.service = arguments.text("--service")
        self.settings = settings
        time = arguments.text("--for") == nil ? nil : arguments.duration("--for", default: .zero)
        document = arguments.text("--json")
    }

    /// The workloads that are named, one way or the other.
    private static func workloads(_ arguments: inout Arguments) -> [ScaleReference] {
        var named: [ScaleReference] = []
        func take(_ text: String, _ fault: String) {
            if let reference = ScaleReference(text) { named.append(reference) } else { arguments.fault(fault) }
        }
        for (option, kind) in [("--deployment", "deployment"), ("--statefulset", "statefulset")] {
            guard let name = arguments.text(option) else { continue }
            take("\(kind)/\(name)", "\(option): expected a name as in web, got “\(name)”")
        }
        if let text = arguments.text("--scalable") {
            take(
                text,
                "--scalable: expected plural.version.group/name as in rollouts.v1alpha1.argoproj.io/web, got “\(text)”")
        }
        for word in arguments.positionals {
            take(
                word,
                "expected a workload as in deployment/web, sts/cache or rollouts.v1alpha1.argoproj.io/web, got “\(word)”"
            )
        }
        return named
    }

    func run() async throws -> ExitCode {
        let observation: ScalingObservation
        do {
            let clock = SteadyClock()
            observation = try await Cluster(access).observe(settings) { entry in
                // What was there long before is told by its age: the time of a day says nothing of another day's.
                let age = clock.now() - entry.at
                let time = age > .seconds(3_600) ? "\(age.brief) ago" : "\(entry.at)"
                LiveLine.print("\(time.padded(to: 12))  \(entry.subject.rawValue.padded(to: 11)) \(entry.text)")
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
