import Foundation
import Testing

@testable import Gate

@Suite struct ChangePointsTests {
    private func noise(_ count: Int, around level: Double, _ random: inout SimulationGenerator) -> [Double] {
        (0..<count).map { _ in level * exp(0.02 * random.normal()) }
    }

    @Test(arguments: 1...5 as ClosedRange<UInt64>) func aStepIsFoundWhereItBegan(seed: UInt64) throws {
        var random = SimulationGenerator(seed: seed, stream: 0)
        let values = noise(14, around: 20e6, &random) + noise(11, around: 24e6, &random)
        let found = ChangePoints().find(in: values)
        let one = try #require(found.first, "seed \(seed)")
        #expect(found.count == 1, "seed \(seed)")
        #expect(abs(one.index - 14) <= 1, "seed \(seed)")
        #expect(one.pValue <= 0.01, "seed \(seed)")
    }

    @Test func twoStepsAreBothFound() {
        var random = SimulationGenerator(seed: 3, stream: 0)
        let values = noise(20, around: 20, &random) + noise(20, around: 26, &random) + noise(20, around: 18, &random)
        #expect(ChangePoints().find(in: values).map(\.index) == [20, 40])
    }

    @Test func aLevelSeriesSeldomShowsAChange() {
        // One in a hundred series may; a hundred of them show five at most, but for one seed in two thousand.
        let alarms = (0..<100).count { trial in
            var random = SimulationGenerator(seed: 11, stream: UInt64(trial))
            return !ChangePoints().find(in: noise(30, around: 20, &random)).isEmpty
        }
        #expect(alarms <= 5)
    }

    @Test(arguments: [
        [], [1], [1, 1, 1, 5, 5], Array(repeating: 7.0, count: 50), [1, 2, .nan, 4, 5, 6, 7, 8],
    ])
    func tooFewEqualOrImpossibleValuesShowNone(values: [Double]) {
        #expect(ChangePoints().find(in: values).isEmpty)
    }

    @Test func theCommitOfTheFirstRunOfTheNewLevelIsNamed() throws {
        var random = SimulationGenerator(seed: 5, stream: 0)
        let values = noise(10, around: 800, &random) + noise(10, around: 640, &random)
        let series = HistorySeries(
            metric: Metric(.throughput), suite: "LoadShop", runnerClass: "ci", workload: "cafe",
            points: values.enumerated().map { index, value in
                HistorySeries.Point(
                    run: "run-\(index)", moment: Date(timeIntervalSince1970: Double(index) * 86_400),
                    commit: "c\(index)", value: value)
            })
        let change = try #require(series.changes().first)
        #expect(change.first.commit == "c10")
        #expect(change.last.commit == "c9")
        let share = try #require(change.change(of: Metric(.throughput))).share(of: Metric(.throughput))
        #expect(abs(share - -0.2) < 0.03)
    }
}
