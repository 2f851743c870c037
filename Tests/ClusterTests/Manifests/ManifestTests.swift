import Foundation
import StandIns
import Testing

@testable import Cluster

/// The manifests in ci/kubernetes, as kubectl's own kustomize puts them together.
@Suite(.enabled(if: (try? ClusterAccess().executable()) != nil, "kubectl is not installed")) struct ManifestTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().appending(path: "ci/kubernetes")

    /// The objects of a folder.
    static func objects(_ name: String = "") async throws -> [CanonicalYAML] {
        let path = folder.appending(path: name).path
        return try await Kubectl.offPool {
            let kubectl = try Kubectl(ClusterAccess(namespace: "default"))
            let data = try kubectl.output(["kustomize", path], to: "put the manifests together")
            return CanonicalYAML.documents(String(decoding: data, as: UTF8.self))
        }
    }

    /// The pods that job and deployments make.
    static func pods(_ objects: [CanonicalYAML]) -> [CanonicalYAML] {
        objects.compactMap { $0["spec"]?["template"]?["spec"] }
    }

    static func named(_ kind: String, _ name: String, in objects: [CanonicalYAML]) -> CanonicalYAML? {
        objects.first { $0["kind"]?.text == kind && $0["metadata"]?["name"]?.text == name }
    }

    @Test func everythingIsPutTogether() async throws {
        let objects = try await Self.objects()
        let kinds = objects.compactMap { $0["kind"]?.text }.sorted()
        #expect(
            kinds == [
                "ConfigMap", "ConfigMap", "ConfigMap", "Deployment", "Deployment", "Job", "Role", "RoleBinding",
                "Service",
                "ServiceAccount",
            ])
        #expect(Self.pods(objects).count == 3)
    }

    @Test func noContainerHasMoreRightsThanItNeeds() async throws {
        for pod in Self.pods(try await Self.objects()) {
            #expect(pod["securityContext"]?["runAsNonRoot"]?.text == "true")
            #expect(pod["securityContext"]?["seccompProfile"]?["type"]?.text == "RuntimeDefault")
            let containers = (pod["initContainers"]?.items ?? []) + (pod["containers"]?.items ?? [])
            #expect(containers.count == 2)
            for container in containers {
                let context = container["securityContext"]
                #expect(context?["readOnlyRootFilesystem"]?.text == "true")
                #expect(context?["allowPrivilegeEscalation"]?.text == "false")
                #expect(context?["capabilities"]?["drop"] == .list([.scalar("ALL")]))
            }
        }
    }

    @Test func theGeneratorAsksForWhatTheReferenceDoes() async throws {
        for pod in Self.pods(try await Self.objects()) {
            let resources = pod["containers"]?.items.first?["resources"]
            #expect(resources?["requests"] == .map(["cpu": .scalar("300m"), "memory": .scalar("256Mi")]))
            #expect(resources?["limits"] == .map(["cpu": .scalar("500m"), "memory": .scalar("512Mi")]))
        }
    }

    @Test func theTargetIsWaitedFor() async throws {
        for pod in Self.pods(try await Self.objects()) {
            let wait = try #require(pod["initContainers"]?.items.first)
            #expect(wait["name"]?.text == "wait-for-target")
            #expect(wait["args"]?.items.first?.text?.contains("until ") == true)
        }
    }

    @Test func configurationComesFromTheEnvironment() async throws {
        let objects = try await Self.objects("job")
        let job = try #require(Self.named("Job", "plimsoll", in: objects))
        let container = try #require(job["spec"]?["template"]?["spec"]?["containers"]?.items.first)
        let map = container["envFrom"]?.items.first?["configMapRef"]?["name"]?.text
        let named = objects.first { $0["kind"]?.text == "ConfigMap" }
        // The name carries a hash of the content, so that a changed setting makes new pods.
        #expect(map != nil && map == named?["metadata"]?["name"]?.text)
        #expect(named?["data"]?["PLIMSOLL_TARGET_CHAT"]?.text == "http://llm-chatbot-backend")
        #expect(container["args"] == .list([.scalar("--filter"), .scalar("$(SUITES)")]))
    }

    /// A folder that is applied by itself brings the account its pods run under.
    @Test(arguments: ["job", "generator", "nats-workers"])
    func aFolderIsCompleteByItself(name: String) async throws {
        let objects = try await Self.objects(name)
        let accounts = Self.pods(objects).compactMap { $0["serviceAccountName"]?.text }
        for account in accounts { #expect(Self.named("ServiceAccount", account, in: objects) != nil) }
        // Whoever has no account has no way to the API either.
        #expect(
            !accounts.isEmpty || Self.pods(objects).allSatisfy { $0["automountServiceAccountToken"]?.text == "false" })
        for pod in Self.pods(objects) {
            let image = pod["containers"]?.items.first
            #expect(image?["imagePullPolicy"]?.text == "IfNotPresent")
        }
    }

    /// Misspelt variables are silently without effect, so each is looked for where the program reads it.
    @Test func everyVariableIsReadByTheProgram() async throws {
        let sources = try Self.sources()
        // Those that the manifests themselves use.
        let own: Set = ["TARGET_URL", "SUITES"]
        let maps = try await Self.objects().filter { $0["kind"]?.text == "ConfigMap" }
        let names = maps.flatMap { $0["data"]?.keys ?? [] }.filter { !own.contains($0) && !$0.hasSuffix(".json") }
        #expect(names.count >= 5)
        for name in names {
            let isTarget = name.hasPrefix("PLIMSOLL_TARGET_")
            #expect(sources.contains(isTarget ? "\"PLIMSOLL_TARGET_" : "\"\(name)\""), "\(name) is read nowhere")
        }
        // The workers' call.
        let workers = try #require(Self.named("Deployment", "plimsoll-nats-workers", in: try await Self.objects()))
        let call = workers["spec"]?["template"]?["spec"]?["containers"]?.items.first?["args"]?.items.compactMap(\.text)
        #expect(call == ["nats", "run", "/etc/plimsoll/load.json"])
        #expect(sources.contains("name: \"nats run\""))
    }

    /// The text of the program and of the suites.
    private static func sources() throws -> String {
        let root = folder.deletingLastPathComponent().deletingLastPathComponent()
        return try ["Sources", "LoadTests"].flatMap { name -> [String] in
            let files = try #require(
                FileManager.default.enumerator(at: root.appending(path: name), includingPropertiesForKeys: nil))
            return try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
                .map { try String(contentsOf: $0, encoding: .utf8) }
        }.joined()
    }

    @Test func theWorkersHaveADocumentAndAService() async throws {
        let objects = try await Self.objects("nats-workers")
        let service = try #require(Self.named("Service", "plimsoll-nats-workers", in: objects))
        #expect(service["spec"]?["clusterIP"]?.text == "None")
        let document = try #require(
            objects.first { $0["kind"]?.text == "ConfigMap" }?["data"]?["load.json"]?.text)
        let json = try JSONSerialization.jsonObject(with: Data(document.utf8)) as? [String: Any]
        #expect((json?["load_test_specs"] as? [Any])?.count == 1)
        let workers = try #require(Self.named("Deployment", "plimsoll-nats-workers", in: objects))
        #expect(workers["spec"]?["replicas"]?.text == "3")
    }

    @Test func everyFieldIsOneOfTheAPIs() async throws {
        for object in try await Self.objects() { #expect(ManifestSchema.faults(of: object) == []) }
    }

    @Test func aFieldThatIsMisspeltIsFound() throws {
        let text = """
            apiVersion: v1
            kind: Service
            metadata:
              name: web
            spec:
              clusterIp: None
              ports: none
            """
        let object = try #require(CanonicalYAML.documents(text).first)
        #expect(
            ManifestSchema.faults(of: object) == [
                "Service.spec.clusterIp: no such field", "Service.spec.ports: has the wrong shape",
            ])
    }

    /// The real kubectl against a server: every kind is one it knows, every object complete enough to be sent.
    @Test func aDryRunTakesThemAll() async throws {
        let cluster = try SmallCluster()
        defer { cluster.stop() }
        let lines = try await Kubectl.offPool {
            let kubectl = try Kubectl(ClusterAccess(namespace: "default", kubeconfig: cluster.kubeconfig))
            let arguments = [
                "apply", "--dry-run=client", "--cache-dir", cluster.cacheFolder, "--namespace", "default", "-k",
                Self.folder.path,
            ]
            let data = try kubectl.output(arguments, to: "apply the manifests", atMost: .seconds(120))
            return String(decoding: data, as: UTF8.self).split(separator: "\n").map { String($0) }
        }
        #expect(lines.count == 10)
        #expect(lines.allSatisfy { $0.hasSuffix(" created (dry run)") }, "\(lines)")
    }

    @Test func theRoleMayOnlyLook() async throws {
        let role = try #require(Self.named("Role", "plimsoll", in: try await Self.objects("access")))
        let verbs = Set((role["rules"]?.items ?? []).flatMap { $0["verbs"]?.items ?? [] }.compactMap(\.text))
        #expect(verbs == ["get", "list", "watch"])
    }
}
