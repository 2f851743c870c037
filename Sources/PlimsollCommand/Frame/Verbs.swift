/// The verbs of the command, in the order in which the help lists them.
enum Verbs {
    static let all: [any Verb.Type] = [
        TestVerb.self,
        QuickVerb.self,
        ReportVerb.self,
        RunsVerb.self,
        DiffVerb.self,
        BenchHTTPVerb.self,
        BenchSoakVerb.self,
        BenchReportVerb.self,
        BenchCompareVerb.self,
        BenchFeederVerb.self,
        BenchWorkerVerb.self,
        BenchNATSVerb.self,
        BenchNATSWorkerVerb.self,
        BenchObserveVerb.self,
        BenchClusterVerb.self,
        DoctorVerb.self,
        GateVerb.self,
        CompareVerb.self,
        BaselineShowVerb.self,
        BaselineUpdateVerb.self,
        BaselineAcceptVerb.self,
        BaselineVerifyVerb.self,
        SelfTestVerb.self,
        SimulateVerb.self,
        TrendVerb.self,
        NATSRunVerb.self,
        NATSPublishVerb.self,
        NATSBurstVerb.self,
        TargetVerb.self,
        WatchVerb.self,
    ]

    /// The verb that the first words name, and the words behind it; the longest name wins.
    static func named(by words: [String]) -> (verb: any Verb.Type, rest: [String])? {
        let matches = all.compactMap { verb -> (any Verb.Type, Int)? in
            let name = verb.usage.name.split(separator: " ").map(String.init)
            return words.starts(with: name) ? (verb, name.count) : nil
        }
        guard let best = matches.max(by: { $0.1 < $1.1 }) else { return nil }
        return (best.0, Array(words.dropFirst(best.1)))
    }

    /// The sentence for words that name no verb; lists the verbs of a family where the first word names one.
    static func unknown(_ words: [String]) -> String {
        let first = words.first ?? ""
        let family = all.map { $0.usage.name }.filter { $0.hasPrefix(first + " ") }
        guard family.isEmpty else {
            return "plimsoll \(first): expected one of \(family.map { "“\($0)”" }.joined(separator: ", "))"
        }
        return "plimsoll: there is no verb “\(first)”; there are \(all.map { $0.usage.name }.joined(separator: ", "))"
    }

    /// The page that `plimsoll --help` prints.
    static var overview: String {
        let width = all.map { $0.usage.name.count }.max() ?? 0
        let verbs = all.map { "  " + $0.usage.name.padded(to: width) + "  " + $0.usage.summary }
        let codes = ExitCode.documented.map { "  " + "\($0.rawValue)".padded(to: 4) + $0.meaning }
        return
            ([
                "Load tests as Swift Testing suites, and a gate with known error rates.", "",
                "usage: plimsoll <verb> [options]", "",
            ]
            + ["verbs:"] + verbs + ["", "exit codes:"] + codes + ["", "More on a verb: plimsoll <verb> --help"])
            .joined(separator: "\n")
    }
}
