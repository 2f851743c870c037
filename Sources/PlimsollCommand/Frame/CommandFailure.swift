/// A reason why a verb can't go on: one sentence with the datum and the remedy, and the exit code it leads to.
struct CommandFailure: Error, CustomStringConvertible {
    let code: ExitCode
    let description: String

    init(_ code: ExitCode, _ description: String) {
        self.code = code
        self.description = description
    }
}
