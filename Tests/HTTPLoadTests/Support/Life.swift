import EventLoop
import HTTPLoad
import Load
import Measurement

/// What a user's recorder has seen.
struct Records: Sendable {
    let slices: ShardSlices

    /// The counts of an endpoint.
    subscript(endpoint: String) -> Tally {
        var tally = Tally()
        for slice in slices.slices where slice.endpoint.name == endpoint { tally.merge(slice.tally) }
        return tally
    }

    /// The names of all endpoints that were seen.
    var endpoints: Set<String> { Set(slices.slices.map(\.endpoint.name)) }

    /// Every failure, as `kind status message`.
    var failures: [String] {
        FailureTally.merge(slices.seconds.flatMap(\.failures)).map { "\($0.kind) \($0.status) \($0.message)" }
    }

    /// The counts of a check.
    func check(_ name: String) -> CheckTally {
        slices.seconds.compactMap { $0.checks[name] }.reduce(CheckTally()) {
            CheckTally(passed: $0.passed + $1.passed, failed: $0.failed + $1.failed)
        }
    }
}

/// A place where users of a target live: a shard with the transport opened on it.
///
/// Unchecked: everything in it is used on the shard only.
final class Life: @unchecked Sendable {
    let shard: Shard
    let recorder: Recorder
    let transport: any TransportShard<HTTPUser>
    private var number = 0

    init(_ target: Target, on shard: Shard) throws {
        self.shard = shard
        recorder = Recorder(originNs: Shard.now(), phases: [])
        transport = try HTTPTransport(target).open(on: shard, recorder: recorder)
    }

    /// A new user, whose first request was planned for then.
    func makeUser(plannedNs: Int64? = nil) -> HTTPUser {
        defer { number += 1 }
        let context = UserContext(number: number, seed: 1, shard: shard, recorder: recorder)
        context.plannedNs = plannedNs
        return transport.makeUser(context)
    }
}

/// Lets somebody's story happen on a shard, and returns what was recorded.
@discardableResult
func live(
    _ target: Target, selector: SelectorKind = .automatic, _ story: @escaping @Sendable (Life) async throws -> Void
) async throws -> Records {
    let shard = try Shard(name: "life", selector: selector)
    let task = Task(executorPreference: shard) {
        let life = try Life(target, on: shard)
        defer { life.transport.close() }
        try await story(life)
        return Records(slices: life.recorder.drain(before: .max))
    }
    let result = await task.result
    await shard.shutDown()
    return try result.get()
}

/// Lets one user live through a story.
@discardableResult
func liveAlone(
    _ target: Target, selector: SelectorKind = .automatic, _ story: @escaping @Sendable (HTTPUser) async throws -> Void
) async throws -> Records {
    try await live(target, selector: selector) { life in
        let user = life.makeUser()
        defer { life.transport.discardUser(user) }
        try await story(user)
        user.settle()
    }
}
