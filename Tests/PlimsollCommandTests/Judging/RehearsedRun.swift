import Fuzzing
import Foundation
import Measurement
import Results

/// The stored results of a run that never took place: answers around a level, as a quiet machine shows them.
struct RehearsedRun {
    var suite = "LoadShop"
    var workload = "00c0ffee00c0ffee"
    var runnerClass = "unclassified"
    var build = "release"
    /// The median answer, in nanoseconds.
    var median = 20e6
    /// Answers a second.
    var rate = 250
    var seconds = 20
    /// The seconds that hold an error.
    var badSeconds: Set<Int> = []
    /// How late arrivals started, in nanoseconds.
    var lag: Int64 = 80_000
    /// What the host took of the processors in each second, 0 … 1; nil where the system doesn't tell.
    var stolen: Double?
    var labels: [String: String] = [:]

    /// Writes the results under a root; the number names the run and draws its times.
    @discardableResult
    func store(in root: URL, number: UInt64) throws -> ResultsFolder {
        var random = Dice(seed: number &* 7919 &+ 17)
        let endpoint = Endpoint(name: "GET /")
        let phases = [PhaseMark(name: "sustained")]
        let description = RunDescription(
            tool: "plimsoll", id: "run\(number)",
            started: Date(timeIntervalSince1970: 1_760_000_000 + Double(number) * 3600),
            suite: suite, test: nil, scenario: "shoppers", target: "shop", load: "\(rate)/s for \(seconds) s",
            planned: .seconds(seconds), seed: number, phases: phases,
            fingerprint: Fingerprint(
                os: "Debian", architecture: "x86_64", cpu: "Xeon", cores: 2, memory: "8 GiB", container: "none",
                runnerClass: runnerClass, swift: "6.3", build: build),
            workloadHash: workload, labels: labels)
        let folder = try ResultsFolder.create(root: root, run: description)
        let writer = try ResultsWriter(folder: folder)
        // One percent from run to run, and half of that for the rate.
        let level = median * (1 + 0.01 * (2 * random.uniform() - 1))
        let answers = Int(Double(rate) * (1 + 0.005 * (2 * random.uniform() - 1)))
        var totals = RunTotals(phases: phases)
        for second in 0..<seconds {
            var tally = Tally()
            tally.started = Int64(answers)
            tally.completed = Int64(answers)
            for _ in 0..<answers {
                let ns = Int64(level * (0.8 + 0.4 * random.uniform()))
                tally.response.record(ns)
                tally.service.record(ns)
            }
            let failed: Int64 = badSeconds.contains(second) ? 3 : 0
            tally.statuses = [200: Int64(answers) - failed]
            if failed > 0 {
                tally.statuses[503] = failed
                tally.failures = [.status: failed]
            }
            var moment = SecondSlice(second: second, phase: 0)
            moment.arrivalsStarted = Int64(answers)
            moment.lag.record(lag, count: Int64(answers))
            moment.health = HealthTally(
                longestStallNs: 4_000_000, cpuShare: 0.2, stolenShare: stolen, descriptors: 40, descriptorLimit: 1024,
                residentBytes: 48 << 20)
            var slices = ShardSlices()
            slices.slices = [Slice(second: second, phase: 0, endpoint: endpoint, tally: tally)]
            slices.seconds = [moment]
            try writer.append(slices)
            totals.add(slices)
        }
        try writer.finish(
            RunReport(
                totals: totals, duration: .seconds(seconds), started: description.started, seed: number,
                results: folder.url, source: FolderSlices(folders: [folder]), invalid: []))
        return folder
    }
}

extension Dice {
    /// A number of [0, 1).
    fileprivate mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }
}
