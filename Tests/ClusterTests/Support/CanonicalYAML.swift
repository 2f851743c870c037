/// A document of YAML in the form kustomize writes: maps and lists by indentation, scalars on their key's line or as a
/// block of text. Enough to look into its output, and no more.
indirect enum CanonicalYAML: Equatable {
    case scalar(String)
    case list([CanonicalYAML])
    case map([String: CanonicalYAML])

    /// Reads the documents of a text.
    static func documents(_ text: String) -> [CanonicalYAML] {
        var documents: [[Substring]] = [[]]
        for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            if line == "---" { documents.append([]) } else { documents[documents.count - 1].append(line) }
        }
        return documents.compactMap { lines in
            var rest = lines.filter { !$0.isEmpty }[...]
            return rest.isEmpty ? nil : value(&rest, indent: 0)
        }
    }

    subscript(key: String) -> CanonicalYAML? {
        if case .map(let map) = self { map[key] } else { nil }
    }

    var keys: [String] {
        if case .map(let map) = self { map.keys.sorted() } else { [] }
    }

    var items: [CanonicalYAML] {
        if case .list(let items) = self { items } else { [] }
    }

    var text: String? {
        if case .scalar(let text) = self { text } else { nil }
    }

    private static func value(_ lines: inout ArraySlice<Substring>, indent: Int) -> CanonicalYAML {
        guard let first = lines.first, first.indent >= indent else { return .scalar("") }
        return first.dropFirst(first.indent).hasPrefix("- ") ? list(&lines, first.indent) : map(&lines, first.indent)
    }

    private static func list(_ lines: inout ArraySlice<Substring>, _ indent: Int) -> CanonicalYAML {
        var items: [CanonicalYAML] = []
        while let line = lines.first, line.indent == indent, line.dropFirst(indent).hasPrefix("- ") {
            let content = line.dropFirst(indent + 2)
            lines.removeFirst()
            if Self.entry(content) != nil {
                // A map whose first key stands behind the dash: read it as if it stood on a line of its own.
                lines = [Substring(String(repeating: " ", count: indent + 2) + content)] + lines
                items.append(map(&lines, indent + 2))
            } else {
                items.append(scalar(content, &lines, indent: indent))
            }
        }
        return .list(items)
    }

    private static func map(_ lines: inout ArraySlice<Substring>, _ indent: Int) -> CanonicalYAML {
        var map: [String: CanonicalYAML] = [:]
        while let line = lines.first, line.indent == indent, let (key, rest) = entry(line.dropFirst(indent)) {
            lines.removeFirst()
            if !rest.isEmpty {
                map[key] = scalar(rest, &lines, indent: indent)
            } else if let next = lines.first, next.indent > indent || next.dropFirst(indent).hasPrefix("- ") {
                map[key] = value(&lines, indent: indent)
            } else {
                map[key] = .scalar("")
            }
        }
        return .map(map)
    }

    private static func scalar(
        _ text: Substring, _ lines: inout ArraySlice<Substring>, indent: Int
    ) -> CanonicalYAML {
        guard text.hasPrefix("|") else {
            return .scalar(text.trimming { $0 == "\"" || $0 == "'" })
        }
        var block: [Substring] = []
        while let line = lines.first, line.indent > indent {
            block.append(line)
            lines.removeFirst()
        }
        let inset = block.map(\.indent).min() ?? 0
        return .scalar(block.map { $0.dropFirst(inset) }.joined(separator: "\n"))
    }

    /// A key and what stands behind it on its line.
    private static func entry(_ text: Substring) -> (String, Substring)? {
        guard let first = text.first, first.isLetter || first == "." else { return nil }
        guard let end = text.firstIndex(of: ":") else { return nil }
        let key = text[..<end]
        let rest = text[text.index(after: end)...]
        guard !key.contains(" "), rest.isEmpty || rest.hasPrefix(" ") else { return nil }
        return (String(key), rest.drop { $0 == " " })
    }
}

extension Substring {
    fileprivate var indent: Int { prefix { $0 == " " }.count }

    fileprivate func trimming(_ isEdge: (Character) -> Bool) -> String {
        var text = self
        while let first = text.first, isEdge(first) { text.removeFirst() }
        while let last = text.last, isEdge(last) { text.removeLast() }
        return String(text)
    }
}
