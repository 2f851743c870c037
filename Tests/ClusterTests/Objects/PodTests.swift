import Testing

@testable import Cluster

@Suite struct PodTests {
    let web = Recording(name: "watch-pods-1.json")
    let edge = Recording(name: "watch-edge-pods.json")

    @Test func aNewPodHasNoConditionsYet() throws {
        let pod = try #require(try web.objects(Pod.self, named: "web-657449c4b6-lpppp").first)
        #expect(pod.phase == "Pending")
        #expect(pod.scheduling == nil)
        #expect(pod.readiness == nil)
        #expect(!pod.isScheduled)
        #expect(!pod.isReady)
        #expect(pod.metadata.created == WallTime("2026-11-20T23:56:48Z"))
    }

    @Test func aPodBecomesScheduledThenReady() throws {
        let pods = try web.objects(Pod.self, named: "web-657449c4b6-lpppp")
        #expect(pods.map(\.isScheduled) == [false, true, true, true, true])
        #expect(pods.map(\.isReady) == [false, false, false, false, true])
        #expect(pods.last?.scheduled == WallTime("2026-11-20T23:56:48Z"))
        #expect(pods.last?.readiness?.lastTransitionTime == WallTime("2026-11-20T23:56:52Z"))
        #expect(pods.last?.node == "fake-1")
        #expect(pods.map(\.trouble) == ["Pending", "Pending", "ContainerCreating", "ContainersNotReady", nil])
    }

    @Test func aPodsContainersCarryWhatTheyMayUse() throws {
        let pod = try #require(try web.objects(Pod.self, named: "web-657449c4b6-lpppp").last)
        #expect(pod.containers.map(\.name) == ["app"])
        #expect(pod.containers.first?.requests == ["cpu": Quantity(0.2), "memory": .mebibytes(64)])
        #expect(pod.containers.first?.limits == ["cpu": Quantity(1), "memory": .mebibytes(256)])
    }

    @Test func aTerminatingPodTakesNoTrafficThoughItLooksReady() throws {
        let pod = try #require(try edge.objects(Pod.self, named: "stuck-fccf487d7-6tnhm").last)
        #expect(pod.phase == "Running")
        #expect(pod.readiness?.holds == true)
        #expect(pod.isTerminating)
        #expect(!pod.isReady)
        #expect(pod.trouble == "Terminating")
        // 00:05:35 less the 60 s of grace.
        #expect(pod.metadata.terminating == WallTime("2026-11-21T00:04:35Z"))
    }

    @Test(arguments: [
        ("toobig-54c5c8998-r2t49", "Unschedulable"), ("imagepull-5bcbf694cb-24btf", "ImagePullBackOff"),
        ("crashloop-9746cfc64-plt8z", "CrashLoopBackOff"), ("neverready-6bc78df58c-6rpvb", "ContainersNotReady"),
    ])
    func aPodThatFailsToComeUpSaysWhy(name: String, trouble: String) throws {
        let pod = try #require(try edge.objects(Pod.self, named: name).last)
        #expect(!pod.isReady)
        #expect(pod.trouble == trouble)
    }

    @Test func aFlappingPodsReadinessFollowsItsCondition() throws {
        let pods = try edge.objects(Pod.self, named: "flap-77567d77f8-jmv76")
        #expect(pods.map(\.isReady) == [false, false, false, false, true, false, true, false])
    }
}
