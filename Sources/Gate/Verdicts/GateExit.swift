/// The exit codes of the commands that judge.
package enum GateExit: Int32, Sendable {
    /// Pass or improved.
    case pass = 0
    /// An internal error.
    case failure = 1
    /// A regression, or a violated limit.
    case regression = 2
    /// The measurement doesn't tell.
    case inconclusive = 3
    /// The load test itself failed.
    case testFailed = 4
    /// The baseline, the fingerprint or the contract is missing or doesn't fit.
    case mismatch = 5
    /// The command was used wrongly.
    case usage = 64
}

/// What an inconclusive verdict does to a merge.
package enum InconclusivePolicy: String, Sendable, CaseIterable {
    /// It is printed, and the code is 0: for pull requests.
    case warn
    /// The code is 3: for releases.
    case fail
}

extension Verdict {
    /// Returns the code the command ends with.
    ///
    /// A regression that is proven isn't hidden by something else that is missing; a mismatch isn't hidden by a policy.
    package func exit(_ policy: InconclusivePolicy) -> GateExit {
        if outcome == .fail { return .regression }
        if !testFailures.isEmpty { return .testFailed }
        if !mismatches.isEmpty { return .mismatch }
        if outcome == .inconclusive { return policy == .fail ? .inconclusive : .pass }
        return .pass
    }

    /// Why nothing could be decided, in a sentence; nothing for a verdict that decides.
    package var obstacle: String? {
        guard outcome == .inconclusive else { return nil }
        return (mismatches + testFailures + faults).first ?? gated(.inconclusive).first?.sentence
            ?? (mode == .confirmation ? notices.first : nil)
    }

    /// The verdict in one line.
    package var headline: String {
        let subject = "\(suite): "
        switch outcome {
        case .fail:
            let names = gated(.fail).map(\.metric).joined(separator: ", ")
            return subject + (isProvisional ? "FAIL (provisional)" : "FAIL") + (names.isEmpty ? "" : " – \(names)")
        case .pass: return subject + "PASS"
        case .improved: return subject + "IMPROVED – \(gated(.improved).map(\.metric).joined(separator: ", "))"
        case .inconclusive:
            return subject + "INCONCLUSIVE" + (obstacle.map { " – \($0)" } ?? "")
        }
    }
}
