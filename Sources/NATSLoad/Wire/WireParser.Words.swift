extension WireParser {
    /// The words of a control line, separated by any number of blanks.
    struct Words {
        private let bytes: UnsafeRawBufferPointer
        private var position: Int
        private let end: Int

        init(bytes: UnsafeRawBufferPointer, rest: Range<Int>) {
            self.bytes = bytes
            position = rest.lowerBound
            end = rest.upperBound
        }

        mutating func next() -> Range<Int>? {
            skipBlanks()
            guard position < end else { return nil }
            let start = position
            while position < end, !Self.isBlank(bytes[position]) { position += 1 }
            return start..<position
        }

        /// What is left of the line without the blanks around it.
        var remainder: Range<Int> {
            var copy = self
            copy.skipBlanks()
            var last = end
            while last > copy.position, Self.isBlank(bytes[last - 1]) { last -= 1 }
            return copy.position..<last
        }

        private mutating func skipBlanks() {
            while position < end, Self.isBlank(bytes[position]) { position += 1 }
        }

        private static func isBlank(_ byte: UInt8) -> Bool {
            byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
        }
    }

    /// What a server can say; the names are compared without regard to case, as the protocol has it.
    enum Operation {
        case info, message, messageWithHeaders, ping, pong, ok, error

        init?(_ bytes: UnsafeRawBufferPointer, _ word: Range<Int>) {
            guard (3...4).contains(word.count) else { return nil }
            var packed: UInt32 = 0
            // Setting bit 5 makes letters small, and leaves + and - as they are.
            for index in word { packed = packed << 8 | UInt32(bytes[index] | 0x20) }
            switch packed {
            case 0x6D_7367: self = .message
            case 0x686D_7367: self = .messageWithHeaders
            case 0x7069_6E67: self = .ping
            case 0x706F_6E67: self = .pong
            case 0x2B_6F6B: self = .ok
            case 0x2D65_7272: self = .error
            case 0x696E_666F: self = .info
            default: return nil
            }
        }
    }
}
