/// The first bytes of a text file: passes over UTF-8's byte order mark, and refuses what isn't text in UTF-8 at all.
///
/// Spreadsheets save UTF-16 under the name of text, and archives are handed over by mistake: taken byte by byte, either would become rows of
/// nonsense.
struct TextPreamble {
    /// The bytes that decide, until there are enough of them; nil once it is decided.
    private var held: [UInt8]? = []

    /// Takes bytes in; gives those that are text.
    mutating func read(_ bytes: some Sequence<UInt8>) throws(FeederError) -> [UInt8] {
        guard let held else { return Array(bytes) }
        let all = held + Array(bytes)
        guard all.count >= 4 else {
            self.held = all
            return []
        }
        return try decide(all)
    }

    /// The bytes are over; gives what was held back.
    mutating func finish() throws(FeederError) -> [UInt8] {
        guard let held else { return [] }
        return try decide(held)
    }

    private mutating func decide(_ bytes: [UInt8]) throws(FeederError) -> [UInt8] {
        held = nil
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw FeederError(
                .malformed,
                "the file is UTF-16 and not UTF-8: save it as “CSV UTF-8”, or convert it with iconv -f UTF-16 -t UTF-8")
        }
        if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw FeederError(
                .malformed, "the file is an archive, as a spreadsheet's own format is: export it as CSV in UTF-8")
        }
        if bytes.starts(with: [0x1F, 0x8B]) {
            throw FeederError(.malformed, "the file is compressed: unpack it with gunzip")
        }
        return bytes
    }
}
