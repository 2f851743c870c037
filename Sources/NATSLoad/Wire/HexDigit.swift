/// A digit of the hexadecimal numbers that this program writes into subjects and headers: with small letters.
enum HexDigit {
    /// What a character stands for, 0 … 15; `nil` when it is no such digit.
    @inline(__always)
    static func value(of character: UInt8) -> UInt64? {
        switch character {
        case 0x30...0x39: UInt64(character &- 0x30)
        case 0x61...0x66: UInt64(character &- 0x57)
        default: nil
        }
    }
}
