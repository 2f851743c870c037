import Gate
import HTTPLoad
import Load
import Measurement
import StandIns
import Synchronization

/// Measures blocks of two embedded chat services in this process: launched anew for each block, loaded in turn.
struct SelfTestBench: Sendable {
    /// The slices of a block, both sides together.
    var slices = 6
    /// Arrivals a second, enough that a slice holds the thousand answers that a window of the tail needs.
    var rate = 2000.0
    /// How long of a slice counts, in seconds.
    var sliceSeconds = 0.55
    /// What the order of sides is drawn from.
    var seed: UInt64 = 1

    private static let scenario = Scenario("self-test") {
        Action("ask") { user in
            try await user.post("/chat", body: .json(text: "{\"message\": \"Does the gate hold?\"}")).expect(
                status: 200)
        }
    }

    /// Measures one block.
    func block(_ index: Int, of test: SelfTestCase) async throws -> Block {
        let plan = BlockPlan(index: index, slices: slices, seed: seed)
        var services: [Side: StandIn] = [:]
        defer { for service in services.values { service.stop() } }
        for side in [plan.launchedFirst, plan.launchedFirst.other] {
            let capacity = Capacity(
                replicas: test.isSaturating ? 2 : 4, slots: 8,
                serviceTime: test.isSaturating ? .milliseconds(20) : .milliseconds(5),
                spread: .uniform(0.2))
            services[side] = try ChatService.start(
                port: 0, capacity: capacity, faults: side == .head ? test.faults : .none, seed: UInt64(index))
        }
        var sides = [Side.base: SideSamples(), Side.head: SideSamples()]
        for side in Side.allCases { _ = try await load(services[side]!.url, test, seed: 0) }
        for (number, side) in plan.order.enumerated() {
            let seed = UInt64(index * 1000 + number / 2)
            sides[side]?.append(try await load(services[side]!.url, test, seed: seed))
        }
        let (base, head) = (sides[.base]!, sides[.head]!)
        var block = Block(
            index: index, first: plan.order[0], base: Repetition(readings: [:]), head: Repetition(readings: [:]))
        (block.base, block.head) = RepetitionMeter.measure(base: base, head: head)
        let median = RepetitionMeter.median(of: base)
        GeneratorRules().judge(&block.base, base, as: .base, median: median)
        GeneratorRules().judge(&block.head, head, as: .head, median: median)
        return block
    }

    private func load(_ url: String, _ test: SelfTestCase, seed: UInt64) async throws -> SideSamples {
        let settle = Duration.milliseconds(200)
        let duration = Duration.seconds(sliceSeconds) + settle
        let model: LoadModel =
            test.isSaturating ? .users(32, for: duration) : .arrivals(perSecond: rate, for: duration)
        let sink = SliceKeeper()
        var options = RunOptions(seed: seed + 1, shards: 1)
        options.watchesSignals = false
        let measured = model.warmingUp(for: settle)
        let run = try LoadRun(Self.scenario, measured, over: HTTPTransport(Target(url)), options: options, sink: sink)
        let began = ContinuousClock.now
        var host = HostMonitor(atNs: 0)
        _ = try await run.execute()
        let phases = measured.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.isExcluded) }
        // A slice is shorter than the second in which the run looks at itself, and that look counts for its beginning, which is left out.
        var taken = SecondSlice(second: 0, phase: phases.count - 1)
        (taken.health.stolenShare, taken.health.throttledShare) = host.measure(
            atNs: (ContinuousClock.now - began).nanoseconds)
        sink.keep(ShardSlices(seconds: [taken]))
        return SideSamples(sink.all, phases: phases)
    }
}

/// Keeps the slices of a run in memory.
private final class SliceKeeper: RunSink {
    private let slices = Mutex(ShardSlices())

    /// All that was kept.
    var all: ShardSlices { slices.withLock { $0 } }

    func keep(_ new: ShardSlices) { slices.withLock { $0.merge(new) } }

    func note(second: Int, kind: String, message: String) {}
}
