import Foundation
import Testing

@testable import Cluster

/// A folder that the fake kubectl takes for a cluster.
final class FakeCluster: Sendable {
    /// The folder.
    let folder: URL

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-fake-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let fixtures = try #require(Bundle.module.resourceURL).appending(path: "Fixtures")
        let script = folder.appending(path: "kubectl")
        try FileManager.default.copyItem(at: fixtures.appending(path: "fake-kubectl"), to: script)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// A kubectl on a PATH whose first folder is the fake's.
    var kubectl: Kubectl {
        get throws { try Kubectl(ClusterAccess(namespace: "load"), environment: environment) }
    }

    var environment: [String: String] {
        var environment = ProcessInfo.processInfo.environment
        environment["PATH"] = folder.path + ":" + (environment["PATH"] ?? "/usr/bin:/bin")
        environment["FAKE_CLUSTER"] = folder.path
        return environment
    }

    /// Puts a file into the folder, whole or not at all.
    func put(_ name: String, _ text: String = "") throws {
        try Data(text.utf8).write(to: folder.appending(path: name), options: .atomic)
    }

    /// Takes a file away.
    func remove(_ name: String) throws {
        try FileManager.default.removeItem(at: folder.appending(path: name))
    }

    /// The processes that were started.
    var processes: [Int32] {
        let text = (try? String(contentsOf: folder.appending(path: "processes"), encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).compactMap { Int32($0) }
    }

    /// The calls that were made.
    var calls: [String] {
        let text = (try? String(contentsOf: folder.appending(path: "calls"), encoding: .utf8)) ?? ""
        return text.split(whereSeparator: \.isNewline).map { String($0) }
    }

    /// Waits until these kinds are being watched: an observation begins with their lists, and their watches follow.
    func isWatched(_ kinds: [String]) async -> Bool {
        let place = folder.appending(path: "watched")
        return await Self.eventually {
            let text = (try? String(contentsOf: place, encoding: .utf8)) ?? ""
            return Set(kinds).isSubset(of: text.split(whereSeparator: \.isNewline).map { String($0) })
        }
    }

    /// Puts a deployment of two ready pods with its autoscaler into the folder.
    static func small() throws -> FakeCluster {
        let cluster = try FakeCluster()
        let created = #""creationTimestamp":"2026-01-01T00:00:00Z""#
        let web = """
            {"kind":"Deployment","metadata":{"name":"web","uid":"w",\(created),"generation":2},"spec":{"replicas":2,
            "selector":{"matchLabels":{"app":"web"}}},"status":{"observedGeneration":2,"replicas":2,"readyReplicas":2}}
            """
        let hpa = """
            {"metadata":{"name":"web","uid":"h",\(created)},"spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},
            "minReplicas":2,"maxReplicas":10,"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"averageUtilization":50}}}]},
            "status":{"currentReplicas":2,"desiredReplicas":2,"conditions":[{"type":"ScalingActive","status":"True"}],
            "currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":20}}}]}}
            """
        try cluster.put("deployments.web", web)
        try cluster.put("deployments.list", cluster.list([web]))
        try cluster.put("horizontalpodautoscalers.web", hpa)
        try cluster.put("horizontalpodautoscalers.list", cluster.list([hpa]))
        try cluster.put("pods.list", cluster.list([Self.pod("web-1"), Self.pod("web-2")]))
        return cluster
    }

    /// A ready pod.
    static func pod(_ name: String) -> String {
        """
        {"metadata":{"name":"\(name)","uid":"\(name)","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"app":"web"}},
        "spec":{"nodeName":"n"},"status":{"phase":"Running","conditions":[
        {"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:01Z"},
        {"type":"Ready","status":"True","lastTransitionTime":"2026-01-01T00:00:05Z"}]}}
        """
    }

    /// A list of objects.
    func list(_ objects: [String]) -> String {
        #"{"metadata":{"resourceVersion":"1"},"items":[\#(objects.joined(separator: ","))]}"#
    }

    /// A line of a watch.
    static func line(_ type: String, _ object: String) -> String {
        #"{"type":"\#(type)","object":\#(object.filter { !$0.isNewline })}"# + "\n"
    }

    /// Settings with short intervals.
    static func settings(hpa: String? = "web") -> ObservationSettings {
        var settings = ObservationSettings(.deployment("web"))
        settings.autoscaler = hpa
        settings.usageInterval = .milliseconds(200)
        settings.livenessInterval = .milliseconds(200)
        settings.livenessPatience = .seconds(2)
        return settings
    }

    /// Observes the fake cluster.
    func observe(_ settings: ObservationSettings = FakeCluster.settings()) async throws -> ScalingObservation {
        return try await Kubectl.offPool {
            let observer = try ScalingObserver(settings, kubectl: self.kubectl)
            try observer.start(within: .seconds(60))
            return ScalingObservation(observer)
        }
    }

    /// Waits, for as long as it takes, until something holds; false after a minute.
    static func eventually(_ condition: () throws -> Bool) async rethrows -> Bool {
        for _ in 0..<1_200 {
            if try condition() { return true }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return false
    }
}
