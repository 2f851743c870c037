extension Pod {
    /// What a node tells of a container.
    struct ContainerReport: Sendable {
        /// The container's name in the pod.
        var name: String
        /// Why it waits; nil when it doesn't.
        var waiting: String?
        /// How it ended, if it has not been started since.
        var ended: End?
        /// How it ended before it was started again.
        var endedBefore: End?
        /// How often it was started again.
        var restarts = 0
        /// What it was given of what it asks for; nil where the node doesn't tell, as before Kubernetes 1.33.
        var requests: [String: Quantity]?
        /// What it may use at most; nil likewise.
        var limits: [String: Quantity]?

        /// An end of a container.
        struct End: Sendable {
            /// The machine's word for it: Completed, Error, OOMKilled …
            var reason: String?
            /// The exit code.
            var code: Int?

            /// The end in a word: of “Error” only the code says anything.
            var text: String? {
                if let reason, !reason.isEmpty, reason != "Error" { return reason }
                return code.map { "exit code \($0)" } ?? reason
            }
        }

        /// What keeps an init container from its end, in the words of kubectl get; nil when it is on its way or through.
        var initTrouble: String? {
            if let ended { return ended.code == 0 ? nil : ended.text.map { "Init:\($0)" } }
            return waiting.flatMap { Pod.quietWaits.contains($0) ? nil : "Init:\($0)" }
        }
    }
}

extension Pod.Container {
    /// The container with what its node tells of it; as it was declared where the node says nothing.
    func reported(in reports: [Pod.ContainerReport]) -> Pod.Container {
        guard let report = reports.first(where: { $0.name == name }) else { return self }
        var container = self
        container.waiting = report.waiting
        container.restarts = report.restarts
        container.lastEnd = (report.endedBefore ?? report.ended)?.text
        container.requests.merge(report.requests ?? [:]) { $1 }
        container.limits.merge(report.limits ?? [:]) { $1 }
        return container
    }
}
