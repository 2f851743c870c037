import Foundation
import Testing

@testable import Cluster

@Suite struct HorizontalAutoscalerTests {
    let scalers = Recording(name: "watch-hpa-1.json")

    @Test func beforeItsFirstLookAnAutoscalerWantsNothing() throws {
        let hpa = try Recording(name: "hpa-before-first-sync.json").object(HorizontalAutoscaler.self)
        #expect(hpa.desiredReplicas == nil)
        #expect(hpa.readings.isEmpty)
        #expect(hpa.minReplicas == 2)
        #expect(hpa.maxReplicas == 10)
        #expect(hpa.metrics == [ScalingMetric(name: "cpu", target: .utilization(50))])
        #expect(hpa.scaleDownWindow == .seconds(30))
        #expect(hpa.scaleUpWindow == .zero)
        #expect(hpa.target.name == "web")
    }

    @Test func theWantedCountFollowsTheRecording() throws {
        let web = try scalers.objects(HorizontalAutoscaler.self, named: "web")
        #expect(web.map(\.desiredReplicas) == [nil, 2, 2, 6, 6, 9, 9])
        #expect(web.map(\.currentReplicas) == [nil, 1, 2, 2, 6, 6, 9])
        #expect(web.map { $0.readings.first?.utilization } == [nil, nil, 0, 225, 75, 75, 50])
        #expect(web.map(\.limit) == [nil, nil, nil, "ScaleUpLimit", nil, nil, nil])
        #expect(web.allSatisfy { $0.trouble == nil })
    }

    @Test func anUnknownMetricIsNoIntentToGoToZero() throws {
        let norequests = try scalers.objects(HorizontalAutoscaler.self, named: "norequests")
        #expect(norequests.map(\.desiredReplicas) == [nil, nil, nil])
        #expect(norequests.last?.readings == [])
        #expect(
            norequests.last?.trouble
                == "the HPA was unable to compute the replica count: failed to get cpu utilization: missing request for cpu "
                + "in container app of Pod norequests-bbf6bcdc-g7mvg"
        )
    }

    @Test func aStaleCountIsNotReadWhileTheMetricIsUnknown() throws {
        let web = try Recording(name: "watch-hpa-unknown.json").objects(HorizontalAutoscaler.self, named: "web")
        #expect(web.map(\.desiredReplicas) == [2, nil, 2])
        #expect(web.map { $0.readings.count } == [1, 0, 1])
        #expect(web.map { $0.trouble == nil } == [true, false, true])
    }

    @Test func aMissingTargetIsSaid() throws {
        let ghost = try scalers.objects(HorizontalAutoscaler.self, named: "ghost").last
        #expect(ghost?.desiredReplicas == nil)
        #expect(
            ghost?.trouble
                == #"the HPA controller was unable to get the target's current scale: deployments/scale.apps "ghost" not found"#
        )
    }

    @Test func anExternalMetricOfKEDAIsReadInItsOwnUnit() throws {
        let json = """
            {"metadata":{"name":"keda-hpa-worker"},"spec":{"scaleTargetRef":{"name":"worker"},"maxReplicas":8,
            "metrics":[{"type":"External","external":{"metric":{"name":"s0-metric-api-value"},"target":{"type":"AverageValue","averageValue":"5"}}}]},
            "status":{"currentReplicas":3,"desiredReplicas":3,"conditions":[{"type":"ScalingActive","status":"True"}],
            "currentMetrics":[{"type":"External","external":{"metric":{"name":"s0-metric-api-value"},"current":{"averageValue":"3667m"}}}]}}
            """
        let hpa = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        let metric = try #require(hpa.metrics.first)
        let reading = try #require(hpa.readings.first)
        #expect(metric == ScalingMetric(name: "s0-metric-api-value", target: .averageValue(Quantity(5))))
        #expect(reading.averageValue == Quantity(3.667))
        #expect(reading.ratio(to: metric) == 3.667 / 5)
        #expect(hpa.minReplicas == 1)
        #expect(hpa.scaleDownWindow == .seconds(300))
    }

    @Test func aContainersMetricIsToldApartFromThePodsOwn() throws {
        let json = """
            {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"name":"a"},"maxReplicas":8,"metrics":[
            {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":70}}},
            {"type":"ContainerResource","containerResource":{"name":"cpu","container":"app",
            "target":{"type":"Utilization","averageUtilization":50}}}]},
            "status":{"currentReplicas":2,"desiredReplicas":4,"conditions":[{"type":"ScalingActive","status":"True"}],
            "currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":35}}},
            {"type":"ContainerResource","containerResource":{"name":"cpu","container":"app",
            "current":{"averageUtilization":100}}}]}}
            """
        let hpa = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        #expect(hpa.metrics.map(\.name) == ["cpu", "cpu of app"])
        #expect(hpa.readings.map(\.name) == ["cpu", "cpu of app"])
        #expect(zip(hpa.readings, hpa.metrics).map { $0.ratio(to: $1) } == [0.5, 2])
    }

    @Test func atZeroReplicasItRestsAndIsInNoTrouble() throws {
        let json = """
            {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"name":"a"},"maxReplicas":8},
            "status":{"desiredReplicas":0,"conditions":[{"type":"AbleToScale","status":"True"},
            {"type":"ScalingActive","status":"False","reason":"ScalingDisabled"}]}}
            """
        let hpa = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        #expect(hpa.isDisabled)
        #expect(hpa.trouble == nil)
        #expect(hpa.desiredReplicas == nil)
    }

    /// Beside the form of the target, older servers write the others, some of them as zero.
    @Test func aReadingIsToldInTheFormOfItsTarget() throws {
        let json = """
            {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"name":"a"},"maxReplicas":8,"metrics":[
            {"type":"Object","object":{"metric":{"name":"queue"},"describedObject":{"kind":"Service","name":"q"},
            "target":{"type":"Value","value":"10k"}}},
            {"type":"Pods","pods":{"metric":{"name":"rps"},"target":{"type":"AverageValue","averageValue":"1500m"}}},
            {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"100Mi"}}}]},
            "status":{"currentReplicas":2,"desiredReplicas":2,"conditions":[{"type":"ScalingActive","status":"True"}],"currentMetrics":[
            {"type":"Object","object":{"metric":{"name":"queue"},"describedObject":{"kind":"Service","name":"q"},
            "current":{"averageValue":"0","value":"2500"}}},
            {"type":"Pods","pods":{"metric":{"name":"rps"},"current":{"averageValue":"0.5"}}},
            {"type":"Resource","resource":{"name":"memory","current":{"averageUtilization":12,"averageValue":"52428800"}}}]}}
            """
        let hpa = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        let texts = zip(hpa.metrics, hpa.readings).map { metric, reading in
            "\(reading.text(heldTo: metric)) of \(metric.targetText)"
        }
        #expect(texts == ["2500 of 10000", "500m a pod of 1.5 a pod", "50Mi a pod of 100Mi a pod"])
        let ratios = zip(hpa.readings, hpa.metrics).map { $0.ratio(to: $1) }
        #expect(ratios == [0.25, 0.5 / 1.5, 0.5])
    }

    @Test func aToleranceOfItsOwnIsReckonedWith() throws {
        let json = """
            {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"name":"a"},"maxReplicas":8,
            "behavior":{"scaleUp":{"tolerance":"0","stabilizationWindowSeconds":0},"scaleDown":{"tolerance":"300m"}}}}
            """
        let hpa = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        func asked(_ ratio: Double, _ tolerance: ScalingFormula.Tolerance) -> Int? {
            ScalingFormula.replicas(current: 4, ratios: [ratio], minimum: 1, maximum: 8, tolerance: tolerance)
        }
        #expect([1.05, 0.75].map { asked($0, hpa.tolerance) } == [5, 4])
        #expect([1.05, 0.75].map { asked($0, .init()) } == [4, 3])
        #expect(hpa.scaleDownWindow == .seconds(300))
    }

    /// While it goes up to its minimum it reads no metric, and the condition stays as it was.
    @Test func whatItScaledToIsKnownWithoutItsMetrics() throws {
        let json = """
            {"metadata":{"name":"a"},"spec":{"scaleTargetRef":{"name":"a"},"minReplicas":3,"maxReplicas":8},
            "status":{"currentReplicas":1,"desiredReplicas":3,"lastScaleTime":"2026-01-01T12:00:10Z","conditions":[
            {"type":"AbleToScale","status":"True","reason":"SucceededRescale"},
            {"type":"ScalingActive","status":"False","reason":"ScalingDisabled"}]}}
            """
        var hpa = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        #expect(hpa.desiredReplicas == nil)
        #expect(hpa.scaledTo == 3)
        var story = Story()
        story.learn(.workload(Story.workload(wanted: 1, ready: 1)), at: -59)
        let scaled = hpa.lastScale
        hpa.lastScale = nil
        story.learn(.autoscaler(hpa), at: -59)
        hpa.lastScale = scaled
        story.learn(.autoscaler(hpa), at: 10.5)
        story.learn(.workload(Story.workload(wanted: 3, ready: 1)), at: 10.6)
        let decisions = story.timeline(loadEnd: 60, until: 60).decisions
        #expect(decisions.map(\.to) == [3])
        #expect(decisions.map(\.decider) == [.autoscaler])
        #expect(decisions.map(\.reason) == ["below the minimum of 3"])
    }

    @Test(arguments: [(0.0, 5.0), (0, 0), (1, 1e300), (1e-300, 1e300)])
    func aTargetOrAValueBeyondAllSenseAsksForNoMoreThanTheMost(target: Double, value: Double) {
        let metric = ScalingMetric(name: "queue", target: .averageValue(Quantity(target)))
        let reading = MetricReading(
            name: "queue", utilization: nil, averageValue: Quantity(value), value: nil)
        let record = MetricRecord(at: Story.zero, current: 2, readings: [reading], metrics: [metric], bounds: 1...8)
        #expect(record.asked == nil || record.asked == 8)
    }

    /// Two queues whose lengths bear one name, of which the first can't be read.
    @Test func metricsOfOneNameAreToldApartByTheirOrder() throws {
        func metric(_ queue: String, _ key: String, _ value: String) -> String {
            """
            {"type":"External","external":{"metric":{"name":"length","selector":{"matchLabels":{"queue":"\(queue)"}}},
            "\(key)":{"averageValue":"\(value)"}}}
            """
        }
        func hpa(_ current: String) throws -> HorizontalAutoscaler {
            let json = """
                {"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":9,
                "metrics":[\(metric("a", "target", "10")),\(metric("b", "target", "5"))]},
                "status":{"currentReplicas":2,"desiredReplicas":2,"currentMetrics":[\(current)]}}
                """
            return try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        }
        let both = try hpa(metric("a", "current", "20") + "," + metric("b", "current", "20"))
        #expect(both.metrics.map(\.name) == ["length", "length #2"])
        #expect(zip(both.readings, both.metrics).map { $0.ratio(to: $1) } == [2, 4])
        let second = try hpa(#"{"type":""},"# + metric("b", "current", "20"))
        #expect(second.readings.map(\.name) == ["length #2"])
        #expect(try hpa("").readings == [])
    }

    /// The five sources of metrics, none of them with a behaviour of its own.
    @Test func everySourceOfMetricsIsRead() throws {
        let json = """
            {"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Rollout","name":"web"},"maxReplicas":9,"metrics":[
            {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"100Mi"}}},
            {"type":"ContainerResource","containerResource":{"name":"cpu","container":"app","target":{"averageUtilization":60}}},
            {"type":"Pods","pods":{"metric":{"name":"rps"},"target":{"type":"AverageValue","averageValue":"1k"}}},
            {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"main"},"metric":{"name":"hits"},
            "target":{"type":"Value","value":"2k"}}},
            {"type":"External","external":{"metric":{"name":"s0-nats"},"target":{"averageValue":"5"}}}]},
            "status":{"currentReplicas":2,"desiredReplicas":2,"conditions":[{"type":"AbleToScale","status":"True",
            "reason":"ReadyForNewScale"}],"currentMetrics":[
            {"type":"Resource","resource":{"name":"memory","current":{"averageValue":"52428800"}}},
            {"type":"ContainerResource","containerResource":{"name":"cpu","container":"app","current":{"averageUtilization":90,
            "averageValue":"90m"}}},
            {"type":"Pods","pods":{"metric":{"name":"rps"},"current":{"averageValue":"500"}}},
            {"type":"Object","object":{"describedObject":{"kind":"Ingress","name":"main"},"metric":{"name":"hits"},
            "current":{"value":"3k"}}},
            {"type":"External","external":{"metric":{"name":"s0-nats"},"current":{"averageValue":"7500m"}}}]}}
            """
        let web = try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8))
        #expect(web.metrics.map(\.name) == ["memory", "cpu of app", "rps", "hits", "s0-nats"])
        #expect(zip(web.readings, web.metrics).map { $0.ratio(to: $1) } == [0.5, 1.5, 0.5, 1.5, 1.5])
        #expect(web.scaleDownWindow == .seconds(300))
        #expect(web.trouble == nil)
    }

    @Test(arguments: [
        (#"{"scaleDown":{"selectPolicy":"Disabled"}}"#, "its behavior disables scaling down"),
        (
            #"{"scaleUp":{"selectPolicy":"Disabled"},"scaleDown":{"selectPolicy":"Disabled"}}"#,
            "its behavior disables scaling up and down"
        ),
        (#"{"scaleDown":{"selectPolicy":"Min","policies":[{"type":"Pods","value":1,"periodSeconds":60}]}}"#, ""),
        ("null", ""),
    ])
    func aDirectionThatItsBehaviourDisablesIsKnown(behavior: String, held: String) throws {
        let json = """
            {"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"maxReplicas":9,
            "behavior":\(behavior)}}
            """
        #expect(try JSONDecoder().decode(HorizontalAutoscaler.self, from: Data(json.utf8)).held ?? "" == held)
    }
}
