import Foundation
import Testing

@testable import Gate

@Suite struct SimulationTests {
    @Test func unchangedBuildsDontFailAndRealRegressionsAreFound() async throws {
        let table = await Simulation(
            seed: 7, trials: 300, noises: [0.05], changes: [.nothing, .median, .tail, .throughput, .tolerated]
        ).run()
        let unchanged = try #require(table.cell(noise: 0.05, .nothing))
        #expect(unchanged.trials == 300)
        #expect(unchanged.fails <= 2)
        #expect(unchanged.passRate > 0.97)
        #expect(try #require(table.cell(noise: 0.05, .tolerated)).failRate <= 0.02)
        for change in [InjectedChange.median, .tail, .throughput] {
            let cell = try #require(table.cell(noise: 0.05, change))
            #expect(cell.failRate > 0.94, "\(change.rawValue)")
            #expect(cell.passRate <= 0.05, "\(change.rawValue)")
        }
    }

    @Test func theSameSeedGivesTheSameTable() async {
        let first = await Simulation(seed: 3, trials: 120, noises: [0.02], changes: [.tail]).run()
        let second = await Simulation(seed: 3, trials: 120, noises: [0.02], changes: [.tail]).run()
        let other = await Simulation(seed: 4, trials: 120, noises: [0.02], changes: [.tail]).run()
        #expect(first == second)
        #expect(first != other)
    }

    @Test(arguments: [(0.02, 0.04...0.08), (0.10, 0.08...0.13)])
    func simulatedTailsAreAsNoisyAsMeasuredOnes(job: Double, expected: ClosedRange<Double>) {
        var changes: [Double] = []
        for stream in UInt64(0)..<60 {
            var bench = SimulatedJob(
                noise: .pool(job: job), change: .nothing, random: SimulationGenerator(seed: 11, stream: stream))
            for _ in 0..<10 {
                if case .change(let change, _, _) = bench.block()[SimulatedJob.endpoints] { changes.append(change) }
            }
        }
        #expect(changes.count == 600)
        #expect(expected.contains(Moments(changes).standardDeviation))
    }

    @Test func aTableHasARowForEachNoise() async {
        let table = await Simulation(seed: 1, trials: 10, noises: [0.02, 0.10], changes: [.nothing, .median]).run()
        let lines = table.markdown.split(separator: "\n")
        #expect(lines.count == 12)
        #expect(lines[0] == "| job-to-job noise | A/A fails | +10 % p50 found | A/A passes | blocks (A/A) |")
        #expect(lines[2].hasPrefix("| 2 % | 0.00 % | 100.00 %"))
        #expect(lines[4] == "| missed, of all trials | +10 % p50 passed | inconclusive |")
        #expect(lines[6] == "| 2 % | 0.00 % | 0.00 % |")
        #expect(table.text.contains("10 %"))
        #expect(
            table.text.contains(
                "assumed at 2 %: launch 0.50 %, drift 2.0 % over 300 s, second to second 2.0 % (AR 0.8), a stall of 50 to 300 ms every 300 s, p99 × 2.4, an error burst every 2000 s"
            ))
    }

    /// With errors of every kind possible, each trial is found, passed or inconclusive, and the table tells the last two apart.
    @Test func missedRegressionsThatPassAreToldFromInconclusiveOnes() async throws {
        var simulation = Simulation(seed: 5, trials: 60, noises: [0.10], changes: [.nothing, .tail, .tolerated])
        simulation.assumptions.pattern = .stalls
        let table = await simulation.run()
        let cell = try #require(table.cell(noise: 0.10, .tail))
        #expect(cell.fails + cell.passes + cell.inconclusive == 60)
        #expect(cell.inconclusive > cell.passes)
        let passed = String(format: "%.2f %%", cell.passRate * 100)
        let inconclusive = String(format: "%.2f %%", cell.inconclusiveRate * 100)
        #expect(table.markdown.contains("| missed, of all trials | +20 % p99w passed | inconclusive |\n"))
        #expect(table.markdown.contains("| 10 % | \(passed) | \(inconclusive) |\n"))
        let unchanged = await Simulation(seed: 1, trials: 5, noises: [0.02], changes: [.nothing, .tolerated]).run()
        #expect(!unchanged.text.contains("missed"))
    }

    @Test func whatIsAssumedOfTheNoiseCanBeVaried() async {
        var simulation = Simulation(seed: 1, trials: 60, noises: [0.05], changes: [.tail])
        let usual = await simulation.run()
        simulation.assumptions.second = 0.2
        simulation.assumptions.stallsPerSecond = 0
        let noisy = await simulation.run()
        #expect(noisy.text.contains("second to second 20.0 % (AR 0.8), no stalls"))
        #expect(noisy.cells[0].fails < usual.cells[0].fails)
    }
}
