extension JSONValue {
    /// A text that is no JSON, with the place of the first wrong byte.
    package struct Malformed: Error, Equatable, CustomStringConvertible {
        package var offset: Int
        package var description: String { "no JSON: unexpected byte at offset \(offset)" }
    }

    /// Reads a document.
    ///
    /// - Throws: ``Malformed``.
    package init(parsing bytes: [UInt8]) throws(Malformed) {
        var reader = Reader(bytes: bytes)
        self = try reader.document()
    }

    private struct Reader {
        let bytes: [UInt8]
        var offset = 0
        /// How deep it may go: the stack is not endless.
        var depth = 200

        init(bytes: [UInt8]) {
            self.bytes = bytes
        }

        mutating func document() throws(Malformed) -> JSONValue {
            let value = try value()
            skipBlanks()
            guard offset == bytes.count else { throw Malformed(offset: offset) }
            return value
        }

        private var current: UInt8? { offset < bytes.count ? bytes[offset] : nil }

        private mutating func skipBlanks() {
            while let byte = current, [32, 9, 10, 13].contains(byte) { offset += 1 }
        }

        private mutating func take(_ byte: UInt8) -> Bool {
            guard current == byte else { return false }
            offset += 1
            return true
        }

        private mutating func expect(_ byte: UInt8) throws(Malformed) {
            guard take(byte) else { throw Malformed(offset: offset) }
        }

        private mutating func take(word: StaticString) -> Bool {
            let end = offset + word.utf8CodeUnitCount
            guard end <= bytes.count else { return false }
            let matches = word.withUTF8Buffer { $0.elementsEqual(bytes[offset..<end]) }
            if matches { offset = end }
            return matches
        }

        private mutating func value() throws(Malformed) -> JSONValue {
            skipBlanks()
            depth -= 1
            defer { depth += 1 }
            guard depth > 0 else { throw Malformed(offset: offset) }
            switch current {
            case UInt8(ascii: "{"): return try object()
            case UInt8(ascii: "["): return try array()
            case UInt8(ascii: "\""): return .string(try string())
            default: break
            }
            if take(word: "true") { return .bool(true) }
            if take(word: "false") { return .bool(false) }
            if take(word: "null") { return .null }
            return try number()
        }

        private mutating func object() throws(Malformed) -> JSONValue {
            var members: [String: JSONValue] = [:]
            try expect(UInt8(ascii: "{"))
            skipBlanks()
            if take(UInt8(ascii: "}")) { return .object(members) }
            repeat {
                skipBlanks()
                let key = try string()
                skipBlanks()
                try expect(UInt8(ascii: ":"))
                members[key] = try value()
                skipBlanks()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "}"))
            return .object(members)
        }

        private mutating func array() throws(Malformed) -> JSONValue {
            var values: [JSONValue] = []
            try expect(UInt8(ascii: "["))
            skipBlanks()
            if take(UInt8(ascii: "]")) { return .array(values) }
            repeat {
                values.append(try value())
                skipBlanks()
            } while take(UInt8(ascii: ","))
            try expect(UInt8(ascii: "]"))
            return .array(values)
        }

        private mutating func number() throws(Malformed) -> JSONValue {
            let start = offset
            while let byte = current, "+-0123456789.eE".utf8.contains(byte) { offset += 1 }
            let text = String(decoding: bytes[start..<offset], as: UTF8.self)
            if let value = Int(text) { return .integer(value) }
            guard let value = Double(text) else { throw Malformed(offset: start) }
            return .double(value)
        }

        private mutating func string() throws(Malformed) -> String {
            try expect(UInt8(ascii: "\""))
            var result: [UInt8] = []
            while let byte = current {
                offset += 1
                switch byte {
                case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
                case UInt8(ascii: "\\"): result += try escape()
                default: result.append(byte)
                }
            }
            throw Malformed(offset: offset)
        }

        private mutating func escape() throws(Malformed) -> [UInt8] {
            guard let byte = current else { throw Malformed(offset: offset) }
            offset += 1
            switch byte {
            case UInt8(ascii: "n"): return [10]
            case UInt8(ascii: "t"): return [9]
            case UInt8(ascii: "r"): return [13]
            case UInt8(ascii: "b"): return [8]
            case UInt8(ascii: "f"): return [12]
            case UInt8(ascii: "u"):
                var code = try unit()
                if (0xD800..<0xDC00).contains(code), take(word: "\\u") {
                    code = 0x10000 + (code - 0xD800) << 10 + (try unit() &- 0xDC00) & 0x3FF
                }
                return Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
            default: return [byte]
            }
        }

        private mutating func unit() throws(Malformed) -> UInt32 {
            guard offset + 4 <= bytes.count,
                let code = UInt32(String(decoding: bytes[offset..<offset + 4], as: UTF8.self), radix: 16)
            else { throw Malformed(offset: offset) }
            offset += 4
            return code
        }
    }
}
