package import EventLoop
package import Load
package import Measurement

/// HTTP to a target, through libcurl.
package struct HTTPTransport: Transport {
    /// Where requests go.
    package let target: Target

    /// HTTP to a target; all of its faults are told at once.
    package init(_ target: Target) throws {
        let faults = target.faults
        guard faults.isEmpty else { throw InvalidTarget(name: target.name, faults: faults) }
        self.target = target
    }

    package var name: String { target.name }

    package func verify() async throws {
        try await Reachability(target: target).verify()
    }

    package func open(on shard: Shard, recorder: Recorder) throws -> any TransportShard<HTTPUser> {
        return HTTPShard(target: target, shard: shard, recorder: recorder)
    }
}
