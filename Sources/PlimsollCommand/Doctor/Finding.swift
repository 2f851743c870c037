import Gate

/// One line of the doctor's report: what was looked at, what was found, and the remedy where it falls short.
struct Finding: Equatable, Sendable {
    enum State: String, Equatable, Sendable {
        case good = "✓"
        case optional = "–"
        case missing = "✗"
    }

    let state: State
    let subject: String
    let found: String
    /// The command that mends it; nil when nothing needs mending.
    var remedy: String?

    static func good(_ subject: String, _ found: String) -> Finding {
        Finding(state: .good, subject: subject, found: found)
    }

    /// A tool that is looked for on the path: needed for `purpose` only, unless it is required.
    static func tool(_ name: String, version: String?, purpose: String, package: String) -> Finding {
        guard let version else {
            return Finding(
                state: .optional, subject: name, found: "not installed; needed for \(purpose)",
                remedy: "sudo apt-get install \(package)")
        }
        return Finding(state: .good, subject: name, found: version)
    }

    /// How many descriptors the process may open, judged against one connection for each of `users` users.
    static func descriptors(soft: UInt64, hard: UInt64, users: UInt64 = 10_000) -> Finding {
        let found = "\(soft) open files (hard limit \(hard))"
        guard soft < users else { return .good("descriptors", found) }
        let remedy =
            hard >= users ? "ulimit -n \(min(hard, 65_536))" : "raise the hard limit in /etc/security/limits.conf"
        return Finding(
            state: .optional, subject: "descriptors", found: found + "; each user with a connection needs one",
            remedy: remedy)
    }

    /// Whether a gate can be measured on this machine now.
    static func quiet(_ sight: MachineSight) -> Finding {
        guard !sight.isQuiet else { return .good("quiet", "\(sight.text): quiet enough for a gate") }
        return Finding(
            state: .optional, subject: "quiet", found: "\(sight.text): too noisy for a gate",
            remedy: "stop other work, or use a quieter machine; plimsoll gate waits for a quiet moment (--patience)")
    }

    /// How many connections to one address the machine can hold, from the range of ephemeral ports.
    static func ports(range: ClosedRange<Int>) -> Finding {
        .good("ports", "\(range.lowerBound)–\(range.upperBound): \(range.count) connections to one address and port")
    }
}
