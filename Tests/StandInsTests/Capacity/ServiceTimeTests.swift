import Testing

@testable import StandIns

@Suite struct ServiceTimeTests {
    @Test(arguments: [ServiceTime.Spread.none, .uniform(0.5), .exponential])
    func meanIsKeptWhateverTheSpread(spread: ServiceTime.Spread) {
        var random = SplitMix64(seed: 7)
        let time = ServiceTime(mean: .milliseconds(10), spread: spread)
        let draws = (0..<20_000).map { _ in time.drawNs(using: &random) }
        let mean = Double(draws.reduce(0, +)) / Double(draws.count)
        #expect(abs(mean / 10_000_000 - 1) < 0.03)
    }

    @Test func uniformSpreadKeepsItsBounds() {
        var random = SplitMix64(seed: 1)
        let time = ServiceTime(mean: .milliseconds(10), spread: .uniform(0.2))
        #expect((0..<1000).allSatisfy { _ in (8_000_000...12_000_000).contains(time.drawNs(using: &random)) })
    }

    @Test func sameSeedGivesTheSameTimes() {
        let time = ServiceTime(mean: .milliseconds(10), spread: .exponential)
        var (one, two) = (SplitMix64(seed: 3), SplitMix64(seed: 3))
        #expect((0..<10).map { _ in time.drawNs(using: &one) } == (0..<10).map { _ in time.drawNs(using: &two) })
    }

    @Test func everythingWrongWithACapacityIsTold() {
        let capacity = Capacity(
            replicas: ["a", "a"], slots: 0, serviceTime: .seconds(-1), spread: .uniform(2), queueLimit: -1)
        #expect(
            capacity.faults == [
                "replicas: each needs a name of its own",
                "slots: expected 1 to 100000, got 0",
                "service time: expected 0 s to 1 h, got -1.0 seconds",
                "spread: expected a part from 0 to 1 of the service time, got 2.0",
                "queue limit: expected 0 to 1000000, got -1",
            ])
    }
}
