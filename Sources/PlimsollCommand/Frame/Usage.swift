/// What a verb is called, what it does and which words it takes; the parser and the help are both read off this value.
struct Usage: Sendable {
    /// An option: a flag, or a name followed by a value.
    struct Option: Sendable {
        let name: String
        /// The placeholder of the value, such as `<seconds>`; nil for a flag.
        let value: String?
        let meaning: String
        /// Whether it may be given more than once.
        let repeats: Bool

        static func flag(_ name: String, _ meaning: String) -> Option {
            Option(name: name, value: nil, meaning: meaning, repeats: false)
        }

        static func value(_ name: String, _ value: String, _ meaning: String) -> Option {
            Option(name: name, value: value, meaning: meaning, repeats: false)
        }

        static func values(_ name: String, _ value: String, _ meaning: String) -> Option {
            Option(name: name, value: value, meaning: meaning + " (may be given several times)", repeats: true)
        }
    }

    /// The words that name the verb, such as `report` or `baseline update`.
    let name: String
    /// One line for the list of verbs.
    let summary: String
    /// The placeholders of its positional arguments, such as `[<results>]`; empty when it takes none.
    var positionals: String = ""
    var options: [Option] = []
    /// What a user should know beyond the summary: sentences, an example.
    var discussion: String = ""
    /// The exit codes that this verb can end with.
    var exitCodes: [ExitCode] = [.success, .internalError, .usage]

    /// The page that `plimsoll <verb> --help` prints.
    var help: String {
        var lines = ["\(summary).", "", "usage: " + synopsis]
        if !discussion.isEmpty { lines += ["", discussion] }
        if !options.isEmpty {
            let heads = options.map { [$0.name, $0.value].compactMap(\.self).joined(separator: " ") }
            let width = heads.map(\.count).max() ?? 0
            lines += ["", "options:"]
            for (head, option) in zip(heads, options) {
                lines.append("  " + head.padded(to: width) + "  " + option.meaning)
            }
        }
        lines += ["", "exit codes: " + exitCodes.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: " · ")]
        return lines.joined(separator: "\n")
    }

    private var synopsis: String {
        (["plimsoll", name, options.isEmpty ? "" : "[options]", positionals])
            .filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension String {
    /// The text with blanks behind it, at least `width` characters long.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - count))
    }
}
