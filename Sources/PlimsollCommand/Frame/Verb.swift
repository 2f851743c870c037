/// One thing that the command does; each verb has a file of its own and a place in `Verbs.all`.
protocol Verb: Sendable {
    /// Its name, options and help.
    static var usage: Usage { get }

    /// Reads what it needs; faults are noted on `arguments`, so that all of them are told at once.
    init(_ arguments: inout Arguments)

    /// Does the work and says how it ended; a thrown ``CommandFailure`` carries its own exit code.
    func run() async throws -> ExitCode
}
