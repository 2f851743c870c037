/// Says what this machine has of what load tests need, and the command that installs what is missing.
struct DoctorVerb: Verb {
    static let usage = Usage(
        name: "doctor",
        summary: "Say what is installed here, what is missing and how to install it",
        discussion: """
            ✓ is there · – is missing and needed only for the purpose named · ✗ is missing and needed always.
            It looks for two seconds at how quiet the machine is: what its host takes, and how late timers wake.
            """,
        exitCodes: [.success, .missing, .usage]
    )

    init(_ arguments: inout Arguments) {}

    func run() async -> ExitCode {
        let quiet = await MachineProbe().look(for: .seconds(2)) { false }.map(Finding.quiet)
        let findings = Machine.examine(quiet: quiet)
        print(Self.report(findings))
        return findings.contains { $0.state == .missing } ? .missing : .success
    }

    /// The findings as lines of text, each remedy under what it mends.
    static func report(_ findings: [Finding]) -> String {
        let width = findings.map(\.subject.count).max() ?? 0
        return findings.map { finding in
            let line = "\(finding.state.rawValue) \(finding.subject.padded(to: width))  \(finding.found)"
            guard let remedy = finding.remedy else { return line }
            return line + "\n  " + "".padded(to: width) + "  → " + remedy
        }.joined(separator: "\n")
    }
}
