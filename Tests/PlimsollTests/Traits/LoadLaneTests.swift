import Synchronization
import Testing

@testable import Plimsoll

/// Counts who is inside at a time, and who has passed.
private final class Turnstile: Sendable {
    private let counts = Mutex<(inside: Int, most: Int, passed: Int)>((0, 0, 0))

    var most: Int { counts.withLock { $0.most } }
    var passed: Int { counts.withLock { $0.passed } }

    func pass() async {
        counts.withLock {
            $0.inside += 1
            $0.most = max($0.most, $0.inside)
        }
        for _ in 0..<10 { await Task.yield() }
        counts.withLock {
            $0.inside -= 1
            $0.passed += 1
        }
    }
}

@Suite struct LoadLaneTests {
    @Test func oneAtATimePasses() async throws {
        let lane = LoadLane()
        let turnstile = Turnstile()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask { try await lane.pass { await turnstile.pass() } }
            }
            try await group.waitForAll()
        }
        #expect(turnstile.most == 1)
        #expect(turnstile.passed == 20)
    }

    @Test func aSuiteInsideASuiteGoesOn() async throws {
        let lane = LoadLane()
        let turnstile = Turnstile()
        try await lane.pass { try await lane.pass { await turnstile.pass() } }
        #expect(turnstile.passed == 1)
    }

    @Test func whoThrowsLetsTheNextPass() async throws {
        struct Fault: Error {}
        let lane = LoadLane()
        let turnstile = Turnstile()
        await #expect(throws: Fault.self) { try await lane.pass { throw Fault() } }
        try await lane.pass { await turnstile.pass() }
        #expect(turnstile.passed == 1)
    }
}
