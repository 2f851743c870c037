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

    /// Finds kubectl and the namespace.
    ///
    /// - Throws: an error that says what is missing.
    package init(
        _ access: ClusterAccess, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws {
        // kubectl is a Go program whose garbage may grow to the size of what it keeps; half of that is soon swept.
        self.environment = environment.merging(["GOGC": "50"]) { own, _ in own }
        executable = try access.executable(path: environment["PATH"])
        arguments = access.arguments
        namespace =
            try access.namespace
            ?? Self.ownNamespace(executable: executable, arguments: access.arguments, environment: environment)
    }

    /// The namespace of the context, or of the pod we run in; “default” when neither names one.
    private static func ownNamespace(
        executable: String, arguments: [String], environment: [String: String]
    ) throws -> String {
        let process = ChildProcess(
            path: executable,
            arguments: arguments + ["config", "view", "--minify", "-o", "jsonpath={.contexts[*].context.namespace}"],
            environment: environment)
        var text = ""
        let ending = try process.run(atMost: .seconds(10)) { text += String(decoding: $0, as: UTF8.self) }
        // A context that was named and isn't there is said by the first real call; none at all is usual inside a pod.
        if ending.isSuccess, !text.isEmpty { return text }
        let account = "/var/run/secrets/kubernetes.io/serviceaccount/namespace"
        let own = try? String(contentsOfFile: account, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
        return own ?? "default"
    }

    /// A call of kubectl that isn't made yet.
    package func call(_ verb: [String]) -> ChildProcess {
        ChildProcess(path: executable, arguments: arguments + verb, environment: environment)
    }

    /// Runs a call and returns its output.
    ///
    /// The exit code is looked at first: a list that was refused prints an empty list.
    package func output(
        _ verb: [String], to purpose: String, atMost time: Duration = .seconds(20), stops: [StopSignal] = []
    ) throws -> Data {
        var data = Data()
        let ending = try call(verb).run(atMost: time, stops: stops) { line in
            data.append(contentsOf: line)
            data.append(UInt8(ascii: "\n"))
        }
        guard ending.isSuccess else { throw ClusterError(ending, purpose: purpose) }
        return data
    }

    /// Asks the API server for a path.
    package func get<Value: Decodable>(
        _ path: String, as type: Value.Type, to purpose: String, atMost time: Duration = .seconds(15),
        stops: [StopSignal] = []
    ) throws -> Value {
        let seconds = max(1, Int(time.seconds) - 2)
        let data = try output(
            ["get", "--raw", path, "--request-timeout=\(seconds)s"], to: purpose, atMost: time, stops: stops)
        do {
            return try JSONDecoder().decode(type, from: data)
        } catch {
            throw ClusterError(.other, "the API server's answer could not be read when asked to \(purpose): \(error)")
        }
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
