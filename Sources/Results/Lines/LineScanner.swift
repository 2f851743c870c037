internal import Foundation

/// Reads the parts of a line of JSON as this program writes them, without escapes, blanks or nesting deeper than an object of counts.
///
/// Every function answers nil or false for whatever isn't exactly as expected, and the line is left to the general decoder.
struct LineScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Whether the whole line was read.
    var isAtEnd: Bool { position == bytes.count }

    /// Reads an object: hands over each key, whose value the body has to read.
    mutating func object(_ body: (UnsafeBufferPointer<UInt8>, inout LineScanner) -> Bool) -> Bool {
        guard take("{") else { return false }
        repeat {
            guard let key = quoted(), take(":"), body(key, &self) else { return false }
        } while take(",")
        return take("}")
    }

    @inline(__always)
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        // In bounds: compared with the count first, here and below.
        guard position < bytes.count, bytes[position] == UInt8(ascii: character) else { return false }
        position += 1
        return true
    }

    /// The byte behind the next one: the first of a key, at whose quotation mark this stands.
    @inline(__always)
    var initial: UInt8 { position + 1 < bytes.count ? bytes[position + 1] : 0 }

    /// Passes over bytes that stand here exactly so. Inlined, so that a key of known length is compared in one or two words.
    @inline(__always)
    mutating func takeText(_ text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        // In bounds: there are as many bytes left.
        guard bytes.count - position >= count, let first = bytes.baseAddress,
            memcmp(first + position, text.utf8Start, count) == 0
        else { return false }
        position += count
        return true
    }

    /// The bytes of a string without escapes.
    @inline(__always)
    mutating func quoted() -> UnsafeBufferPointer<UInt8>? {
        guard take("\"") else { return nil }
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                defer { position += 1 }
                return UnsafeBufferPointer(rebasing: bytes[start..<position])
            }
            guard byte != UInt8(ascii: "\\"), byte >= 0x20 else { return nil }
            position += 1
        }
        return nil
    }

    /// The bytes of a string that may be long and has no escapes, such as base64.
    @inline(__always)
    mutating func quotedText() -> UnsafeBufferPointer<UInt8>? {
        guard take("\""), let end = quote(from: position) else { return nil }
        defer { position = end + 1 }
        guard end == position || bytes[end - 1] != UInt8(ascii: "\\") else { return nil }
        return UnsafeBufferPointer(rebasing: bytes[position..<end])
    }

    /// Passes over a value of any kind without reading it: what nobody looks at isn't checked either.
    mutating func skip() -> Bool {
        var depth = 0
        repeat {
            guard position < bytes.count else { return false }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                guard skipText() else { return false }
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ","), UInt8(ascii: ":"):
                guard depth > 0 else { return false }
                if bytes[position] | 0x20 == UInt8(ascii: "}") { depth -= 1 }
            default:
                guard skipWord() else { return false }
                continue
            }
            position += 1
        } while depth > 0
        return true
    }

    /// Passes over a string, escapes and all.
    private mutating func skipText() -> Bool {
        let start = position + 1
        var next = start
        while let end = quote(from: next) {
            let escapes = bytes[start..<end].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
            next = end + 1
            guard escapes % 2 == 1 else {
                position = next
                return true
            }
        }
        return false
    }

    /// Passes over a number, true, false or null.
    private mutating func skipWord() -> Bool {
        let start = position
        while position < bytes.count {
            let byte = bytes[position]
            let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            guard isLetter || Self.belongsToNumber(byte) else { break }
            position += 1
        }
        return position > start
    }

    /// Where the next quotation mark stands.
    private func quote(from start: Int) -> Int? {
        guard start < bytes.count, let first = bytes.baseAddress else { return nil }
        // In bounds: it looks at no more bytes than there are from the start on.
        guard let found = memchr(first + start, 0x22, bytes.count - start) else { return nil }
        return UnsafeRawPointer(first).distance(to: UnsafeRawPointer(found))
    }

    /// A whole number of at most fifteen digits.
    @inline(__always)
    mutating func integer() -> Int64? {
        let start = position
        var number: Int64 = 0
        while position < bytes.count, position - start < 15, case let digit = bytes[position] &- 48, digit < 10 {
            number = number * 10 + Int64(digit)
            position += 1
        }
        return position > start ? number : nil
    }

    /// A list of strings.
    mutating func names() -> [String]? {
        var names: [String] = []
        guard take("[") else { return nil }
        repeat {
            guard let name = quoted() else { return nil }
            names.append(String(decoding: name, as: UTF8.self))
        } while take(",")
        return take("]") ? names : nil
    }

    /// An object of counts.
    mutating func counts() -> [(String, Int64)]? {
        var counts: [(String, Int64)] = []
        guard take("{") else { return nil }
        repeat {
            guard let name = quoted(), take(":"), let count = integer() else { return nil }
            counts.append((String(decoding: name, as: UTF8.self), count))
        } while take(",")
        return take("}") ? counts : nil
    }

    /// A number as JSON has it.
    mutating func number() -> Double? {
        let start = position
        while position < bytes.count, Self.belongsToNumber(bytes[position]) { position += 1 }
        return Double(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
    }

    private static func belongsToNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
            UInt8(ascii: "e"), UInt8(ascii: "E"):
            true
        default: false
        }
    }
}
