import HTTPLoad

/// The variables that suites read, as options: what `PLIMSOLL_USERS=50` says to one command, `--users 50` says to `plimsoll test`.
enum SuiteVariables {
    /// The options, each for one variable.
    private static let variables: [(option: String, value: String, variable: String, meaning: String)] = [
        ("--users", "<n>", "PLIMSOLL_USERS", "users of closed models, or the highest of their stages"),
        ("--spawn-rate", "<n>", "PLIMSOLL_SPAWN_RATE", "users who come in a second"),
        ("--rate", "<n>", "PLIMSOLL_RATE", "arrivals a second of open models, or the highest of their stages"),
        ("--duration", "<duration>", "PLIMSOLL_DURATION", "how long each run lasts: 90s, 10m, 2h30m"),
        ("--tags", "<tags>", "PLIMSOLL_TAGS", "only actions with one of these tags, with commas between"),
        ("--exclude", "<tags>", "PLIMSOLL_EXCLUDE", "no actions with one of these tags"),
        ("--environment", "<name>", "PLIMSOLL_ENVIRONMENT", "which of a target's environments is loaded"),
        ("--seed", "<n>", "PLIMSOLL_SEED", "what repeats a run's random choices"),
    ]

    /// The options as the help lists them.
    static var options: [Usage.Option] {
        variables.map { .value($0.option, $0.value, $0.meaning) } + [
            .values("--target", "<name>=<url>", "the address of a target instead of its own"),
            .values("--set", "<NAME>=<value>", "a variable of the suites' own"),
        ]
    }

    /// The variables that were given; what can't be one is noted as a fault.
    static func read(_ arguments: inout Arguments) -> [String: String] {
        var given: [String: String] = [:]
        for variable in variables {
            if let text = arguments.text(variable.option) { given[variable.variable] = text }
        }
        for text in arguments.texts("--target") {
            guard let (name, url) = pair(text) else {
                arguments.fault("--target: expected a name and an address, shop=https://shop.example, got “\(text)”")
                continue
            }
            given[Target.variable(of: name)] = url
        }
        for text in arguments.texts("--set") {
            guard let (name, value) = pair(text) else {
                arguments.fault("--set: expected a name and a value, REGION=eu, got “\(text)”")
                continue
            }
            given[name] = value
        }
        return given
    }

    /// What stands before and after the first equals sign.
    private static func pair(_ text: String) -> (String, String)? {
        let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
        return parts.count == 2 ? (parts[0], parts[1]) : nil
    }
}
