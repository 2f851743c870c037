/// The number that the command ends with; scripts and CI rely on these, and each verb's help names those it uses.
struct ExitCode: Equatable, Sendable {
    let rawValue: Int32
    let meaning: String

    /// All is well: passed, improved, or done.
    static let success = ExitCode(rawValue: 0, meaning: "passed, improved or done")
    /// A fault of the tool or of the machine, not a judgement of the target.
    static let internalError = ExitCode(
        rawValue: 1, meaning: "internal error, or an output that couldn't be written whole")
    /// The target broke a limit or got worse.
    static let regression = ExitCode(rawValue: 2, meaning: "regression, or a limit was broken")
    /// The evidence decides neither way.
    static let inconclusive = ExitCode(rawValue: 3, meaning: "inconclusive")
    /// The load test itself failed: target out of reach, generator too slow, checks that failed.
    static let testFailed = ExitCode(rawValue: 4, meaning: "the load test itself failed or was invalid")
    /// Something the verb stands on is missing or doesn't match.
    static let missing = ExitCode(
        rawValue: 5, meaning: "results, baseline, fingerprint or contract missing or mismatched")
    /// The words of the call are off.
    static let usage = ExitCode(rawValue: 64, meaning: "usage: the call's words are off")
    /// Ended by Ctrl-C, after everything measured was written.
    static let interrupted = ExitCode(rawValue: 130, meaning: "interrupted; what was measured is written")

    /// Every documented code, in the order in which the help lists them.
    static let documented: [ExitCode] = [
        .success, .internalError, .regression, .inconclusive, .testFailed, .missing, .usage, .interrupted,
    ]

    static func == (left: ExitCode, right: ExitCode) -> Bool {
        left.rawValue == right.rawValue
    }
}
