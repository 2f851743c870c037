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
            ("Grüße,日本\n", [["Grüße", "日本"]]), ("", []), ("a", [["a"]]), ("\u{FEFF}", []),
            // Carriage returns alone, and one too many.
            ("a,b\r1,2\r\r3,4", [["a", "b"], ["1", "2"], ["3", "4"]]), ("a\r\r\nb\r\n", [["a"], ["b"]]),
            ("\"x\"\r\"y\ry\"\r", [["x"], ["y\ry"]]),
            // It begins with the first byte of a byte order mark.
            ("Ａ,b\n", [["Ａ", "b"]]),
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

    /// Beginnings of files that aren't what they are taken for, and what is said of them.
    static let strangers: [([UInt8], String)] = [
        ([0xFF, 0xFE, 0x61, 0x00, 0x0A, 0x00], "the file is UTF-16 and not UTF-8"),
        ([0xFE, 0xFF], "the file is UTF-16"),
        ([0x50, 0x4B, 0x03, 0x04, 0x14], "the file is an archive"), ([0x1F, 0x8B, 0x08], "the file is compressed"),
        ([0x61, 0x0A, 0x62, 0x00, 0x0A], "line 2 holds a NUL byte"),
        ([0x61, 0x0A, 0x22, 0x62, 0xE9, 0x22, 0x0A], "line 2 isn't UTF-8, perhaps Windows-1252"),
    ]

    @Test(arguments: strangers, [1, 1_000])
    func whatIsNoTextInUTF8IsSaid(sample: (bytes: [UInt8], sentence: String), pieces: Int) {
        let error = #expect(throws: FeederError.self) { try rows(sample.bytes, pieces: pieces) }
        #expect(error?.description.hasPrefix(sample.sentence) == true, "\(String(describing: error))")
    }

    @Test func aQuoteThatIsNeverClosedDoesNotTakeTheWholeFile() {
        var parser = CSVParser()
        var rows: [CSVParser.Row] = []
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        let error = #expect(throws: FeederError.self) {
            try parser.read(Array("a\n\"".utf8), into: &rows)
            for _ in 0..<17 { try parser.read(piece, into: &rows) }
        }
        #expect(error?.description.hasPrefix("the row that begins in line 2 has more than 16 MiB") == true)
    }
}
