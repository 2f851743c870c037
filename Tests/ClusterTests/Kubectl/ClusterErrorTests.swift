import Processes
import Testing

@testable import Cluster

@Suite struct ClusterErrorTests {
    @Test(arguments: [
        (
            #"Error from server (Forbidden): pods is forbidden: User "nobody" cannot list resource "pods" in API group "" in the namespace "load""#,
            ClusterError.Code.forbidden
        ),
        (#"Error from server (NotFound): deployments.apps "nope" not found"#, .notFound),
        ("Error from server (NotFound): the server could not find the requested resource", .noSuchKind),
        (#"error: the server doesn't have a resource type "foo""#, .noSuchKind),
        (
            "The connection to the server localhost:8080 was refused - did you specify the right host or port?",
            .notConfigured
        ),
        (
            "The connection to the server 127.0.0.1:16443 was refused - did you specify the right host or port?",
            .unreachable
        ),
        ("Unable to connect to the server: net/http: TLS handshake timeout", .frozen),
        ("Unable to connect to the server: context deadline exceeded", .frozen),
        ("Unable to connect to the server: dial tcp: lookup nosuch.example: no such host", .unreachable),
        ("error: stat /nonexistent: no such file or directory", .notConfigured),
        (#"error: context "nope" does not exist"#, .notConfigured),
        ("error: EOF", .unauthorized),
        ("error: You must be logged in to the server (Unauthorized)", .unauthorized),
        (
            "error: You must be logged in to the server (the server has asked for the client to provide credentials)",
            .unauthorized
        ),
        (
            "Unable to connect to the server: getting credentials: exec: executable aws failed with exit code 255",
            .unauthorized
        ),
        ("Unable to connect to the server: x509: certificate has expired or is not yet valid", .unreachable),
        ("Unable to connect to the server: EOF", .unreachable),
        (#"Error from server (NotFound): deployments.apps "context-api" not found"#, .notFound),
        ("Error in configuration: context was not found for specified context: nope", .notConfigured),
        ("Error from server (ServiceUnavailable): the server is currently unable to handle the request", .other),
        ("error: Metrics API not available", .noMetrics),
        ("error: metrics not available yet", .noMetrics),
        ("error: Metrics not available for pod load/web-1, age: 3m2.5s", .noMetrics),
        (
            "Error from server (ServiceUnavailable): the server is currently unable to handle the request (get pods.metrics.k8s.io)",
            .noMetrics
        ),
        (
            #"Error from server (Forbidden): pods.metrics.k8s.io is forbidden: User "nobody" cannot list resource "pods" in API group "metrics.k8s.io" in the namespace "load""#,
            .forbidden
        ),
        ("error: unknown flag: --output-watch-events", .oldKubectl),
        ("Error from server (TooManyRequests): the server has received too many requests", .other),
        ("Error from server (Timeout): Timeout: Too large resource version: 9, current: 5", .other),
        (
            #"error: error loading config file "/etc/rancher/k3s/k3s.yaml": open /etc/rancher/k3s/k3s.yaml: permission denied"#,
            .notConfigured
        ),
        (
            "Insufficient permissions to access MicroK8s.\nAfter this, reload the user groups via 'newgrp microk8s'.",
            .unauthorized
        ),
        (
            "I1121 09:12:01.123456    4242 request.go:697] Waited for 1.2s due to client-side throttling, not priority and "
                + "fairness\nWarning: autoscaling/v2beta2 is deprecated\nError from server (NotFound): pods \"a\" not found",
            .notFound
        ),
        ("error: something nobody has seen", .other),
    ])
    func aComplaintIsUnderstood(complaint: String, code: ClusterError.Code) {
        let noise = "E1120 23:54:33.317992    5722 memcache.go:265] \"Unhandled Error\" err=\"couldn't get the list\"\n"
        let ending = ProcessEnding(status: 1, cause: .itself, errors: noise + complaint + "\n")
        let error = ClusterError(ending, purpose: "list the pods in namespace load")
        #expect(error.code == code)
        #expect(!error.description.contains("\n"))
    }

    /// Versions from 1.33 on log as the second and third line do; servers warn of what they will take away.
    @Test func whatIsSaidBesideAComplaintIsNotTakenForIt() {
        let errors = """
            Warning: v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice
            I0205 13:35:21.293404 4121569 request.go:752] "Waited before sending request" delay="1.2s" reason="client-side throttling"
            I1121 00:02:34.9 1 request.go:697] Waited for 1.0s due to client-side throttling, not priority and fairness, request: GET:x
            Error from server (Timeout): the server was unable to return a response in the time allotted
            Warning: something that came late
            """
        let error = ClusterError(
            ProcessEnding(status: 1, cause: .itself, errors: errors), purpose: "list the pods in namespace load")
        #expect(
            error.description
                == "kubectl could not list the pods in namespace load: Error from server (Timeout): the server was unable to "
                + "return a response in the time allotted")
        #expect(error.isPassing)
    }

    @Test func aCallThatTookTooLongIsAFrozenServer() {
        let ending = ProcessEnding(status: 143, cause: .deadline, errors: "")
        #expect(ClusterError(ending, purpose: "list the pods").code == .frozen)
    }

    @Test func anEndWithoutAWordIsSaidWithItsCode() {
        let ending = ProcessEnding(status: 3, cause: .itself, errors: "")
        #expect(
            ClusterError(ending, purpose: "list the pods").description
                == "kubectl ended with exit code 3 and no word when asked to list the pods")
    }

    @Test func aPathHoldsItsNamespaceAndEscapesItsQuery() {
        #expect(
            ResourcePath.autoscalers.path(namespace: "load", query: [("fieldSelector", "metadata.name=web")])
                == "/apis/autoscaling/v2/namespaces/load/horizontalpodautoscalers?fieldSelector=metadata.name%3Dweb")
        #expect(
            ResourcePath.pods.path(namespace: "load", query: [("labelSelector", "t in (x,y)"), ("watch", "1")])
                == "/api/v1/namespaces/load/pods?labelSelector=t%20in%20%28x%2Cy%29&watch=1")
        #expect(ResourcePath.deployments.path(namespace: "a") == "/apis/apps/v1/namespaces/a/deployments")
    }
}
