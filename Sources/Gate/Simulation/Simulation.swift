/// The error rates of the gate, measured by simulation through the code that judges.
package struct Simulation: Sendable {
    /// The seed; the same seed gives the same table on any number of cores.
    package var seed: UInt64

    /// The trials a cell.
    package var trials: Int

    /// The noises from job to job.
    package var noises: [Double]

    /// The changes injected.
    package var changes: [InjectedChange]

    /// The test.
    package var test: PairedTest

    /// What is assumed of the noise in place of the pool's values.
    package var assumptions = NoiseModel.Assumptions()

    /// Creates a simulation.
    package init(
        seed: UInt64 = 1, trials: Int = 2000, noises: [Double] = [0.02, 0.05, 0.10],
        changes: [InjectedChange] = InjectedChange.allCases, test: PairedTest = PairedTest()
    ) {
        self.seed = seed
        self.trials = trials
        self.noises = noises
        self.changes = changes
        self.test = test
    }

    /// Returns the table, its trials spread over the cores in parts.
    package func run() async -> SimulationTable {
        let cells = noises.flatMap { noise in changes.map { SimulationCell(jobNoise: noise, change: $0) } }
        let partSize = 100
        let finished = await withTaskGroup(of: (Int, SimulationCell).self) { group in
            for (index, cell) in cells.enumerated() {
                for start in stride(from: 0, to: trials, by: partSize) {
                    let range = start..<min(trials, start + partSize)
                    group.addTask { (index, part(cell, number: index, range)) }
                }
            }
            var sums = cells
            for await (index, part) in group { sums[index].add(part) }
            return sums
        }
        return SimulationTable(
            seed: seed, trials: trials, cells: finished, models: noises.map { model(job: $0) })
    }

    private func model(job: Double) -> NoiseModel { NoiseModel.pool(job: job).assuming(assumptions) }

    /// Returns the cell over some of its trials.
    private func part(_ cell: SimulationCell, number: Int, _ range: Range<Int>) -> SimulationCell {
        var cell = cell
        for trial in range {
            cell.count(trialDecision(cell, stream: UInt64(number) << 32 | UInt64(trial)))
        }
        return cell
    }

    /// Returns the decision of one trial, measuring only as many blocks as the test asks for.
    private func trialDecision(_ cell: SimulationCell, stream: UInt64) -> Decision {
        let random = SimulationGenerator(seed: seed, stream: stream)
        var job = SimulatedJob(noise: model(job: cell.jobNoise), change: cell.change, random: random)
        let contract = Contract.usual(for: SimulatedJob.metrics)
        var series = SimulatedJob.metrics.map {
            PairSeries(metric: $0, terms: contract.terms[$0] ?? .usual(for: $0.kind), pairs: [])
        }
        var decision = Decision(outcome: .inconclusive, blocks: 0, nextLook: test.budget.fewestBlocks, findings: [])
        while let next = decision.nextLook {
            while series[0].pairs.count < next {
                for (index, pair) in job.block().enumerated() { series[index].pairs.append(pair) }
            }
            decision = test.decide(series)
        }
        return decision
    }
}
