/// Reads JSON (RFC 8259), with the places of its faults.
///
/// Two things beyond it are taken: a byte order mark in front, and `${NAME}` where a value belongs, which becomes a text.
struct DocumentText {
    /// What is wrong, and where.
    struct Fault: Error, Equatable, CustomStringConvertible {
        /// From 1.
        let line: Int
        /// In characters, from 1.
        let column: Int
        let reason: String

        var description: String { "line \(line), column \(column): \(reason)" }
    }

    private let bytes: [UInt8]
    private var index = 0
    private var line = 1
    private var depth = 0
    /// Deeper than any document that means something.
    private static let depthLimit = 64

    private init(_ text: String) {
        bytes = Array(text.utf8)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
    }

    /// The value that a text is.
    static func read(_ text: String) throws(Fault) -> DocumentValue {
        var reader = DocumentText(text)
        try reader.skipBlanks()
        if reader.isAtEnd { throw reader.fault("it is empty") }
        let value = try reader.value()
        try reader.skipBlanks()
        if !reader.isAtEnd {
            throw reader.fault(
                "something follows the end of the document: “\(reader.word().prefix(40))”; one document stands in a file"
            )
        }
        return value
    }

    // MARK: - Values

    private mutating func value() throws(Fault) -> DocumentValue {
        guard let byte = peek else { throw fault("it ends where a value belongs") }
        switch byte {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try list()
        case UInt8(ascii: "\""): return .text(try text())
        case UInt8(ascii: "$"): return .text(try expression())
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: return try literal()
        }
    }

    private mutating func object() throws(Fault) -> DocumentValue {
        try descend()
        var members: [DocumentValue.Member] = []
        while true {
            try skipBlanks()
            if take("}") {
                if !members.isEmpty { throw fault("a comma stands before }; remove it", back: 1) }
                break
            }
            guard peek == UInt8(ascii: "\"") else {
                throw fault(expected("a name in quotation marks" + (members.isEmpty ? " or }" : "")))
            }
            let line = line
            let name = try text()
            try skipBlanks()
            guard take(":") else { throw fault(expected("a colon behind “\(name.prefix(40))”")) }
            try skipBlanks()
            members.append(.init(name: name, value: try value(), line: line))
            try skipBlanks()
            if take("}") { break }
            guard take(",") else { throw fault(expected("a comma or }")) }
        }
        depth -= 1
        return .object(members)
    }

    private mutating func list() throws(Fault) -> DocumentValue {
        try descend()
        var elements: [DocumentValue] = []
        while true {
            try skipBlanks()
            if take("]") {
                if !elements.isEmpty { throw fault("a comma stands before ]; remove it", back: 1) }
                break
            }
            elements.append(try value())
            try skipBlanks()
            if take("]") { break }
            guard take(",") else { throw fault(expected("a comma or ]")) }
        }
        depth -= 1
        return .list(elements)
    }

    private mutating func descend() throws(Fault) {
        depth += 1
        if depth > Self.depthLimit { throw fault("lists and objects are nested more than \(Self.depthLimit) deep") }
        index += 1
    }

    private mutating func literal() throws(Fault) -> DocumentValue {
        let word = word()
        switch word {
        case "true": index += 4; return .boolean(true)
        case "false": index += 5; return .boolean(false)
        case "null": index += 4; return .null
        default: break
        }
        switch word.lowercased() {
        case "true", "false", "null": throw fault("“\(word)” is no JSON; write \(word.lowercased())")
        case "none", "nil", "undefined": throw fault("“\(word)” is no JSON; write null, or leave the field out")
        default:
            if word.hasPrefix("'") { throw fault("a text stands between \" and not between '") }
            throw fault(
                word.isEmpty
                    ? expected("a value") : "“\(word.prefix(40))” is no JSON value; a text stands in quotation marks")
        }
    }

    private mutating func number() throws(Fault) -> DocumentValue {
        let word = word()
        guard word.wholeMatch(of: /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?/) != nil else {
            let isSpan = SpanText.nanoseconds(word) != nil
            throw fault("“\(word.prefix(40))” is no number" + (isSpan ? "; a duration stands in quotation marks" : ""))
        }
        index += word.utf8.count
        return .number(word)
    }

    private mutating func expression() throws(Fault) -> String {
        guard bytes[index...].starts(with: "${".utf8), let end = bytes[index...].firstIndex(of: UInt8(ascii: "}"))
        else {
            throw fault("“\(word().prefix(40))” is no JSON value; a variable is written ${NAME}")
        }
        defer { index = end + 1 }
        return String(decoding: bytes[index...end], as: UTF8.self)
    }

    // MARK: - Texts

    private mutating func text() throws(Fault) -> String {
        let start = index
        index += 1
        var result: [UInt8] = []
        while let byte = peek {
            switch byte {
            case UInt8(ascii: "\""):
                index += 1
                return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &result)
            case 0..<0x20:
                throw fault(
                    byte == 0x0A || byte == 0x0D
                        ? "a text goes on over the end of its line; end it with \", or write \\n"
                        : "a text has a control character")
            default:
                result.append(byte)
                index += 1
            }
        }
        index = start
        throw fault("a text has no end")
    }

    private mutating func escape(into result: inout [UInt8]) throws(Fault) {
        let kind = index + 1 < bytes.count ? bytes[index + 1] : 0
        let plain: [UInt8: UInt8] = [
            UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
            UInt8(ascii: "/"): UInt8(ascii: "/"), UInt8(ascii: "b"): 0x08, UInt8(ascii: "f"): 0x0C,
            UInt8(ascii: "n"): 0x0A, UInt8(ascii: "r"): 0x0D, UInt8(ascii: "t"): 0x09,
        ]
        if let byte = plain[kind] {
            result.append(byte)
            index += 2
            return
        }
        guard kind == UInt8(ascii: "u"), let first = unit(at: index + 2) else {
            throw fault(
                "a backslash is followed by something that JSON doesn't know; a backslash itself is written \\\\")
        }
        var scalar = UInt32(first)
        var length = 6
        if (0xD800...0xDBFF).contains(first), bytes[(index + 6)...].starts(with: "\\u".utf8),
            let second = unit(at: index + 8), (0xDC00...0xDFFF).contains(second)
        {
            scalar = 0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00)
            length = 12
        }
        guard let character = Unicode.Scalar(scalar) else { throw fault("half of a pair \\uD8…\\uDC… stands alone") }
        result += Array(String(Character(character)).utf8)
        index += length
    }

    /// Four hexadecimal digits.
    private func unit(at place: Int) -> UInt16? {
        guard place + 4 <= bytes.count else { return nil }
        let digits = String(decoding: bytes[place..<place + 4], as: UTF8.self)
        return digits.allSatisfy(\.isHexDigit) ? UInt16(digits, radix: 16) : nil
    }

    // MARK: - Bytes

    private var isAtEnd: Bool { index >= bytes.count }
    private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let peek, UInt32(peek) == character.value else { return false }
        index += 1
        return true
    }

    private mutating func skipBlanks() throws(Fault) {
        while let byte = peek {
            switch byte {
            case 0x0A:
                line += 1
                index += 1
            case 0x20, 0x09, 0x0D: index += 1
            case UInt8(ascii: "/"), UInt8(ascii: "#"):
                throw fault("JSON has no comments; remove it, or put it into a field whose name begins with _")
            default: return
            }
        }
    }

    /// What stands here up to the next sign or blank.
    private func word() -> String {
        let end = bytes[index...].firstIndex { $0 <= 0x20 || ",:{}[]\"".utf8.contains($0) } ?? bytes.count
        return String(decoding: bytes[index..<end], as: UTF8.self)
    }

    private func expected(_ what: String) -> String {
        guard let peek else { return "expected \(what), found the end" }
        let word = word()
        let found = word.isEmpty ? String(Character(Unicode.Scalar(peek))) : String(word.prefix(40))
        return "expected \(what), found “\(found)”"
    }

    private func fault(_ reason: String, back: Int = 0) -> Fault {
        let place = min(index, bytes.count) - back
        let before = bytes[..<place]
        let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
        // Bytes that continue a character don't count.
        let column = before[start...].count(where: { $0 & 0xC0 != 0x80 }) + 1
        return Fault(line: before.count(where: { $0 == 0x0A }) + 1, column: column, reason: reason)
    }
}
