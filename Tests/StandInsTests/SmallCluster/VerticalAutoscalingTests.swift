import Testing

@testable import StandIns

@Suite struct VerticalAutoscalingTests {
    private let name = StoredName(namespace: "load", name: "cache")
    private let path = "/apis/autoscaling.k8s.io/v1/namespaces/load/verticalpodautoscalers"

    private func autoscaler(mode: String, most: String? = nil) -> JSONValue {
        var autoscaler: JSONValue = [
            "metadata": ["name": "cache"],
            "spec": [
                "targetRef": ["apiVersion": "apps/v1", "kind": "Deployment", "name": "cache"],
                "updatePolicy": ["updateMode": .string(mode)],
            ],
        ]
        if let most {
            autoscaler["spec", "resourcePolicy", "containerPolicies"] = [
                ["containerName": "*", "maxAllowed": ["memory": .string(most)]]
            ]
        }
        return autoscaler
    }

    private func recommendation(_ play: Play) -> JSONValue? {
        VerticalStatus.recommendation(of: play.model.store.object(.verticalAutoscalers, name) ?? .null)
    }

    private func memory(_ play: Play) -> Int {
        (Quantity(recommendation(play)?["target", "memory"])?.milli ?? 0) / 1000
    }

    @Test func recommendationIsBeyondWhatWasUsed() throws {
        let samples = Array(1...100)
        let short = try #require(VerticalRecommendation(samples: samples, days: 0.01, least: 1))
        let long = try #require(VerticalRecommendation(samples: samples, days: 10, least: 1))
        #expect(short.target == 105)
        #expect(long.target == 105)
        #expect(long.upperBound == 122)
        #expect(short.upperBound > 10_000)
        #expect(long.lowerBound == 59)
        #expect(VerticalRecommendation(samples: [], days: 1, least: 1) == nil)
        #expect(VerticalRecommendation(samples: [1], days: 1, least: 25)?.target == 25)
        #expect(long.capped(60...100) == VerticalRecommendation(samples: samples, days: 10, least: 1)?.capped(60...100))
        #expect(long.capped(60...100).target == 100)
    }

    @Test func memoryIsRaisedGraduallyUpToWhatIsAllowed() {
        var play = Play()
        play.ask("POST", "/apis/apps/v1/namespaces/load/deployments", Manifest.deployment("cache"))
        #expect(play.ask("POST", path, autoscaler(mode: "Auto", most: "1Gi")).status == 201)
        play.pass(20)
        var figures: [Int] = []
        for megabytes in [200, 400, 800, 1600, 3200] {
            play.model.demands[name] = .perPod(cpuMilli: 100, memoryBytes: megabytes << 20)
            play.pass(300)
            figures.append(memory(play))
        }
        #expect(figures == figures.sorted())
        #expect(Set(figures).count > 2)
        #expect(figures.last == 1 << 30)
        // Pods were replaced by pods that ask for it, one at a time.
        #expect(play.model.store.list(.events).contains { $0["reason"]?.string == "EvictedByVPA" })
        #expect(play.activePods.allSatisfy { PodShape.request("memory", of: $0) ?? 0 >= 200 << 20 * 1000 })
        #expect(play.readyPods == 2)
    }

    @Test func switchedOffItOnlyRecommends() {
        var play = Play()
        play.ask("POST", "/apis/apps/v1/namespaces/load/deployments", Manifest.deployment("cache"))
        play.ask("POST", path, autoscaler(mode: "Off"))
        play.model.demands[name] = .perPod(cpuMilli: 900, memoryBytes: 900 << 20)
        play.pass(120)
        #expect(recommendation(play)?["target", "cpu"] == "1035m")
        #expect(play.pods.allSatisfy { PodShape.request("cpu", of: $0) == 200 })
    }

    @Test func withoutTargetOrPodsItSaysSo() {
        var play = Play()
        play.ask("POST", path, autoscaler(mode: "Auto"))
        play.pass(20)
        let object = { (play: Play) in play.model.store.object(.verticalAutoscalers, name) ?? .null }
        #expect(object(play)["status", "conditions"]?.array?.first?["type"] == "ConfigUnsupported")
        play.ask("POST", "/apis/apps/v1/namespaces/load/deployments", Manifest.deployment("cache", replicas: 0))
        play.pass(20)
        #expect(play.condition("RecommendationProvided", of: object(play)) == "NoPodsMatched")
        #expect(object(play)["status", "recommendation"] == [:])
    }
}
