extension QueuePlan {
    /// Names and subjects that no server takes, a sentence each; a blank or a line's end in one would end a line of the protocol early.
    package var faultsOfNames: [String] {
        var faults: [String] = []
        if usesJetStream {
            let names =
                streams.map(\.config.name) + publishers.map(\.stream) + consumers.map(\.stream) + watched.map(\.stream)
            faults += Self.unique(names).filter { !LoadSpec.Stream.isName($0) }.map {
                "“\(Self.shown($0))” can't be a stream's name: no blanks, dots, slashes, * or >"
            }
            faults += Self.unique(consumers.compactMap(\.config.durableName) + watched.map(\.consumer))
                .filter { !LoadSpec.Stream.isName($0) }.map {
                    "“\(Self.shown($0))” can't be a consumer's name: no blanks, dots, slashes, * or >"
                }
        }
        let listened = streams.flatMap { $0.config.subjects } + consumers.flatMap(\.subjects)
        faults += Self.unique(listened).filter { !LoadSpec.Stream.isSubject($0) }.map {
            "“\(Self.shown($0))” is no subject: words with dots between, without blanks"
        }
        let addressed = Self.unique(publishers.flatMap(\.subjects))
        faults += addressed.filter { !LoadSpec.Stream.isSubject($0) || Self.hasWildcard($0) }.map {
            "“\(Self.shown($0))” is no subject to publish to: words with dots between, without blanks and wildcards"
        }
        return faults
    }

    /// Each once, in their order.
    private static func unique(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }

    private static func hasWildcard(_ subject: String) -> Bool {
        subject.split(separator: ".").contains { $0 == "*" || $0 == ">" }
    }

    private static func shown(_ text: String) -> String {
        String(text.prefix(80).map { $0.unicodeScalars.contains { $0.value < 0x20 } ? "·" : $0 })
    }
}
