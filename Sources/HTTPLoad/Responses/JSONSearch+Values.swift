// What stands at a place of the text. The places hold what the search has read before, so that nothing here is out of bounds.
extension JSONSearch {
    /// The value at a path where it is of a type that needs no decoder; nil for whatever a decoder has to look at.
    static func plain<Plain>(at path: JSONPath, in bytes: [UInt8]) -> Plain? {
        guard Plain.self == String.self || Plain.self == Int.self || Plain.self == Bool.self,
            case .found(let found) = Self.value(at: path, in: bytes)
        else { return nil }
        switch found {
        case .string(let text): return text as? Plain
        case .number(let text): return Int(text) as? Plain
        case .flag(let flag): return flag as? Plain
        case .null, .nested: return nil
        }
    }

    /// Whether a string, quotes included, is a key.
    func isKey(_ range: Range<Int>, _ key: String) -> Bool {
        let inner = bytes[range.lowerBound + 1..<range.upperBound - 1]
        if !inner.contains(UInt8(ascii: "\\")) { return inner.elementsEqual(key.utf8) }
        return string(in: range) == key
    }

    /// What was read there.
    func value(in range: Range<Int>) -> Value? {
        switch bytes[range.lowerBound] {
        case UInt8(ascii: "\""): string(in: range).map(Value.string)
        case UInt8(ascii: "t"): .flag(true)
        case UInt8(ascii: "f"): .flag(false)
        case UInt8(ascii: "n"): .null
        case UInt8(ascii: "{"), UInt8(ascii: "["): text(in: range).map(Value.nested)
        default: text(in: range).map(Value.number)
        }
    }

    private func text(in range: Range<Int>) -> String? {
        String(validating: bytes[range], as: UTF8.self)
    }

    /// A string without its quotes and escapes; nil when its bytes or escapes are no characters.
    private func string(in range: Range<Int>) -> String? {
        let inner = bytes[range.lowerBound + 1..<range.upperBound - 1]
        guard let first = inner.firstIndex(of: UInt8(ascii: "\\")) else {
            return String(validating: inner, as: UTF8.self)
        }
        var units = Array(inner[..<first])
        var place = first
        while place < inner.endIndex {
            if inner[place] == UInt8(ascii: "\\") {
                guard let scalar = unescaped(inner, &place) else { return nil }
                units += Array(String(Character(scalar)).utf8)
            } else {
                units.append(inner[place])
                place += 1
            }
        }
        return String(validating: units, as: UTF8.self)
    }

    /// The character of the escape at a place, which moves behind it.
    private func unescaped(_ inner: ArraySlice<UInt8>, _ place: inout Int) -> Unicode.Scalar? {
        let letter = inner[place + 1]
        place += 2
        switch letter {
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): break
        default: return Unicode.Scalar(letter)
        }
        guard let high = unit(inner, &place) else { return nil }
        guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
        // The second half of a character beyond the first 65,536.
        guard inner[place...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "u")]) else { return nil }
        place += 2
        guard let low = unit(inner, &place), (0xDC00..<0xE000).contains(low) else { return nil }
        return Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    }

    /// Four hexadecimal digits at a place, which moves behind them.
    private func unit(_ inner: ArraySlice<UInt8>, _ place: inout Int) -> UInt32? {
        let digits = inner[place...].prefix(4)
        place += digits.count
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
