import Foundation
import Testing

@testable import Cluster

@Suite struct ExtensionTests {
    @Test func anActiveScaledObjectIsRead() throws {
        let worker = try Recording(name: "scaledobject-active.json").object(ScaledObject.self)
        #expect(worker.target.name == "worker")
        #expect(worker.minReplicas == 0)
        #expect(worker.maxReplicas == 8)
        #expect(worker.pollingInterval == .seconds(5))
        #expect(worker.cooldown == .seconds(30))
        #expect(worker.triggers == [.init(type: "metrics-api", threshold: Quantity(5), activation: Quantity(0))])
        #expect(worker.autoscaler == "keda-hpa-worker")
        #expect(worker.lastActive == WallTime("2026-11-21T00:35:48Z"))
        #expect(worker.isActive == true)
        #expect(!worker.isPaused)
        #expect(!worker.isFallback)
        #expect(worker.trouble == nil)
    }

    @Test(arguments: [
        (#"{"type":"Paused","status":"True"}"#, "Unknown", true, false),
        (#"{"type":"Fallback","status":"True"}"#, "False", false, true),
    ])
    func aPauseAndAFallbackAreTold(condition: String, active: String, paused: Bool, fallback: Bool) throws {
        let json = """
            {"metadata":{"name":"worker"},"spec":{"scaleTargetRef":{"name":"worker"}},
            "status":{"conditions":[{"type":"Active","status":"\(active)"},\(condition)]}}
            """
        let worker = try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8))
        #expect(worker.isPaused == paused)
        #expect(worker.isFallback == fallback)
        #expect(worker.isActive == (active == "Unknown" ? nil : false))
    }

    @Test func aPauseIsToldByItsAnnotationBeforeTheOperatorSawIt() throws {
        let json = """
            {"metadata":{"name":"worker","annotations":{"autoscaling.keda.sh/paused-replicas":"2"}},
            "spec":{"scaleTargetRef":{"name":"worker"}}}
            """
        let worker = try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8))
        #expect(worker.isPaused)
        #expect(worker.autoscaler == "keda-hpa-worker")
        #expect(worker.trouble == "the KEDA operator has not looked at it yet")
    }

    @Test(arguments: [("true", true), ("1", true), ("yes", true), ("", true), ("false", false), ("0", false)])
    func theAnnotationOfAPauseIsReadAsKEDADoes(word: String, isPaused: Bool) throws {
        let json = """
            {"metadata":{"name":"worker","annotations":{"autoscaling.keda.sh/paused":"\(word)"}},
            "spec":{"scaleTargetRef":{"name":"worker"}}}
            """
        #expect(try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8)).isPaused == isPaused)
    }

    @Test func anAutoscalersOwnNameIsTheOneInItsStatusOrSpecification() throws {
        func name(_ status: String) throws -> String {
            let json = """
                {"metadata":{"name":"worker"},"spec":{"scaleTargetRef":{"name":"worker"},
                "advanced":{"horizontalPodAutoscalerConfig":{"name":"worker-scaler"}}},"status":{\(status)}}
                """
            return try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8)).autoscaler
        }
        #expect(try name("") == "worker-scaler")
        #expect(try name(#""hpaName":"""#) == "worker-scaler")
        #expect(try name(#""hpaName":"older""#) == "older")
    }

    @Test func aBrokenTriggerIsSaid() throws {
        let json = """
            {"metadata":{"name":"worker"},"spec":{"scaleTargetRef":{"name":"worker"}},"status":{"conditions":[{"type":"Ready",
            "status":"False","reason":"TriggerError","message":"Triggers defined in ScaledObject are not working correctly"}]}}
            """
        let worker = try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8))
        #expect(worker.trouble == "Triggers defined in ScaledObject are not working correctly")
    }

    @Test func aVerticalRecommendationAppearsAndNarrows() throws {
        let web = try Recording(name: "watch-vpa.json").objects(VerticalAutoscaler.self, named: "web")
        #expect(web.map(\.recommendations.count) == [0, 1, 1])
        #expect(web.first?.trouble == "the recommender has not looked at it yet")
        #expect(web.last?.recommendations.first?.target == ["cpu": Quantity(0.126), "memory": Quantity(262_144_000)])
        let upper = web.map { $0.recommendations.first?.upperBound?["memory"]?.value }
        #expect(upper == [nil, 1e14, 208_857_842_228])
        #expect(web.last?.updateMode == "Off")
        #expect(web.last?.metadata.statusWritten == WallTime("2026-11-21T00:06:12Z"))
    }

    @Test func aVerticalAutoscalerWithoutPodsSaysSo() throws {
        let json = """
            {"metadata":{"name":"ghost"},"spec":{"targetRef":{"kind":"Deployment","name":"nothere"}},"status":{"recommendation":{},
            "conditions":[{"type":"ConfigUnsupported","status":"True","message":"Cannot read targetRef. Reason: Deployment load/nothere does not exist"},
            {"type":"RecommendationProvided","status":"False"}]}}
            """
        let ghost = try JSONDecoder().decode(VerticalAutoscaler.self, from: Data(json.utf8))
        #expect(ghost.recommendations.isEmpty)
        #expect(ghost.trouble == "Cannot read targetRef. Reason: Deployment load/nothere does not exist")
    }

    /// KEDA sets the condition for a pause in one direction too, in which its HPA goes on (2.17: scale-down, since 2.18 both).
    @Test(arguments: [
        (#""autoscaling.keda.sh/paused-scale-in":"true""#, false, "scaling in is paused"),
        (#""autoscaling.keda.sh/paused-scale-down":"true""#, false, "scaling in is paused"),
        (#""autoscaling.keda.sh/paused-scale-out":"true""#, false, "scaling out is paused"),
        (
            #""autoscaling.keda.sh/paused-scale-in":"1","autoscaling.keda.sh/paused-scale-out":"yes""#, false,
            "scaling in and out is paused"
        ),
        (#""autoscaling.keda.sh/paused":"true","autoscaling.keda.sh/paused-scale-in":"true""#, true, ""),
        (#""autoscaling.keda.sh/paused-scale-in":"false""#, true, ""),
    ])
    func aPauseInOneDirectionIsNoPause(annotations: String, isPaused: Bool, held: String) throws {
        let json = """
            {"metadata":{"name":"worker","annotations":{\(annotations)}},"spec":{"scaleTargetRef":{"name":"worker"}},
            "status":{"conditions":[{"type":"Paused","status":"True","reason":"ScaledObjectPaused"}]}}
            """
        let worker = try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8))
        #expect(worker.isPaused == isPaused)
        #expect(worker.held ?? "" == held)
    }

    /// Triggers of KEDA's scalers, with the threshold and the one of activation.
    static let triggers: [(String, Double?, Double?)] = [
        (#"{"type":"kafka","metadata":{"lagThreshold":"50","activationLagThreshold":"3"}}"#, 50.0, 3.0),
        (#"{"type":"nats-jetstream","metadata":{"lagThreshold":"5"}}"#, 5, nil),
        (#"{"type":"prometheus","metadata":{"threshold":"100.5","activationThreshold":"0.5"}}"#, 100.5, 0.5),
        (#"{"type":"rabbitmq","metadata":{"mode":"QueueLength","value":"20","activationValue":"2"}}"#, 20, 2),
        (#"{"type":"azure-servicebus","metadata":{"messageCount":"7","activationMessageCount":"1"}}"#, 7, 1),
        (#"{"type":"postgresql","metadata":{"targetQueryValue":"9","activationTargetQueryValue":"4"}}"#, 9, 4),
        (#"{"type":"cpu","metricType":"Utilization","metadata":{"value":"60"}}"#, 60, nil),
        (#"{"type":"cron","metadata":{"start":"0 6 * * *","desiredReplicas":"3"}}"#, nil, nil),
    ]

    @Test(arguments: ExtensionTests.triggers)
    func theThresholdsOfATriggerAreFound(trigger: String, threshold: Double?, activation: Double?) throws {
        let json = """
            {"metadata":{"name":"worker"},"spec":{"scaleTargetRef":{"name":"worker"},"triggers":[\(trigger)]}}
            """
        let worker = try JSONDecoder().decode(ScaledObject.self, from: Data(json.utf8))
        #expect(worker.triggers.first?.threshold?.value == threshold)
        #expect(worker.triggers.first?.activation?.value == activation)
    }

    /// The CRD takes numbers as well, and a policy may leave a resource or a bound out.
    @Test func aRecommendationMayHoldNumbersAndLackBounds() throws {
        let json = """
            {"metadata":{"name":"web"},"spec":{"targetRef":{"kind":"Deployment","name":"web"},"updatePolicy":{
            "updateMode":"InPlaceOrRecreate"}},"status":{"recommendation":{"containerRecommendations":[
            {"containerName":"app","target":{"cpu":1,"memory":"262144k"}},{"containerName":"proxy"}]}}}
            """
        let web = try JSONDecoder().decode(VerticalAutoscaler.self, from: Data(json.utf8))
        #expect(web.recommendations.first?.target == ["cpu": Quantity(1), "memory": .mebibytes(250)])
        #expect(web.recommendations.last?.target == [:])
        #expect(web.updateMode == "InPlaceOrRecreate")
        #expect(web.trouble == nil)
    }
}
