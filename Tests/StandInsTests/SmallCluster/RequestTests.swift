import Serving
import Testing

@testable import StandIns

/// What the API server answers and refuses.
@Suite struct RequestTests {
    private let deployments = "/apis/apps/v1/namespaces/load/deployments"

    @Test(
        arguments: [
            ("GET", "/apis/apps/v1/namespaces/load/deployments/nope", nil, 404, "deployments.apps \"nope\" not found"),
            ("GET", "/apis/apps/v1/namespaces/load/foos", nil, 404, "the server could not find the requested resource"),
            (
                "POST", "/apis/apps/v1/namespaces/nope/deployments", Manifest.deployment(), 404,
                "namespaces \"nope\" not found"
            ),
            ("POST", "/apis/apps/v1/namespaces/load/deployments", ["metadata": [:]], 422, nil),
            ("POST", "/apis/apps/v1/namespaces/load/deployments", nil, 400, nil),
            ("PUT", "/apis/apps/v1/namespaces/load/deployments", Manifest.deployment(), 405, nil),
            ("GET", "/api/v1/namespaces/load/pods/x/portforward", nil, 404, "pods \"x\" not found"),
        ] as [(String, String, JSONValue?, Int, String?)])
    func wrongRequestIsRefusedAsByARealServer(
        method: String, path: String, body: JSONValue?, status: Int, message: String?
    ) {
        var play = Play()
        let answer = play.ask(method, path, body)
        #expect(answer.status == status)
        #expect(answer.body["kind"] == "Status")
        if let message { #expect(answer.body["message"]?.string == message) }
    }

    @Test func secondObjectOfANameIsRefused() {
        var play = Play()
        #expect(play.ask("POST", deployments, Manifest.deployment()).status == 201)
        let second = play.ask("POST", deployments, Manifest.deployment())
        #expect(second.status == 409)
        #expect(second.body["reason"] == "AlreadyExists")
    }

    @Test func changeOfAnOldVersionIsAConflict() {
        var play = Play()
        var deployment = play.ask("POST", deployments, Manifest.deployment()).body
        play.pass(1)
        deployment["spec", "replicas"] = 7
        #expect(play.ask("PUT", deployments + "/web", deployment).body["reason"] == "Conflict")
        deployment["metadata", "resourceVersion"] = nil
        #expect(play.ask("PUT", deployments + "/web", deployment).status == 200)
        #expect(play.deployment()["spec", "replicas"] == 7)
    }

    @Test func dryRunChangesNothing() {
        var play = Play()
        #expect(play.ask("POST", deployments, Manifest.deployment(), query: ["dryRun": "All"]).status == 201)
        #expect(play.deployment() == .null)
    }

    @Test func forbiddenKindIsForbiddenAlone() {
        var play = Play()
        play.model.forbidden = ["pods"]
        let answer = play.ask("GET", "/api/v1/namespaces/load/pods")
        #expect(answer.status == 403)
        #expect(
            answer.body["message"]
                == #"pods is forbidden: User "observer" cannot list resource "pods" in API group "" in the namespace "load""#
        )
        #expect(play.ask("GET", deployments).status == 200)
    }

    @Test func selectorsChooseFromAList() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment("a"))
        play.ask("POST", deployments, Manifest.deployment("b"))
        func names(_ query: HTTPFields) -> [String] {
            var copy = play
            return (copy.ask("GET", deployments, query: query).body["items"]?.array ?? []).map(\.storedName.name)
        }
        #expect(names([:]) == ["a", "b"])
        #expect(names(["labelSelector": "app=b"]) == ["b"])
        #expect(names(["fieldSelector": "metadata.name=a"]) == ["a"])
        #expect(play.ask("GET", deployments, query: ["labelSelector": "a in b"]).status == 400)
    }

    @Test func forgottenVersionsAreSaidToBeExpired() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment())
        play.pass(5)
        play.model.store.compact()
        let answer = play.ask("GET", deployments, query: ["watch": "1", "resourceVersion": "101"])
        #expect(answer.body["type"] == "ERROR")
        #expect(answer.body["object", "code"] == 410)
        #expect(answer.body["object", "reason"] == "Expired")
    }

    @Test func storeForgetsItsOldestChanges() {
        var store = ObjectStore(seed: 1, remembered: 100)
        store.create(.pods, ["metadata": ["name": "a"]], stamp: "")
        let early = store.version
        for number in 0..<300 {
            store.change(.pods, StoredName(namespace: "", name: "a")) { $0["spec"] = .integer(number) }
        }
        #expect(store.changes(after: early) == nil)
        #expect(store.changes(after: store.version - 10)?.count == 10)
        #expect(store.changes(after: store.version)?.isEmpty == true)
    }

    /// Nothing at all is a protobuf document without definitions, and no JSON.
    @Test func schemaIsToldInTheFormThatIsAskedFor() {
        var play = Play()
        let older = play.ask("GET", "/openapi/v2", accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf")
        #expect(older.status == 200 && older.body == "")
        #expect(play.ask("GET", "/openapi/v2").body["swagger"] == "2.0")
    }

    @Test func objectsInProtobufAreRefusedWithTheWayOut() {
        var play = Play()
        let answer = play.ask("POST", deployments, Manifest.deployment(), type: "application/vnd.kubernetes.protobuf")
        #expect(answer.status == 415)
        #expect(answer.body["message"]?.string?.contains("--dry-run=client -o yaml") == true)
    }
}
