import Testing

@testable import Load

/// All rows of a text, fed in pieces of a size.
private func rows(_ bytes: [UInt8], pieces: Int) throws -> [[String]] {
    var parser = CSVParser()
    var rows: [CSVParser.Row] = []
    for start in stride(from: 0, to: bytes.count, by: pieces) {
        try parser.read(bytes[start..<min(start + pieces, bytes.count)], into: &rows)
    }
    try parser.finish(into: &rows)
    return rows.map(\.values)
}

@Suite struct CSVParserTests {
    @Test(
        arguments: [
            ("a,b\n1,2\n", [["a", "b"], ["1", "2"]]),
            ("a,b\r\n1,2", [["a", "b"], ["1", "2"]]),
            ("\u{FEFF}a,b\n", [["a", "b"]]),
            ("\"x,y\",\"he said \"\"no\"\"\"\n", [["x,y", "he said \"no\""]]),
            ("\"two\r\nlines\",z\n", [["two\r\nlines", "z"]]),
            ("a,,c\n\n\n,\n", [["a", "", "c"], ["", ""]]),
            ("Grüße,日本\n", [["Grüße", "日本"]]), ("", []),
        ] as [(String, [[String]])], [1, 3, 1_000])
    func valuesAreTakenApartWhateverThePieces(sample: (text: String, rows: [[String]]), pieces: Int) throws {
        #expect(try rows(Array(sample.text.utf8), pieces: pieces) == sample.rows)
    }

    @Test(arguments: [
        ("a\n\"b", "line 2: a quote is never closed"), ("\"a\"b\n", "line 1: a character follows a closing quote"),
    ])
    func brokenQuotesAreSaidWithTheirLine(text: String, message: String) {
        #expect(throws: FeederError(.malformed, message)) { try rows(Array(text.utf8), pieces: 2) }
    }
}
