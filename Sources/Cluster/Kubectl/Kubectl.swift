package import Foundation
internal import Measurement
package import Processes

/// A kubectl that was found, for one cluster and one namespace. Its calls block: they belong on threads of their own.
package struct Kubectl: Sendable {
    /// The program's path.
    package let executable: String
    /// The arguments that choose cluster and user.
    package let arguments: [String]
    /// The namespace.
    package let namespace: String
    /// The environment of its processes.
    package let environment: [String: String]
    /// What the paths of the API are preceded by: the path of the server's address, where kubectl doesn't add it by itself.
    package let root: String

    /// Finds kubectl and the namespace.
    ///
    /// - Throws: an error that says what is missing.
    package init(
        _ access: ClusterAccess, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        self.environment = environment.merging(Self.thrift) { own, _ in own }
        executable = try access.executable(path: environment["PATH"])
        arguments = access.arguments
        let (program, choice) = (self.executable, self.arguments)
        func ask(_ verb: [String]) throws -> String? {
            let process = ChildProcess(path: program, arguments: choice + verb, environment: environment)
            var text = ""
            let ending = try process.run(atMost: .seconds(10)) { text += String(decoding: $0, as: UTF8.self) + "\n" }
            return ending.isSuccess ? text : nil
        }
        // A context that was named and isn't there is said by the first real call; none at all is usual inside a pod.
        let answer = try ask(["config", "view", "--minify", "-o", ContextSettings.question])
        let settings = answer.map { ContextSettings($0) } ?? ContextSettings()
        namespace = access.namespace ?? settings.namespace ?? Self.podNamespace ?? "default"
        if settings.serverPath.isEmpty {
            root = ""
        } else {
            let version = try ask(["version", "--client", "-o", "json"]) ?? ""
            root = ContextSettings.isServerPathAdded(byVersion: Data(version.utf8)) ? "" : settings.serverPath
        }
    }

    /// kubectl is a Go program: its garbage may grow to the size of what it keeps, and each processor has stores of its own. A
    /// fifth and one are enough for what it copies, and take 68 MB in place of 84 for four watches on two processors.
    private static let thrift = ["GOGC": "20", "GOMAXPROCS": "1"]

    /// The namespace of the pod we run in; nil outside of one.
    private static var podNamespace: String? {
        let account = "/var/run/secrets/kubernetes.io/serviceaccount/namespace"
        return try? String(contentsOfFile: account, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// A call of kubectl that isn't made yet.
    package func call(_ verb: [String]) -> ChildProcess {
        ChildProcess(path: executable, arguments: arguments + verb, environment: environment)
    }

    /// A call that asks for a path of the API.
    ///
    /// The empty format is said since a user's preferences (kuberc, from kubectl 1.34 on) may name another for every get,
    /// and kubectl refuses a path with any.
    package func raw(_ path: String, _ options: [String] = []) -> ChildProcess {
        call(["get", "--raw", root + path] + options + ["--output="])
    }

    /// Runs a call and returns its output.
    ///
    /// The exit code is looked at first: a list that was refused prints an empty list.
    package func output(
        _ verb: [String], to purpose: String, atMost time: Duration = .seconds(20), stops: [StopSignal] = []
    ) throws -> Data {
        try Self.output(of: call(verb), to: purpose, atMost: time, stops: stops)
    }

    private static func output(
        of call: ChildProcess, to purpose: String, atMost time: Duration, stops: [StopSignal]
    ) throws -> Data {
        var data = Data()
        let ending = try call.run(atMost: time, stops: stops) { line in
            data.append(contentsOf: line)
            data.append(UInt8(ascii: "\n"))
        }
        guard ending.isSuccess else { throw ClusterError(ending, purpose: purpose) }
        return data
    }

    /// Asks the API server for a path, and returns its answer as it is.
    package func read(
        _ path: String, to purpose: String, atMost time: Duration = .seconds(15), stops: [StopSignal] = []
    ) throws -> Data {
        let seconds = max(1, Int(time.seconds) - 2)
        return try Self.output(
            of: raw(path, ["--request-timeout=\(seconds)s"]), to: purpose, atMost: time, stops: stops)
    }

    /// Asks the API server for a path.
    package func get<Value: Decodable>(
        _ path: String, as type: Value.Type, to purpose: String, atMost time: Duration = .seconds(15),
        stops: [StopSignal] = []
    ) throws -> Value {
        let data = try read(path, to: purpose, atMost: time, stops: stops)
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw Self.unreadable(error, when: purpose)
        }
    }

    /// The sentence for an answer that isn't what it should be.
    static func unreadable(_ error: any Error, when purpose: String) -> ClusterError {
        ClusterError(.other, "the API server's answer could not be read when asked to \(purpose): \(error)")
    }

    /// Runs something that blocks on a thread of its own, and comes back with its result.
    package static func offPool<Value: Sendable>(
        _ work: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
        }
    }
}
