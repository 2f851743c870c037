import Load
import Measurement

/// What a tier's run amounts to: its exit code, and the sentences that say why.
struct TierVerdict: Equatable, Sendable {
    let code: ExitCode
    let sentences: [String]

    /// Judges a run of `swift test`.
    ///
    /// - Parameters:
    ///   - status: what `swift test` exited with. It exits with 0 when nothing matched, hence the rest.
    ///   - results: how many runs were stored meanwhile.
    ///   - manifest: the suites that there must be; nil when the package names none, or a filter chose others.
    init(tier: Tier, status: Int32, outcomes: TestOutcomes, results: Int, manifest: SuiteManifest? = nil) {
        var sentences = outcomes.skipped.map { "skipped: \($0.name): \($0.reason)" }
        sentences += outcomes.unfinished.map { "never ended: \($0)" }
        let missing = manifest?.missing(of: tier, in: outcomes.suites) ?? []
        sentences += (manifest?.unlisted(in: outcomes.suites) ?? []).map {
            "\($0) isn't in \(SuiteManifest.path): add it, so that its loss is noticed"
        }
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
        } else if !missing.isEmpty {
            code = .testFailed
            sentences += missing.map {
                "\($0) is in \(SuiteManifest.path) and wasn't found: restore the suite, or take it off the list"
            }
        } else if results == 0 {
            code = .testFailed
            sentences.append(
                "\(outcomes.ran.count.counted("test")) ran and none left a result, so nothing was measured")
        } else if status != 0, !outcomes.invalid.isEmpty, !outcomes.endings.values.contains(.failed) {
            code = .testFailed
            sentences.append(
                "no limit was broken, but the figures can't be believed of \(outcomes.invalid.joined(separator: ", ")): see above"
            )
        } else if status != 0 {
            code = .regression
            sentences.append("a limit was broken: see above")
        } else {
            code = .success
            sentences.append("\(outcomes.ran.count.counted("test")) passed, \(results.counted("result")) stored")
        }
        self.sentences = sentences
    }
}
