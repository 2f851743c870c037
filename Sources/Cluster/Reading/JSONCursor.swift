/// Reads JSON from its beginning to its end, and only what is asked for: the rest is stepped over.
///
/// A cluster that is busy sends hundreds of objects a second, of which a handful of fields matter; a general decoder builds
/// a dictionary of every one of them. Whatever isn't as expected throws, and is left to the general decoder, which also
/// finds the words for what is wrong.
struct JSONCursor {
    /// The text isn't what was expected where the cursor stands.
    struct Unexpected: Error {}

    private let bytes: ArraySlice<UInt8>
    private var place: Int

    /// A cursor at the beginning of a text.
    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        place = bytes.startIndex
    }

    // MARK: - Shapes

    /// Reads an object; the visitor consumes each value, by reading or by stepping over it.
    mutating func object(_ visit: (_ key: String, _ value: inout JSONCursor) throws -> Void) throws {
        try expect(UInt8(ascii: "{"))
        if take(UInt8(ascii: "}")) { return }
        repeat {
            let key = try string()
            try expect(UInt8(ascii: ":"))
            try visit(key, &self)
        } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "}"))
    }

    /// Reads an array; the visitor consumes each element.
    mutating func array(_ visit: (_ element: inout JSONCursor) throws -> Void) throws {
        try expect(UInt8(ascii: "["))
        if take(UInt8(ascii: "]")) { return }
        repeat { try visit(&self) } while take(UInt8(ascii: ","))
        try expect(UInt8(ascii: "]"))
    }

    /// Reads an array of values.
    mutating func values<Value>(_ value: (inout JSONCursor) throws -> Value) throws -> [Value] {
        var values: [Value] = []
        try array { values.append(try value(&$0)) }
        return values
    }

    /// Reads an object whose keys are names and not fields.
    mutating func map<Value>(_ value: (inout JSONCursor) throws -> Value) throws -> [String: Value] {
        var map: [String: Value] = [:]
        try object { key, cursor in map[key] = try value(&cursor) }
        return map
    }

    /// Reads a value unless it is null.
    mutating func optional<Value>(_ value: (inout JSONCursor) throws -> Value) throws -> Value? {
        skipBlanks()
        guard place < bytes.endIndex, bytes[place] == UInt8(ascii: "n") else { return try value(&self) }
        try skip()
        return nil
    }

    // MARK: - Values

    /// Reads a text.
    mutating func string() throws -> String {
        try expect(UInt8(ascii: "\""))
        let start = place
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                defer { place += 1 }
                return String(decoding: bytes[start..<place], as: UTF8.self)
            // What is escaped needs more than a copy.
            case UInt8(ascii: "\\"): throw Unexpected()
            default: place += 1
            }
        }
        throw Unexpected()
    }

    /// Reads a whole number.
    mutating func integer() throws -> Int {
        skipBlanks()
        let start = place
        skipWord()
        guard let number = Int(String(decoding: bytes[start..<place], as: UTF8.self)) else { throw Unexpected() }
        return number
    }

    /// Reads true or false.
    mutating func boolean() throws -> Bool {
        skipBlanks()
        let start = place
        skipWord()
        switch String(decoding: bytes[start..<place], as: UTF8.self) {
        case "true": return true
        case "false": return false
        default: throw Unexpected()
        }
    }

    /// Steps over a value of any kind.
    mutating func skip() throws {
        var depth = 0
        repeat {
            skipBlanks()
            guard place < bytes.endIndex else { throw Unexpected() }
            switch bytes[place] {
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                depth += 1
                place += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                place += 1
            case UInt8(ascii: "\""): try skipString()
            case UInt8(ascii: ","), UInt8(ascii: ":"): place += 1
            default: skipWord()
            }
        } while depth > 0
        guard depth == 0 else { throw Unexpected() }
    }

    /// Makes sure that nothing follows.
    mutating func end() throws {
        skipBlanks()
        guard place == bytes.endIndex else { throw Unexpected() }
    }

    // MARK: - Characters

    /// Takes a character that may come next; false when it doesn't.
    private mutating func take(_ byte: UInt8) -> Bool {
        skipBlanks()
        guard place < bytes.endIndex, bytes[place] == byte else { return false }
        place += 1
        return true
    }

    private mutating func expect(_ byte: UInt8) throws {
        guard take(byte) else { throw Unexpected() }
    }

    private mutating func skipBlanks() {
        while place < bytes.endIndex, bytes[place] <= 32 { place += 1 }
    }

    private mutating func skipString() throws {
        place += 1
        while place < bytes.endIndex {
            switch bytes[place] {
            case UInt8(ascii: "\""):
                place += 1
                return
            case UInt8(ascii: "\\"): place += 2
            default: place += 1
            }
        }
        throw Unexpected()
    }

    /// Steps over a number, true, false or null.
    private mutating func skipWord() {
        while place < bytes.endIndex, bytes[place] > 32 {
            switch bytes[place] {
            case UInt8(ascii: ","), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: ":"): return
            default: place += 1
            }
        }
    }
}
