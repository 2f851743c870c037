package import Measurement

/// What usually stands behind a kind of failure.
package struct FailureAdvice: Sendable, Hashable {
    /// What it is called: `rate-limited (429)`.
    package let name: String
    /// Its likely causes.
    package let causes: String

    /// The advice for a failure.
    package init(kind: FailureKind, status: Int) {
        switch (kind, status) {
        case (.connect, _):
            name = "no connection"
            causes = "the target is down, its address or port is wrong, its accept queue is full, or ports ran out here"
        case (.tls, _):
            name = "TLS failed"
            causes = "the certificate isn't trusted, has expired or is for another name; give its CA file"
        case (.timeout, _):
            name = "no answer in time"
            causes = "the target is overloaded or stuck, or the time-out is shorter than it needs"
        case (.transfer, _):
            name = "broken answer"
            causes =
                "the target or a proxy closed the connection in the middle (a restart, a crash, an idle time-out), or what came is no "
                + "valid answer or too large a one: see the message"
        case (.cancelled, _):
            name = "cut off by the run's end"
            causes = "it was still waiting when the grace period ended; these say nothing about the target"
        case (.scenario, _):
            name = "error in the scenario"
            causes = "the scenario's own code threw; see the message"
        case (.status, 0):
            name = "refused"
            causes = "what was sent isn't allowed there, or nobody takes it: see the message"
        case (_, 401), (_, 403):
            name = "refused (\(status))"
            causes = "credentials are missing, wrong or expired, or a firewall takes the load for an attack"
        case (_, 404):
            name = "not found (404)"
            causes = "the path or the data is wrong, or the deployment lacks the route"
        case (_, 408), (_, 504):
            name = "time-out behind the front (\(status))"
            causes = "a service behind the gateway is overloaded or stuck, or its time-out is too short"
        case (_, 413):
            name = "body too large (413)"
            causes = "the payload is over the server's or the proxy's limit"
        case (_, 429):
            name = "rate-limited (429)"
            causes = "a quota, a concurrency limit or throttling was reached: raise it, or lower the rate"
        case (_, 500):
            name = "server error (500)"
            causes =
                "an unhandled exception, memory or a dependency that failed: look into the target's log at that time"
        case (_, 502):
            name = "bad gateway (502)"
            causes = "the process behind the proxy crashed, restarted or closed its connection"
        case (_, 503):
            name = "unavailable (503)"
            causes = "no healthy replica or full queues: too few replicas, failing probes, or shedding of load"
        case (_, 501...):
            name = "server error (\(status))"
            causes = "the target failed: look into its log at that time"
        case (_, 300..<400):
            name = "redirected (\(status))"
            causes = "the address moved, or a login is asked for; follow redirects or correct the address"
        case (_, 400..<500):
            name = "refused request (\(status))"
            causes =
                "the request is wrong for this target, or over a limit of its: see the message, the body and the headers"
        case (.check, _):
            name = "check failed"
            causes = "the answer came, but not as expected: see the message"
        case (.status, _):
            name = "unexpected status (\(status))"
            causes = "the target answered differently from what the scenario expects"
        }
    }
}
