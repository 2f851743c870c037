/// Finds one value in a JSON text in a pass over its bytes, without making values of all the others.
///
/// The text is read strictly and to its end (RFC 8259). Of a key that an object has twice, the first counts.
struct JSONSearch {
    /// A value as it stands in the text.
    enum Value: Equatable {
        /// A string, its escapes undone.
        case string(String)
        /// A number, as it is written.
        case number(String)
        /// True or false.
        case flag(Bool)
        /// Null.
        case null
        /// An object or a list, as it is written.
        case nested(String)
    }

    /// What came of a search.
    enum Outcome: Equatable {
        case found(Value)
        /// The text is JSON, and nothing stands at the path.
        case absent
        /// The text isn't JSON, or not as this search reads it.
        case malformed
    }

    /// As deep as Foundation's own reader goes.
    private static let deepest = 512

    let bytes: [UInt8]
    private let steps: [String]
    private var position = 0
    private var found: Range<Int>?

    /// Looks for the value at a path in a text.
    static func value(at path: JSONPath, in bytes: [UInt8]) -> Outcome {
        var search = JSONSearch(bytes: bytes, steps: path.steps)
        // UTF-8's byte order mark, which some services send.
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { search.position = 3 }
        guard search.readValue(0, depth: 0) else { return .malformed }
        search.skipBlanks()
        guard search.position == bytes.count else { return .malformed }
        guard let found = search.found else { return .absent }
        return search.value(in: found).map(Outcome.found) ?? .malformed
    }

    private init(bytes: [UInt8], steps: [String]) {
        self.bytes = bytes
        self.steps = steps
    }

    // MARK: - Reading

    /// Reads a value; false when there is none.
    ///
    /// - Parameter step: how much of the path leads here; nil when another path does.
    private mutating func readValue(_ step: Int?, depth: Int) -> Bool {
        skipBlanks()
        guard depth < Self.deepest, position < bytes.count else { return false }
        let start = position
        let isRead =
            switch bytes[position] {
            case UInt8(ascii: "{"): readObject(step, depth: depth)
            case UInt8(ascii: "["): readList(step, depth: depth)
            case UInt8(ascii: "\""): readString()
            case UInt8(ascii: "t"): read("true")
            case UInt8(ascii: "f"): read("false")
            case UInt8(ascii: "n"): read("null")
            default: readNumber()
            }
        if isRead, step == steps.count, found == nil { found = start..<position }
        return isRead
    }

    private mutating func readObject(_ step: Int?, depth: Int) -> Bool {
        position += 1
        skipBlanks()
        if take("}") { return true }
        // Of a key that is there twice the first counts.
        var isDone = false
        repeat {
            skipBlanks()
            let start = position
            guard readString() else { return false }
            let isNext = !isDone && step.map { $0 < steps.count && isKey(start..<position, steps[$0]) } ?? false
            isDone = isDone || isNext
            skipBlanks()
            guard take(":"), readValue(isNext ? step.map { $0 + 1 } : nil, depth: depth + 1) else { return false }
            skipBlanks()
        } while take(",")
        return take("}")
    }

    private mutating func readList(_ step: Int?, depth: Int) -> Bool {
        position += 1
        skipBlanks()
        if take("]") { return true }
        let wanted = step.flatMap { $0 < steps.count ? Int(steps[$0]) : nil }
        var place = 0
        repeat {
            guard readValue(place == wanted ? step.map { $0 + 1 } : nil, depth: depth + 1) else { return false }
            place += 1
            skipBlanks()
        } while take(",")
        return take("]")
    }

    /// Reads a string and checks its escapes.
    private mutating func readString() -> Bool {
        guard take("\"") else { return false }
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return true
            case UInt8(ascii: "\\"): guard readEscape() else { return false }
            case 0..<0x20: return false
            default: break
            }
        }
        return false
    }

    private mutating func readEscape() -> Bool {
        guard position < bytes.count else { return false }
        let byte = bytes[position]
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            return true
        case UInt8(ascii: "u"):
            let digits = bytes[position...].prefix(4)
            position += digits.count
            return digits.count == 4 && digits.allSatisfy(Self.isHexadecimal)
        default: return false
        }
    }

    private mutating func readNumber() -> Bool {
        _ = take("-")
        if !take("0") { guard readDigits() else { return false } }
        if take(".") { guard readDigits() else { return false } }
        if take("e") || take("E") {
            if !take("+") { _ = take("-") }
            guard readDigits() else { return false }
        }
        return true
    }

    private mutating func readDigits() -> Bool {
        let start = position
        while position < bytes.count, case UInt8(ascii: "0")...UInt8(ascii: "9") = bytes[position] { position += 1 }
        return position > start
    }

    private mutating func read(_ word: StaticString) -> Bool {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) }) else { return false }
        position = end
        return true
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard position < bytes.count, bytes[position] == UInt8(ascii: scalar) else { return false }
        position += 1
        return true
    }

    private mutating func skipBlanks() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            default: return
            }
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }
}
