import EventLoop
import Foundation
import HTTPLoad
import Load
import Measurement

/// Users on one shard who ask for one thing over and over, without a pause.
struct ClosedLoop: Sendable {
    let transport: HTTPTransport
    let users: Int
    let length: Duration

    /// What it came to.
    struct Outcome: Sendable {
        var requests: Int64 = 0
        var failures: Int64 = 0
        /// Length of the load, on the clock.
        var lengthNs: Int64 = 0
        /// Processor time of the shard's thread meanwhile.
        var cpuNs: Int64 = 0
    }

    /// What belongs to the shard.
    ///
    /// Unchecked: made and used on the shard's thread only.
    private final class Place: @unchecked Sendable {
        let recorder: Recorder
        let opened: any TransportShard<HTTPUser>
        let startNs = Shard.now()
        let startCPU = MonotonicClock.threadCPU()
        let endNs: Int64

        init(_ loop: ClosedLoop, on shard: Shard) throws {
            recorder = Recorder(originNs: startNs, phases: [])
            opened = try loop.transport.open(on: shard, recorder: recorder)
            endNs = startNs + loop.length.nanoseconds
        }
    }

    func run() async throws -> Outcome {
        let shard = try Shard(name: "bench")
        let place = try await shard.run { try Place(self, on: shard) }
        await withTaskGroup { group in
            for number in 0..<users {
                group.addTask(executorPreference: shard) { await live(number, place, shard) }
            }
        }
        let outcome = try await shard.run { () -> Outcome in
            var outcome = Outcome(
                lengthNs: Shard.now() - place.startNs, cpuNs: MonotonicClock.threadCPU() - place.startCPU)
            for slice in place.recorder.drain(before: .max).slices {
                outcome.requests += slice.tally.completed
                outcome.failures += slice.tally.failed
            }
            place.opened.close()
            return outcome
        }
        await shard.shutDown()
        return outcome
    }

    private func live(_ number: Int, _ place: Place, _ shard: Shard) async {
        let context = UserContext(number: number, seed: 1, shard: shard, recorder: place.recorder)
        let user = place.opened.makeUser(context)
        while Shard.now() < place.endNs {
            do {
                try await user.get("/").expect(status: 200)
            } catch {
                // Counted already; the loop's outcome tells.
            }
        }
        user.settle()
        place.opened.discardUser(user)
    }
}
