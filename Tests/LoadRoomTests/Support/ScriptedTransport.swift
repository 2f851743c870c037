import EventLoop
import Measurement
import Synchronization

@testable import Load

/// A target without a network: each request takes the time that a script says, given the moment it was started.
///
/// Real shards, users, timers and recorders; only the wire is missing.
final class ScriptedTransport: Transport {
    typealias User = ScriptedUser

    let name = "a script"
    let serviceNs: @Sendable (Int64) -> Int64
    let refusal: String?
    let fails: @Sendable (Int64) -> Bool
    let log = Mutex<[ScriptedEvent]>([])

    init(
        refusal: String? = nil, serviceNs: @escaping @Sendable (Int64) -> Int64 = { _ in 0 },
        fails: @escaping @Sendable (Int64) -> Bool = { _ in false }
    ) {
        self.refusal = refusal
        self.fails = fails
        self.serviceNs = serviceNs
    }

    func verify() async throws {
        if let refusal { throw Refusal(description: refusal) }
    }

    func open(on shard: Shard, recorder: Recorder) throws -> any TransportShard<ScriptedUser> {
        ScriptedShard(self, shard: shard)
    }

    var events: [ScriptedEvent] { log.withLock { $0 } }

    func note(_ event: ScriptedEvent) { log.withLock { $0.append(event) } }
}

struct Refusal: Error, CustomStringConvertible {
    let description: String
}

enum ScriptedEvent: Hashable, Sendable {
    case made(Int)
    case discarded(Int)
    case did(Int, String)
    case closed
}

final class ScriptedShard: TransportShard {
    let transport: ScriptedTransport
    let shard: Shard
    var waiting: [ObjectIdentifier: ScriptedUser] = [:]

    init(_ transport: ScriptedTransport, shard: Shard) {
        self.transport = transport
        self.shard = shard
    }

    var inFlight: Int { waiting.count }

    func makeUser(_ context: UserContext) -> ScriptedUser {
        transport.note(.made(context.number))
        return ScriptedUser(context, self)
    }

    func discardUser(_ user: ScriptedUser) { transport.note(.discarded(user.context.number)) }

    func cancelAll() { for user in waiting.values { user.isCancelled = true; user.gate.wake() } }

    func close() { transport.note(.closed) }
}

/// A user whose requests take scripted times.
final class ScriptedUser: VirtualUser {
    let context: UserContext
    let shard: ScriptedShard
    let gate: WaitPoint
    var isCancelled = false
    var settled = 0

    init(_ context: UserContext, _ shard: ScriptedShard) {
        self.context = context
        self.shard = shard
        gate = WaitPoint(shard: context.shard)
    }

    func settle() { settled += 1 }

    /// Notes what the user does.
    func does(_ what: String) { shard.transport.note(.did(context.number, what)) }

    /// Makes a request.
    func get(_ name: String) async throws {
        let start = Shard.now()
        let planned = context.plannedNs ?? start
        context.plannedNs = nil
        let endpoint = context.recorder.endpoint(name, tags: context.tags.map(\.name))
        context.recorder.started(endpoint)
        shard.waiting[ObjectIdentifier(self)] = self
        let serviceNs = shard.transport.serviceNs(start)
        if serviceNs > 0 { await gate.wait(until: start + serviceNs) }
        shard.waiting[ObjectIdentifier(self)] = nil
        let failed = shard.transport.fails(start)
        let kind: FailureKind? = isCancelled ? .cancelled : failed ? .connect : nil
        context.recorder.finished(
            endpoint, Sample(plannedNs: planned, startNs: start, endNs: Shard.now(), failure: kind))
        if isCancelled { throw CancellationError() }
        if failed { throw RequestFailure(kind: .connect, endpoint: name, message: "refused") }
    }
}

typealias ScriptedScenario = UserScenario<ScriptedUser>
typealias ScriptedAction = UserAction<ScriptedUser>

/// Executes a run on a scripted target.
func execute(
    _ scenario: ScriptedScenario, _ model: LoadModel, over transport: ScriptedTransport = ScriptedTransport(),
    shards: Int = 2, seed: UInt64 = 1, _ change: (inout RunOptions) -> Void = { _ in }
) async throws -> (report: RunReport, outcome: RunOutcome) {
    var options = RunOptions(seed: seed, shards: shards)
    options.watchesSignals = false
    change(&options)
    let outcome = try await LoadRun(scenario, model, over: transport, options: options).execute()
    return (
        RunReport(totals: outcome.totals, duration: outcome.duration, seed: seed, invalid: outcome.invalid), outcome
    )
}
