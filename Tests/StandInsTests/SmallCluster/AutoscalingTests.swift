import Testing

@testable import StandIns

/// The autoscaler and KEDA's operator over time.
@Suite struct AutoscalingTests {
    private let deployments = "/apis/apps/v1/namespaces/load/deployments"
    private let autoscalers = "/apis/autoscaling/v2/namespaces/load/horizontalpodautoscalers"
    private let scaledObjects = "/apis/keda.sh/v1alpha1/namespaces/load/scaledobjects"
    private let name = StoredName(namespace: "load", name: "web")

    private func played(down seconds: Int? = nil) -> Play {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment())
        play.ask("POST", autoscalers, Manifest.autoscaler(down: seconds))
        play.pass(60)
        return play
    }

    @Test func beforeItsFirstLookNothingIsKnown() {
        var play = Play()
        play.ask("POST", autoscalers, Manifest.autoscaler())
        #expect(play.autoscaler()["status"]?.encoded == #"{"currentMetrics":null,"desiredReplicas":0}"#)
    }

    @Test func loadLetsItGrowByItsPoliciesUpToWhatIsNeeded() {
        var play = played()
        #expect(play.deployment()["spec", "replicas"] == 2)
        // 900m where 100m each are wanted: nine; four more at once, then the rest.
        play.model.demands[name] = .shared(cpuMilli: 900, memoryBytesPerPod: 1 << 20)
        play.pass(16)
        #expect(play.deployment()["spec", "replicas"] == 6)
        #expect(play.condition("ScalingLimited", of: play.autoscaler()) == "ScaleUpLimit")
        play.pass(60)
        #expect(play.deployment()["spec", "replicas"] == 9)
        #expect(play.readyPods == 9)
        play.pass(30)
        #expect(play.autoscaler()["status", "currentReplicas"] == 9)
        #expect(play.autoscaler()["status", "desiredReplicas"] == 9)
        #expect(
            play.autoscaler()["status", "currentMetrics"]?.encoded
                == #"[{"resource":{"current":{"averageUtilization":50,"averageValue":"100m"},"name":"cpu"},"type":"Resource"}]"#
        )
    }

    @Test func whatWasMissedInAStallIsNotMadeUpFor() {
        var play = Play()
        play.pass(15)
        #expect(play.model.nextMetrics == 30)
        // A hundred seconds in which nobody let time pass.
        let late = ClusterTime(seconds: 115, epochMicroseconds: play.now.epochMicroseconds + 100_000_000)
        play.model.advance(to: late)
        #expect(play.model.nextMetrics == 122.5)
        #expect(play.model.nextAutoscaling == 122.5)
    }

    @Test func itShrinksAfterItsWindowOnly() {
        var play = played(down: 60)
        play.model.demands[name] = .shared(cpuMilli: 900, memoryBytesPerPod: 1 << 20)
        play.pass(120)
        #expect(play.deployment()["spec", "replicas"] == 9)
        play.model.demands[name] = .shared(cpuMilli: 0, memoryBytesPerPod: 1 << 20)
        play.pass(45)
        #expect(play.deployment()["spec", "replicas"] == 9)
        #expect(play.condition("AbleToScale", of: play.autoscaler()) == "ScaleDownStabilized")
        play.pass(60)
        #expect(play.deployment()["spec", "replicas"] == 2)
        let reasons = play.model.store.list(.events).filter { $0["reason"]?.string == "SuccessfulRescale" }
            .compactMap { $0["message"]?.string }
        #expect(reasons.contains("New size: 2; reason: All metrics below target"))
        #expect(reasons.contains("New size: 6; reason: cpu resource utilization (percentage of request) above target"))
    }

    @Test func withoutRequestsItCannotDecide() {
        var play = Play()
        var deployment = Manifest.deployment()
        deployment["spec", "template", "spec", "containers"] = [["name": "app", "image": "x:1"]]
        play.ask("POST", deployments, deployment)
        play.ask("POST", autoscalers, Manifest.autoscaler())
        play.pass(40)
        #expect(play.condition("ScalingActive", of: play.autoscaler()) == "FailedGetResourceMetric")
        #expect(play.autoscaler()["status", "currentMetrics"]?.encoded == #"[{"type":""}]"#)
        #expect(play.autoscaler()["status", "desiredReplicas"] == 0)
    }

    @Test func withoutTargetItSaysSo() {
        var play = Play()
        play.ask("POST", autoscalers, Manifest.autoscaler("ghost"))
        play.pass(20)
        #expect(play.condition("AbleToScale", of: play.autoscaler("ghost")) == "FailedGetScale")
    }

    @Test func numberBelowTheLeastIsRaisedWithoutMetrics() {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment(replicas: 1))
        play.ask("POST", autoscalers, Manifest.autoscaler())
        play.pass(16)
        #expect(play.deployment()["spec", "replicas"] == 2)
        #expect(play.condition("AbleToScale", of: play.autoscaler()) == "SucceededRescale")
    }

    @Test func atZeroScalingIsDisabled() {
        var play = played()
        play.ask("PATCH", deployments + "/web/scale", ["spec": ["replicas": 0]], type: "application/merge-patch+json")
        play.pass(40)
        #expect(play.deployment()["spec", "replicas"] == 0)
        #expect(play.condition("ScalingActive", of: play.autoscaler()) == "ScalingDisabled")
    }

    // MARK: - KEDA

    private func playedQueue() -> Play {
        var play = Play()
        play.ask("POST", deployments, Manifest.deployment(replicas: 0))
        play.ask("POST", scaledObjects, Manifest.scaledObject())
        play.model.triggers[TriggerID(object: name, index: 0)] = .some(0)
        play.pass(20)
        return play
    }

    private func scaledObject(_ play: Play) -> JSONValue {
        play.model.store.object(.scaledObjects, name) ?? .null
    }

    @Test func queueWakesFromZeroGrowsAndSleepsAgain() {
        var play = playedQueue()
        #expect(play.condition("Active", of: scaledObject(play)) == "ScalerNotActive")
        #expect(scaledObject(play)["status", "hpaName"] == "keda-hpa-web")
        #expect(play.autoscaler("keda-hpa-web")["spec", "maxReplicas"] == 8)
        play.model.triggers[TriggerID(object: name, index: 0)] = .some(30)
        play.pass(6)
        #expect(play.deployment()["spec", "replicas"] == 1)
        #expect(play.condition("Active", of: scaledObject(play)) == "ScalerActive")
        play.pass(60)
        #expect(play.deployment()["spec", "replicas"] == 6)
        let current = play.autoscaler("keda-hpa-web")["status", "currentMetrics"]?.array?.first
        #expect(current?["external", "current", "averageValue"] == "5")
        play.model.triggers[TriggerID(object: name, index: 0)] = .some(0)
        play.pass(50)
        #expect(play.deployment()["spec", "replicas"] == 0)
        let reasons = play.model.store.list(.events).compactMap { $0["reason"]?.string }
        #expect(reasons.contains("KEDAScaleTargetActivated"))
        #expect(reasons.contains("KEDAScaleTargetDeactivated"))
    }

    @Test func pausingTakesItsAutoscalerAway() {
        var play = playedQueue()
        play.ask(
            "PATCH", scaledObjects + "/web",
            ["metadata": ["annotations": ["autoscaling.keda.sh/paused-replicas": "2"]]],
            type: "application/merge-patch+json")
        play.pass(20)
        #expect(play.autoscaler("keda-hpa-web") == .null)
        #expect(play.deployment()["spec", "replicas"] == 2)
        #expect(play.condition("Paused", of: scaledObject(play)) == "ScaledObjectPaused")
        play.ask(
            "PATCH", scaledObjects + "/web",
            ["metadata": ["annotations": ["autoscaling.keda.sh/paused-replicas": .null]]],
            type: "application/merge-patch+json")
        play.pass(10)
        #expect(play.autoscaler("keda-hpa-web") != .null)
        #expect(play.condition("Paused", of: scaledObject(play)) == "ScaledObjectUnpaused")
    }

    @Test func failingTriggerIsTold() {
        var play = playedQueue()
        play.model.triggers[TriggerID(object: name, index: 0)] = .some(nil)
        play.pass(10)
        #expect(play.condition("Ready", of: scaledObject(play)) == "TriggerError")
    }
}
