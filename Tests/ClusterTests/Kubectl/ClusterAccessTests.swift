import Foundation
import Testing

@testable import Cluster

/// Where kubectl is a word of another program.
@Suite struct ClusterAccessTests {
    @Test func theWordsBehindAProgramStandBeforeAllArguments() throws {
        let access = ClusterAccess(kubectl: " minikube  kubectl -- ", context: "mini", kubeconfig: "/etc/my config")
        #expect(access.arguments == ["kubectl", "--", "--kubeconfig", "/etc/my config", "--context", "mini"])
        let error = #expect(throws: ClusterError.self) { try access.executable(path: "/nowhere") }
        #expect(
            error?.description
                == "there is no minikube on the PATH (1 folders): install kubectl, or set PLIMSOLL_KUBECTL to its path or to a "
                + "command such as “k3s kubectl”")
    }

    @Test func aClusterIsObservedThroughAProgramWithWords() async throws {
        let cluster = try FakeCluster.small()
        // As k3s and microk8s have it: the first word chooses kubectl.
        let program = cluster.folder.appending(path: "k3s")
        try Data("#!/bin/sh\n[ \"$1\" = kubectl ] || exit 9\nshift\nexec kubectl \"$@\"\n".utf8).write(to: program)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program.path)
        // A process that was begun while the file was written may hold it open for a moment, and it can't be run until then.
        let access = ClusterAccess(kubectl: "\(program.path) kubectl", namespace: "load")
        #expect(await FakeCluster.eventually { (try? Kubectl(access, environment: cluster.environment)) != nil })
        for command in ["k3s kubectl", "\(program.path) kubectl"] {
            let kubectl = try Kubectl(
                ClusterAccess(kubectl: command, namespace: "load"), environment: cluster.environment)
            let observation = try await Kubectl.offPool {
                let observer = try ScalingObserver(FakeCluster.settings(), kubectl: kubectl)
                try observer.start(within: .seconds(60))
                return ScalingObservation(observer)
            }
            #expect(observation.timeline.ready.last?.count == 2)
            observation.finish()
        }
    }

    @Test func aPathThatIsThereMayHoldBlanks() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll \(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "kubectl").path
        try Data("#!/bin/sh\n".utf8).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        #expect(try ClusterAccess(kubectl: path).executable(path: nil) == path)
        #expect(ClusterAccess(kubectl: path).arguments == [])
    }

    @Test(arguments: [
        ("web", "deployment/web"), ("deploy/web", "deployment/web"), ("deployments/web", "deployment/web"),
        ("sts/cache", "statefulset/cache"), ("rs/web-1", "replicaset/web-1"),
        ("rollouts.v1alpha1.argoproj.io/web", "rollout/web"),
        ("pod/web", ""), ("deployment/", ""), ("deployment/web/status", ""), ("rollouts.argoproj.io/web", ""),
        ("web app", ""), ("../secrets/web", ""), ("", ""),
    ])
    func aWorkloadIsReadAsKubectlWritesIt(text: String, meaning: String) {
        #expect(ScaleReference(text)?.description ?? "" == meaning)
    }
}
