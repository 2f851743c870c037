import Foundation
import Results
import Testing

@testable import Gate

/// A baseline is made, a regression is injected, the gate is red, it is accepted, the gate is green, an improvement follows.
@Suite struct BaselineStoryTests {
    private let p50 = Metric(.p50, of: "GET /")
    private let throughput = Metric(.throughput)

    private func fingerprint(cpu: String = "Xeon", build: String = "release") -> Fingerprint {
        Fingerprint(
            os: "Debian", architecture: "x86_64", cpu: cpu, cores: 2, memory: "8 GiB", container: "none",
            runnerClass: "ci",
            swift: "6.3", build: build)
    }

    private func run(_ index: Int, p50 level: Double = 1, throughput rate: Double = 1, bad: Int = 0) -> CandidateRun {
        // A fixed ripple of one percent, as a quiet runner has it.
        let ripple = 1 + 0.01 * Double((index * 7) % 5 - 2)
        return CandidateRun(
            suite: "LoadShop", workload: "cafe", fingerprint: fingerprint(),
            repetition: Repetition(readings: [
                p50: .level(20e6 * level * ripple, samples: 5000),
                throughput: .level(800 * rate / ripple, samples: 24_000),
                Metric(.badSeconds): .count(SecondCount(bad: bad, of: 60)),
            ]), path: "run-\(index)")
    }

    @Test func fromTheFirstBaselineToAnImprovement() throws {
        let first = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop")
        #expect(first.refusals.isEmpty)
        #expect(first.rows.map(\.verdict) == ["new", "new", "new"])
        var baseline = first.baseline
        #expect(baseline.runs == 10)

        let unchanged = BaselineComparison(baseline: baseline, runs: [run(11)]).verdict()
        #expect(unchanged.outcome == .pass)

        let red = BaselineComparison(baseline: baseline, runs: [run(11, p50: 1.25)]).verdict()
        #expect(red.outcome == .fail)
        #expect(red.exit(.warn).rawValue == 2)
        #expect(red.gated(.fail).map(\.metric) == ["p50 GET /"])
        let refused = BaselineUpdate(current: baseline, runs: [run(11, p50: 1.25)], suite: "LoadShop")
        #expect(try #require(refused.refusals.first).contains("plimsoll baseline accept --metric 'p50 GET /'"))

        baseline.accepted.append(AcceptedRegression(metric: p50, upTo: 0.30, why: "answers are signed now"))
        #expect(BaselineComparison(baseline: baseline, runs: [run(11, p50: 1.25)]).verdict().outcome == .pass)
        // Honoured up to the bound, and for that metric only.
        #expect(BaselineComparison(baseline: baseline, runs: [run(11, p50: 1.6)]).verdict().outcome == .fail)
        #expect(BaselineComparison(baseline: baseline, runs: [run(11, throughput: 0.8)]).verdict().outcome == .fail)

        let accepted = BaselineUpdate(current: baseline, runs: (0..<10).map { run($0, p50: 1.25) }, suite: "LoadShop")
        #expect(accepted.refusals.isEmpty)
        #expect(accepted.rows.first { $0.metric == p50 }?.verdict == "accepted")
        // The runs of the old level made room, and what was accepted excuses no second change.
        #expect(accepted.baseline.metrics[p50]?.runs.count == 10)
        #expect(accepted.baseline.accepted.isEmpty)
        let again = BaselineComparison(baseline: accepted.baseline, runs: [run(12, p50: 1.25 * 1.25)]).verdict()
        #expect(again.outcome == .fail)

        let improved = BaselineComparison(baseline: accepted.baseline, runs: [run(12, p50: 0.9)]).verdict()
        #expect(improved.outcome == .improved)
        #expect(improved.exit(.fail) == .pass)
    }

    @Test(arguments: [(4, Outcome.fail, Outcome.pass), (6, .fail, .pass), (30, .fail, .fail)])
    func acceptedBadSecondsAreExcusedUpToTheirBoundOnly(bad: Int, before: Outcome, after: Outcome) {
        var baseline = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop").baseline
        let runs = (11...13).map { run($0, bad: bad) }
        #expect(BaselineComparison(baseline: baseline, runs: runs).verdict().outcome == before)
        let badSeconds = Metric(.badSeconds)
        baseline.accepted = [AcceptedRegression(metric: badSeconds, upTo: 0.1, why: "the shop restarts at times")]
        #expect(BaselineComparison(baseline: baseline, runs: runs).verdict().outcome == after)
        let update = BaselineUpdate(current: baseline, runs: runs, suite: "LoadShop")
        #expect(update.refusals.isEmpty == (after == .pass), "\(update.refusals)")
    }

    @Test func aMetricWithTooFewRequestsIsNotDroppedFromTheContract() {
        let baseline = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop").baseline
        var scarce = run(11)
        scarce.repetition.readings[p50] = .missing(
            "150 samples, and a median needs 200; raise the rate or the duration")
        let update = BaselineUpdate(current: baseline, runs: [scarce], suite: "LoadShop")
        #expect(
            update.refusals == [
                "p50 GET / has no value in these runs, and would no longer be gated: 150 samples, and a median needs 200; raise the rate or the duration"
            ])
        // One that the runs don't know was removed on purpose.
        scarce.repetition.readings[p50] = nil
        let removal = BaselineUpdate(current: baseline, runs: [scarce], suite: "LoadShop")
        #expect(removal.refusals.isEmpty)
        #expect(removal.rows.contains { $0.metric == p50 && $0.verdict == "removed" })
    }

    @Test func aBaselineThatDoesntTellItsMachineFitsNone() {
        var baseline = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop").baseline
        baseline.fingerprint["cpu"] = nil
        let verdict = BaselineComparison(baseline: baseline, runs: [run(11)]).verdict()
        #expect(verdict.outcome == .inconclusive)
        #expect(
            verdict.faults == [
                "run-11 ran elsewhere than the baseline: cpu is “Xeon”, and the baseline doesn't tell what it was"
            ])
    }

    @Test func anotherWorkloadIsAMismatchAndAnotherMachineIsInconclusive() {
        let baseline = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop").baseline
        var other = run(11)
        other.workload = "beef"
        #expect(BaselineComparison(baseline: baseline, runs: [other]).verdict().exit(.warn) == .mismatch)
        var elsewhere = run(11)
        elsewhere.fingerprint = fingerprint(cpu: "EPYC")
        let verdict = BaselineComparison(baseline: baseline, runs: [elsewhere]).verdict()
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.faults == ["run-11 ran elsewhere than the baseline: cpu is “EPYC” and was “Xeon”"])
        #expect(
            BaselineComparison(baseline: baseline, runs: [elsewhere]).verdict(isStrict: true).exit(.warn) == .mismatch)
    }

    @Test func tooFewOrNoisyRunsDontFail() {
        let four = BaselineUpdate(current: nil, runs: (0..<4).map { run($0) }, suite: "LoadShop").baseline
        let verdict = BaselineComparison(baseline: four, runs: [run(11, p50: 2)]).verdict()
        #expect(verdict.outcome == .inconclusive)
        #expect(verdict.metrics.contains { $0.sentence.hasPrefix("the baseline holds 4 runs, and a verdict needs 5") })
        let noisy = (0..<6).map { run($0, p50: $0 % 2 == 0 ? 1 : 1.1) }
        let six = BaselineUpdate(current: nil, runs: noisy, suite: "LoadShop").baseline
        let suspect = BaselineComparison(baseline: six, runs: [run(11, p50: 3)]).verdict()
        #expect(suspect.outcome == .inconclusive)
        #expect(suspect.metrics.contains { $0.sentence.contains("looks like a regression, and a fail needs 10") })
    }

    @Test func invalidDirtyAndForeignRunsAreRefused() {
        var dirty = run(1)
        dirty.isDirty = true
        var invalid = run(2)
        invalid.repetition.faults = ["the run was killed before its end; run it again"]
        let update = BaselineUpdate(current: nil, runs: [dirty, invalid, run(3)], suite: "LoadShop")
        #expect(
            update.refusals == [
                "run-1: the work tree had uncommitted changes; commit them and run it again",
                "run-2: the run was killed before its end; run it again",
            ])
    }

    @Test func anInvalidRunNeverPasses() {
        let baseline = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop").baseline
        var invalid = run(11)
        invalid.repetition.faults = ["it was measured by a debug build; run it with `-c release`"]
        #expect(BaselineComparison(baseline: baseline, runs: [invalid]).verdict().outcome == .inconclusive)
        #expect(BaselineComparison(baseline: baseline, runs: []).verdict().outcome == .inconclusive)
    }

    @Test func aRemovedMetricIsAMismatchAndANewOneAdvisory() {
        let baseline = BaselineUpdate(current: nil, runs: (0..<10).map { run($0) }, suite: "LoadShop").baseline
        var renamed = run(11)
        renamed.repetition.readings[Metric(.p50, of: "GET /new")] = renamed.repetition.readings.removeValue(forKey: p50)
        let verdict = BaselineComparison(baseline: baseline, runs: [renamed]).verdict()
        #expect(verdict.exit(.warn) == .mismatch)
        #expect(
            verdict.notices == [
                "p50 GET /new isn't in the baseline; it is advisory until `plimsoll baseline update` adds it"
            ])
    }
}
