import Measurement

/// The words behind a verb, sorted into options and positionals, with every fault found on the way.
///
/// Asking for a value that is malformed notes a fault and returns the default, so that a verb's initialiser can go on
/// and all faults are told at once.
struct Arguments {
    /// The words that belong to no option, in order.
    private(set) var positionals: [String] = []
    /// One sentence a fault, each naming the flag.
    private(set) var faults: [String] = []
    private var given: [String: [String]] = [:]

    init(words: [String], usage: Usage) {
        let options = Dictionary(usage.options.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        var rest = words[...]
        var onlyPositionals = false
        while let word = rest.popFirst() {
            if onlyPositionals || !word.hasPrefix("-") || word == "-" {
                positionals.append(word)
            } else if word == "--" {
                onlyPositionals = true
            } else {
                take(word, options: options, rest: &rest)
            }
        }
        if usage.positionals.isEmpty, !positionals.isEmpty {
            let words = positionals.map { "“\($0)”" }.joined(separator: ", ")
            faults.append("\(usage.name) takes no arguments besides its options, but got \(words)")
        }
    }

    private mutating func take(_ word: String, options: [String: Usage.Option], rest: inout ArraySlice<String>) {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        guard let option = options[name] else {
            let near = options.keys.sorted().joined(separator: ", ")
            faults.append("\(name): no such option; there \(options.isEmpty ? "are none" : "are \(near)")")
            // What follows is most likely its value, not an argument.
            if parts.count == 1, let next = rest.first, !next.hasPrefix("-") { rest.removeFirst() }
            return
        }
        var value = parts.count > 1 ? parts[1] : nil
        if option.value == nil, value != nil {
            faults.append("\(name): takes no value")
            return
        }
        if let placeholder = option.value, value == nil {
            guard let next = rest.first, !next.hasPrefix("--") else {
                faults.append("\(name): expected a value, \(placeholder)")
                return
            }
            value = next
            rest.removeFirst()
        }
        if given[name] != nil, !option.repeats {
            faults.append("\(name): given more than once")
        }
        given[name, default: []].append(value ?? "")
    }

    // MARK: - What a verb asks for

    /// Notes a fault that only the verb can see, such as two options that exclude each other.
    mutating func fault(_ sentence: String) {
        faults.append(sentence)
    }

    func flag(_ name: String) -> Bool {
        given[name] != nil
    }

    func text(_ name: String) -> String? {
        given[name]?.last
    }

    func texts(_ name: String) -> [String] {
        given[name] ?? []
    }

    /// A whole number within the range, or the default.
    mutating func integer(_ name: String, in range: ClosedRange<Int>, default value: Int) -> Int {
        guard let text = text(name) else { return value }
        guard let number = Int(text), range.contains(number) else {
            faults.append(
                "\(name): expected a whole number from \(range.lowerBound) to \(range.upperBound), got “\(text)”")
            return value
        }
        return number
    }

    /// A finite number within the range, or the default.
    mutating func number(_ name: String, in range: ClosedRange<Double>, default value: Double) -> Double {
        guard let text = text(name) else { return value }
        guard let number = Double(text), number.isFinite, range.contains(number) else {
            faults.append("\(name): expected a number from \(range.lowerBound) to \(range.upperBound), got “\(text)”")
            return value
        }
        return number
    }

    /// A duration such as `90s`, `2h30m` or `250ms`, or the default.
    mutating func duration(_ name: String, default value: Duration) -> Duration {
        guard let text = text(name) else { return value }
        guard let duration = Duration(text: text) else {
            faults.append("\(name): expected a duration such as 90s, 2h30m or 250ms, got “\(text)”")
            return value
        }
        return duration
    }

    /// One of the cases of an enumeration, by its raw value, or the default.
    mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(_ name: String, default value: Choice)
        -> Choice
    {
        guard let text = text(name) else { return value }
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            faults.append("\(name): expected one of \(names), got “\(text)”")
            return value
        }
        return choice
    }
}
