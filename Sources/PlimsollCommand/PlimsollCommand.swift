import Foundation

/// The command `plimsoll`: finds the verb that the words name, reads its arguments, runs it and ends with its exit code.
@main
struct PlimsollCommand {
    static func main() async {
        StandardOutput.reserveDescriptors()
        let code = await CommandLineRun(words: Array(CommandLine.arguments.dropFirst())).finish()
        exit(StandardOutput.finish(with: code).rawValue)
    }
}
