import Testing

@testable import Cluster

@Suite struct ServerPulseTests {
    private static func at(_ seconds: Int64) -> WallTime { WallTime(nanoseconds: seconds * 1_000_000_000) }

    @Test func oneLateAnswerIsAskedForAgainAtOnce() {
        var pulse = ServerPulse(aliveAt: Self.at(0))
        #expect(pulse.failed(isLate: true) == .nothing)
        #expect(pulse.pause(.seconds(10)) == .zero)
        #expect(pulse.answered(at: Self.at(9)) == .nothing)
        #expect(pulse.pause(.seconds(10)) == .seconds(10))
    }

    @Test func twoLateAnswersAreALossSinceTheLastOneThatCame() {
        var pulse = ServerPulse(aliveAt: Self.at(0))
        _ = pulse.answered(at: Self.at(10))
        #expect(pulse.failed(isLate: true) == .nothing)
        #expect(pulse.failed(isLate: true) == .tellLoss(since: Self.at(10)))
        #expect(pulse.failed(isLate: true) == .nothing)
        #expect(pulse.pause(.seconds(10)) == .seconds(2))
        #expect(pulse.answered(at: Self.at(40)) == .tellReturn)
    }

    @Test func aRefusalIsALossAtOnce() {
        var pulse = ServerPulse(aliveAt: Self.at(7))
        #expect(pulse.failed(isLate: false) == .tellLoss(since: Self.at(7)))
    }
}
