import Load

/// What a tier's run amounts to: its exit code, and the sentences that say why.
struct TierVerdict: Equatable, Sendable {
    let code: ExitCode
    let sentences: [String]

    /// Judges a run of `swift test`.
    ///
    /// - Parameters:
    ///   - status: what `swift test` exited with. It exits with 0 when nothing matched, hence the rest.
    ///   - results: how many runs were stored meanwhile.
    init(tier: Tier, status: Int32, outcomes: TestOutcomes, results: Int) {
        var sentences = outcomes.skipped.map { "skipped: \($0.name): \($0.reason)" }
        sentences += outcomes.unfinished.map { "never ended: \($0)" }
        if status == ExitCode.interrupted.rawValue {
            code = .interrupted
            sentences.append("interrupted; the results up to then are stored")
        } else if outcomes.endings.isEmpty {
            code = .testFailed
            sentences.append(
                "no suite of the tier \(tier.rawValue) was run: suites are found by names that begin with \(tier.prefix), "
                    + "and by --filter")
        } else if !outcomes.unfinished.isEmpty {
            code = .testFailed
        } else if outcomes.ran.isEmpty {
            code = .testFailed
            sentences.append("every suite of the tier \(tier.rawValue) was skipped, so nothing was tested")
        } else if results == 0 {
            code = .testFailed
            sentences.append("\(outcomes.ran.count) tests ran and none left a result, so nothing was measured")
        } else if status != 0 {
            code = .regression
            sentences.append("a limit was broken or a run was invalid: see above")
        } else {
            code = .success
            sentences.append("\(outcomes.ran.count) tests passed, \(results) results stored")
        }
        self.sentences = sentences
    }
}
