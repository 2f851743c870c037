/// How a message's token stands behind its publisher's reply subject, and how it is read from the answer's.
///
/// In hexadecimal: it is written and read for each message, and unlike a decimal number's digits these don't depend on each other.
enum ReplyToken {
    /// The most digits that a token has.
    static let maximumDigits = 16

    /// Writes a token where there is room for `maximumDigits`; gives the place behind it.
    @inline(__always)
    static func write(_ token: UInt64, at place: UnsafeMutableRawPointer) -> UnsafeMutableRawPointer {
        let digits = max(1, (67 - token.leadingZeroBitCount) / 4)
        var rest = token
        var position = digits
        repeat {
            position -= 1
            let value = UInt8(truncatingIfNeeded: rest & 15)
            place.storeBytes(of: value &+ (value > 9 ? 0x57 : 0x30), toByteOffset: position, as: UInt8.self)
            rest >>= 4
        } while position > 0
        return place + digits
    }

    /// The token in a text behind its first `length` bytes, or `nil` when that is none.
    @inline(__always)
    static func read(_ text: UnsafeRawBufferPointer, behind length: Int) -> UInt64? {
        guard length >= 0, text.count > length, text.count - length <= maximumDigits else { return nil }
        var token: UInt64 = 0
        for index in length..<text.count {
            guard let value = HexDigit.value(of: text[index]) else { return nil }
            token = token << 4 | value
        }
        return token
    }

    /// The same for what isn't asked often.
    static func read(_ text: String, behind length: Int) -> UInt64? {
        var text = text
        return text.withUTF8 { read(UnsafeRawBufferPointer($0), behind: length) }
    }
}
