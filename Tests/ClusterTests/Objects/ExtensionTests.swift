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
}
