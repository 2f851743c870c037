import Foundation
import Testing

@testable import Cluster

@Suite struct WorkloadTests {
    let deployments = Recording(name: "watch-deploy-1.json")

    @Test func aCounterThatIsAbsentIsZero() throws {
        let first = try #require(try deployments.objects(Workload.self, named: "web").first)
        #expect(first.wanted == 1)
        let counters: [Int] = [first.replicas, first.ready, first.upToDate, first.available]
        #expect(counters == [0, 0, 0, 0])
        #expect(!first.isCaughtUp)
    }

    @Test func zeroWantedReplicasAreNotTheDefaultOfOne() throws {
        let worker = try deployments.objects(Workload.self, named: "worker")
        #expect(worker.map(\.wanted) == [0, 0, 0])
        #expect(worker.last?.isCaughtUp == true)
    }

    @Test func theCountersFollowTheRecording() throws {
        let web = try deployments.objects(Workload.self, named: "web")
        #expect(web.map(\.wanted) == [1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 6, 6, 6, 6, 6, 6, 6, 6, 9, 9, 9, 9, 9, 9, 9])
        #expect(web.map(\.replicas) == [0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 6, 6, 6, 6, 6, 6, 6, 6, 9, 9, 9, 9])
        #expect(web.map(\.ready) == [0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 4, 5, 6, 6, 6, 6, 6, 7, 8, 9])
        #expect(web.last?.metadata.statusWritten == WallTime("2026-11-20T23:57:53Z"))
        #expect(web.last?.selector == "app=web")
    }

    @Test func aStaleStatusIsToldByItsGeneration() throws {
        let web = try deployments.objects(Workload.self, named: "web")
        #expect(web.filter { !$0.isCaughtUp }.map(\.wanted) == [1, 1, 2, 6, 9])
    }

    @Test func aSelectorIsWrittenAsKubectlTakesIt() throws {
        let json = """
            {"matchLabels":{"b":"2","a":"1"},"matchExpressions":[{"key":"t","operator":"In","values":["x","y"]},
            {"key":"u","operator":"NotIn","values":["z"]},{"key":"v","operator":"Exists"},{"key":"w","operator":"DoesNotExist"}]}
            """
        let selector = try JSONDecoder().decode(LabelSelector.self, from: Data(json.utf8))
        #expect(selector.argument == "a=1,b=2,t in (x,y),u notin (z),v,!w")
        #expect(LabelSelector().argument == nil)
    }

    @Test func aRolloutOfAnExtensionIsReadToo() throws {
        let json = """
            {"kind":"Rollout","metadata":{"name":"web","generation":3},"spec":{"replicas":4,"selector":{"matchLabels":{"app":"web"}}},
            "status":{"observedGeneration":"3","replicas":4,"readyReplicas":2}}
            """
        let rollout = try JSONDecoder().decode(Workload.self, from: Data(json.utf8))
        #expect(rollout.kind == "Rollout")
        #expect(rollout.isCaughtUp)
        #expect(rollout.ready == 2)
    }
}
