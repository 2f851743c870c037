/// Comma-separated values as RFC 4180 has them.
enum CSV {
    /// The rows as text. A field that a spreadsheet would take for a formula gets an apostrophe in front of it.
    static func text(_ rows: [[String]]) -> String {
        rows.map { $0.map(field).joined(separator: ",") }.joined(separator: "\r\n") + "\r\n"
    }

    static func field(_ text: String) -> String {
        var text = text.picturingControls(but: "\t", "\r", "\n")
        if let first = text.unicodeScalars.first,
            "=+@\t\r".unicodeScalars.contains(first) || (first == "-" && Double(text) == nil)
        {
            text = "'" + text
        }
        let needsQuotes = text.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
        guard needsQuotes else { return text }
        // Scalar by scalar: a quote with an accent on it is another character to Swift, and a quote to whoever reads the file.
        var quoted = "\""
        for scalar in text.unicodeScalars {
            if scalar == "\"" { quoted.unicodeScalars.append(scalar) }
            quoted.unicodeScalars.append(scalar)
        }
        return quoted + "\""
    }
}
