/// Breaks text into lines.
enum TextWrapping {
    /// Lines of at most so many columns, broken at spaces, or anywhere in a word that is too long; all but the first are indented.
    static func lines(of text: String, columns: Int, indentation: Int) -> [String] {
        let margin = String(repeating: " ", count: indentation)
        var lines: [String] = []
        var line = ""
        var width = 0
        var isEmpty = true
        func limit() -> Int { max(columns, indentation + 8) }
        func end() {
            lines.append(line)
            line = margin
            width = indentation
            isEmpty = true
        }
        // Leading spaces are the first line's own indentation.
        let lead = text.prefix { $0 == " " }
        line = String(lead)
        width = lead.count
        for word in text.dropFirst(lead.count).split(separator: " ", omittingEmptySubsequences: false) {
            let length = word.displayWidth
            if !isEmpty, width + 1 + length > limit() { end() }
            if !isEmpty {
                line += " "
                width += 1
            }
            for character in word {
                if width + character.displayWidth > limit() { end() }
                line.append(character)
                width += character.displayWidth
                isEmpty = false
            }
            isEmpty = isEmpty && word.isEmpty
        }
        lines.append(line)
        return lines
    }
}
