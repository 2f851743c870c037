package import Foundation
internal import Measurement
internal import Results

/// Reads a block from the results that its slices left: a folder a side, with a run a slice.
package struct BlockReader: Sendable {
    /// The rules for the generator.
    package var rules: GeneratorRules

    /// Creates a reader.
    package init(rules: GeneratorRules = GeneratorRules()) { self.rules = rules }

    /// Returns the block of each suite that was measured.
    package func read(_ root: URL, plan: BlockPlan) throws -> [String: Block] {
        var sides: [String: [Side: Part]] = [:]
        for side in Side.allCases {
            for folder in ResultsFolder.list(root: root.appendingPathComponent(side.rawValue)).reversed() {
                let description = try folder.description()
                let name = CandidateRun.suiteName(
                    suite: description.suite ?? description.scenario, test: description.test)
                try sides[name, default: [:]][side, default: Part()].add(folder, description)
            }
        }
        return sides.mapValues { block($0[.base] ?? Part(), $0[.head] ?? Part(), plan) }
    }

    /// What was read of one side of one suite.
    private struct Part {
        var samples = SideSamples()
        var workloads: Set<String> = []
        var fingerprint: Fingerprint?
        var count = 0
        var faults: [String] = []

        mutating func add(_ folder: ResultsFolder, _ description: RunDescription) throws {
            samples.append(try SideReader.read(folder, description).side)
            workloads.insert(description.workloadHash)
            if let fingerprint, fingerprint != description.fingerprint {
                faults.append("the machine changed within the block")
            }
            fingerprint = description.fingerprint
            count += 1
            if !FileManager.default.fileExists(atPath: folder.report.path) {
                faults.append("a slice was cut off before its end")
            }
        }
    }

    private func block(_ base: Part, _ head: Part, _ plan: BlockPlan) -> Block {
        var (baseRepetition, headRepetition) = RepetitionMeter.measure(base: base.samples, head: head.samples)
        let median = RepetitionMeter.median(of: base.samples)
        (baseRepetition.faults, headRepetition.faults) = (base.faults, head.faults)
        rules.judge(&baseRepetition, base.samples, as: .base, median: median)
        rules.judge(&headRepetition, head.samples, as: .head, median: median)
        var faults: [String] = []
        if base.workloads.union(head.workloads).count > 1 { faults.append("the sides ran different workloads") }
        if base.count != head.count {
            faults.append("\(base.count) slices of the base and \(head.count) of the head were measured")
        }
        if let one = base.fingerprint, let other = head.fingerprint, !one.mismatches(with: other).isEmpty {
            faults.append("the sides ran on different machines: \(one.mismatches(with: other).joined(separator: ", "))")
        }
        return Block(
            index: plan.index, first: plan.order.first ?? .base, base: baseRepetition, head: headRepetition,
            faults: faults)
    }
}

extension CandidateRun {
    /// Returns the name of a baseline: the suite, and the test after a dot where the suite has one.
    package static func suiteName(suite: String, test: String?) -> String {
        test.map { "\(suite).\($0)" } ?? suite
    }
}
