import EventLoop
import Foundation
import PlimsollNATS

@testable import NATSLoad

/// A user's desk: a broker on loopback, a folder, and the command.
final class Desk: Sendable {
    let folder: URL
    let broker: LocalBroker
    var url: String { broker.broker.options.servers[0].description }

    /// The nats-servers that are installed: Debian's, PyPI's, and those that PLIMSOLL_NATS_SERVERS names with colons between them.
    static let servers: [String] = {
        let package = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
        let named = (ProcessInfo.processInfo.environment["PLIMSOLL_NATS_SERVERS"] ?? "").split(separator: ":")
        let all = ["/usr/sbin/nats-server", "\(package)/.build-tools/python/bin/nats-server"] + named.map(String.init)
        return all.filter { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    /// - Parameter server: the nats-server to use; nil for the usual one.
    init(server: String? = nil) throws {
        let environment = ProcessInfo.processInfo.environment
        broker = try LocalBroker(
            environment: server.map { environment.merging(["PLIMSOLL_NATS_SERVER": $0]) { $1 } } ?? environment)
        folder = FileManager.default.temporaryDirectory.appending(path: "plimsoll-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    /// Runs `plimsoll` with these words; the broker is in NATS_URL, the pod is called pod-7.
    func run(_ words: String..., environment: [String: String] = [:]) async throws -> BuiltCommand.Outcome {
        try await start(words, environment: environment).ended()
    }

    func start(_ words: [String], environment: [String: String] = [:]) throws -> BuiltCommand {
        // A smoke run is believed on a busy machine too, and results stay at the desk, whatever the tests' own environment says.
        let own = ["NATS_URL": url, "POD_NAME": "pod-7", "PLIMSOLL_TIERS": "smoke", "PLIMSOLL_RESULTS": ""]
        return try BuiltCommand(words, environment: own.merging(environment) { $1 }, in: folder)
    }

    /// Writes a file that the command is to read.
    func write(_ text: String, to name: String) throws {
        try text.write(to: folder.appending(path: name), atomically: true, encoding: .utf8)
    }

    func read(_ name: String) throws -> String {
        try String(contentsOf: folder.appending(path: name), encoding: .utf8)
    }

    /// A kubectl that forwards to this broker and knows of three pods; the environment in which it is found.
    func kubectl() throws -> [String: String] {
        let ready = #""status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}]}"#
        let pods = ["a", "b", "c"].map { #"{"metadata":{"name":"\#($0)"},\#(ready)}"# }
        // One that is about to go stays ready meanwhile.
        let going = #"{"metadata":{"name":"d","deletionTimestamp":"2026-01-01T00:00:00Z"},\#(ready)}"#
        try write(#"{"metadata":{},"items":[\#((pods + [going]).joined(separator: ","))]}"#, to: "pods.json")
        try write(
            """
            #!/bin/sh
            echo "$@" >> "\(folder.path)/calls.txt"
            case "$*" in
                *port-forward*)
                    echo $$ > "\(folder.path)/forward.pid"
                    echo "Forwarding from 127.0.0.1:\(broker.broker.options.servers[0].port) -> 4222"
                    exec sleep 600 ;;
                *"config view"*) ;;
                *) cat "\(folder.path)/pods.json" ;;
            esac
            """, to: "kubectl")
        let path = folder.appending(path: "kubectl").path
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return ["PATH": folder.path + ":" + (ProcessInfo.processInfo.environment["PATH"] ?? "")]
    }

    /// Does something on JetStream, as somebody else would.
    func onBroker<Result: Sendable>(_ body: @escaping @Sendable (JetStream) async throws -> Result) async throws
        -> Result
    {
        let options = broker.broker.options
        let shard = try Shard(name: "somebody")
        let task = Task(executorPreference: shard) {
            let loop = NATSLoop(shard: shard)
            defer { loop.close() }
            let connection = try NATSConnection(options, loop: loop)
            try await connection.connected()
            let result = try await body(JetStream(connection))
            await connection.drained()
            return result
        }
        let result = await task.result
        await shard.shutDown()
        return try result.get()
    }

    func hasStream(_ name: String) async throws -> Bool {
        try await onBroker { try await $0.existingStream(name) != nil }
    }

    /// The folders of results that runs have left.
    var results: [URL] {
        let root = folder.appending(path: ".plimsoll/results")
        return (try? FileManager.default.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)) ?? []
    }
}
