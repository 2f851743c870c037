import Foundation
import Results

/// One call of the command: from its words to its exit code.
struct CommandLineRun: Sendable {
    let words: [String]

    /// Runs the verb that the words name; whatever goes wrong is one sentence on standard error.
    func finish() async -> ExitCode {
        guard let first = words.first, !["--help", "-h"].contains(first) else {
            print(Verbs.overview)
            return words.isEmpty ? .usage : .success
        }
        if first == "help", let verb = Verbs.named(by: Array(words.dropFirst())) ?? nil {
            print(verb.verb.usage.help)
            return .success
        }
        if first == "help" {
            print(Verbs.overview)
            return .success
        }
        if first == "--version" {
            print(ToolVersion.named)
            return .success
        }
        guard let (verb, rest) = Verbs.named(by: words) else {
            return refuse(Verbs.unknown(words))
        }
        if rest.contains("--help") || rest.contains("-h") {
            print(verb.usage.help)
            return .success
        }
        return await run(verb, rest)
    }

    private func run(_ verb: any Verb.Type, _ rest: [String]) async -> ExitCode {
        var arguments = Arguments(words: rest, usage: verb.usage)
        let instance = verb.init(&arguments)
        guard arguments.faults.isEmpty else {
            return refuse(
                arguments.faults.map { "plimsoll \(verb.usage.name): \($0)" }.joined(separator: "\n")
                    + "\nsee: plimsoll \(verb.usage.name) --help")
        }
        do {
            return try await instance.run()
        } catch let failure as CommandFailure {
            complain("plimsoll \(verb.usage.name): \(failure.description)")
            return failure.code
        } catch {
            complain("plimsoll \(verb.usage.name): \(error)")
            return .internalError
        }
    }

    private func refuse(_ sentence: String) -> ExitCode {
        complain(sentence)
        return .usage
    }

    private func complain(_ sentence: String) {
        FileHandle.standardError.write(Data((sentence + "\n").utf8))
    }
}
