import Testing

@testable import StandIns

/// Deployments and pods over time.
@Suite struct WorkloadTests {
    private let deployments = "/apis/apps/v1/namespaces/load/deployments"

    @Test func podGoesThroughTheStagesOfARealOne() throws {
        var play = Play()
        #expect(play.ask("POST", deployments, Manifest.deployment(replicas: 1)).status == 201)
        let before = play.model.store.version
        play.pass(10)
        let changes = try #require(play.model.store.changes(after: before)).filter { $0.type == .pods }
        let stages = changes.map { change in
            let conditions = (change.object["status", "conditions"]?.array ?? []).map { condition in
                "\(condition["type"]?.string ?? "")=\(condition["status"]?.string ?? "")"
            }
            return
                "\(change.kind.rawValue) \(change.object["status", "phase"]?.string ?? "") \(conditions.joined(separator: " "))"
        }
        #expect(
            stages == [
                "ADDED Pending ",
                "MODIFIED Pending PodScheduled=True",
                "MODIFIED Pending PodReadyToStartContainers=False Initialized=True Ready=False ContainersReady=False PodScheduled=True",
                "MODIFIED Running PodReadyToStartContainers=True Initialized=True Ready=False ContainersReady=False PodScheduled=True",
                "MODIFIED Running PodReadyToStartContainers=True Initialized=True Ready=True ContainersReady=True PodScheduled=True",
            ])
    }

    @Test func deploymentCountsItsPodsAndLeavesOutZeros() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment(replicas: 3))
        play.pass(1)
        let status = play.deployment()["status"]
        #expect(status?["replicas"] == 3)
        #expect(status?["unavailableReplicas"] == 3)
        #expect(status?["readyReplicas"] == nil)
        #expect(play.condition("Available", of: play.deployment()) == "MinimumReplicasUnavailable")
        play.pass(10)
        #expect(play.deployment()["status", "readyReplicas"] == 3)
        #expect(play.deployment()["status", "unavailableReplicas"] == nil)
        #expect(play.condition("Progressing", of: play.deployment()) == "NewReplicaSetAvailable")
        play.ask("PATCH", deployments + "/web/scale", ["spec": ["replicas": 0]], type: "application/merge-patch+json")
        play.pass(10)
        #expect(play.pods.isEmpty)
        #expect(play.deployment()["status", "replicas"] == nil)
        #expect(play.deployment()["metadata", "generation"] == 2)
        #expect(play.deployment()["status", "observedGeneration"] == 2)
    }

    @Test func endingPodStaysRunningAndReadyUntilItHasEnded() throws {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment(replicas: 1))
        play.pass(10)
        let name = try #require(play.pods.first).storedName.name
        play.ask("DELETE", "/api/v1/namespaces/load/pods/\(name)")
        play.pass(1)
        let ending = try #require(play.pods.first { $0.storedName.name == name })
        #expect(ending.isTerminating)
        #expect(ending["metadata", "deletionGracePeriodSeconds"] == 30)
        #expect(ending["status", "phase"] == "Running")
        #expect(PodShape.isReady(ending))
        #expect(play.activePods.count == 1)
        play.pass(10)
        #expect(!play.pods.contains { $0.storedName.name == name })
        #expect(play.readyPods == 1)
    }

    @Test func youngestPodsGoFirst() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment(replicas: 1))
        play.pass(10)
        let oldest = play.pods.map(\.storedName)
        play.ask("PATCH", deployments + "/web/scale", ["spec": ["replicas": 4]], type: "application/merge-patch+json")
        play.pass(10)
        play.ask("PATCH", deployments + "/web/scale", ["spec": ["replicas": 1]], type: "application/merge-patch+json")
        play.pass(10)
        #expect(play.pods.map(\.storedName) == oldest)
    }

    @Test func newTemplateRollsWithoutLosingReadiness() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment(replicas: 4))
        play.pass(10)
        play.ask("PUT", deployments + "/web", Manifest.deployment(replicas: 4, image: "example/web:2"))
        var least = 4
        for _ in 0..<600 {
            play.pass(0.1)
            least = min(least, play.readyPods)
        }
        #expect(least == 3)
        #expect(play.pods.count == 4)
        #expect(play.pods.allSatisfy { $0["spec", "containers"]?.array?.first?["image"] == "example/web:2" })
        #expect(play.deployment()["status", "updatedReplicas"] == 4)
    }

    @Test func podWithoutRoomIsUnschedulable() {
        var settings = ClusterSettings()
        settings.nodes = 1
        settings.coresPerNode = 1
        var play = Play(settings)
        play.ask("POST", deployments, Manifest.deployment(replicas: 6))
        play.pass(10)
        let waiting = play.pods.filter { $0["spec", "nodeName"] == nil }
        #expect(waiting.count == 1)
        #expect(waiting.first.map { play.condition("PodScheduled", of: $0) } == "Unschedulable")
    }

    @Test func deletedDeploymentTakesItsPodsAlong() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment())
        play.pass(10)
        #expect(play.ask("DELETE", deployments + "/web").body["status"] == "Success")
        play.pass(10)
        #expect(play.pods.isEmpty)
        #expect(play.model.store.list(.replicaSets).isEmpty)
    }

    @Test func statefulSetGrowsAndShrinksInOrder() {
        var play = Play()
        var set = Manifest.deployment("db", replicas: 3)
        set["kind"] = "StatefulSet"
        play.ask("POST", "/apis/apps/v1/namespaces/load/statefulsets", set)
        play.pass(6)
        #expect(play.pods.map(\.storedName.name) == ["db-0", "db-1"])
        play.pass(20)
        #expect(play.pods.map(\.storedName.name) == ["db-0", "db-1", "db-2"])
        play.ask(
            "PATCH", "/apis/apps/v1/namespaces/load/statefulsets/db/scale", ["spec": ["replicas": 1]],
            type: "application/merge-patch+json")
        play.pass(20)
        #expect(play.pods.map(\.storedName.name) == ["db-0"])
    }

    @Test func jobRunsItsPodsToTheEnd() throws {
        var play = Play()
        let job: JSONValue = [
            "metadata": ["name": "burst"],
            "spec": [
                "completions": 3, "parallelism": 2,
                "template": ["spec": ["restartPolicy": "Never", "containers": [["name": "a", "image": "x:1"]]]],
            ],
        ]
        #expect(play.ask("POST", "/apis/batch/v1/namespaces/load/jobs", job).status == 201)
        play.pass(3)
        #expect(play.pods.count == 2)
        play.pass(40)
        let status = play.ask("GET", "/apis/batch/v1/namespaces/load/jobs/burst").body["status"]
        #expect(status?["succeeded"] == 3)
        #expect(status?["conditions"]?.array?.first?["type"] == "Complete")
    }

    @Test func serviceLeadsToReadyPodsOnly() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment())
        let service: JSONValue = [
            "metadata": ["name": "web"], "spec": ["selector": ["app": "web"], "ports": [["port": 80]]],
        ]
        play.ask("POST", "/api/v1/namespaces/load/services", service)
        play.pass(3.5)
        var subset = play.ask("GET", "/api/v1/namespaces/load/endpoints/web").body["subsets"]?.array?.first
        #expect(subset?["addresses"] == nil)
        #expect(subset?["notReadyAddresses"]?.array?.count == 2)
        play.pass(5)
        subset = play.ask("GET", "/api/v1/namespaces/load/endpoints/web").body["subsets"]?.array?.first
        #expect(subset?["addresses"]?.array?.count == 2)
    }
}
