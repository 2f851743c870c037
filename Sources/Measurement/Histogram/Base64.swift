/// Base64 as RFC 4648 has it, with padding; for the many small histograms of a results file.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// What each byte stands for; 255 for those that aren't of the alphabet.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in alphabet.enumerated() { values[Int(byte)] = UInt8(value) }
        return values
    }()

    /// What each byte stands for, where it is the first, second, third or fourth of a group: bits of the group's 24.
    ///
    /// Above those, a bit that no group has says that a byte isn't of the alphabet.
    private static let bits: [UInt32] = (0..<4).flatMap { place in
        values.map { $0 == 255 ? isForeign : UInt32($0) << (18 - 6 * UInt32(place)) }
    }
    private static let isForeign: UInt32 = 1 << 24

    static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count + 2) / 3 * 4)
        var index = 0
        while index < bytes.count {
            let left = bytes.count - index
            let group =
                UInt32(bytes[index]) << 16 | (left > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
                | (left > 2 ? UInt32(bytes[index + 2]) : 0)
            text.append(alphabet[Int(group >> 18)])
            text.append(alphabet[Int(group >> 12 & 63)])
            text.append(left > 1 ? alphabet[Int(group >> 6 & 63)] : UInt8(ascii: "="))
            text.append(left > 2 ? alphabet[Int(group & 63)] : UInt8(ascii: "="))
            index += 3
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The bytes; nil when the text isn't base64.
    static func decode(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
        var isBroken = false
        let bytes = [UInt8](unsafeUninitializedCapacity: text.count / 4 * 3) { buffer, count in
            let length = decode(text, into: buffer)
            isBroken = length == nil
            count = length ?? 0
        }
        return isBroken ? nil : bytes
    }

    /// Writes the bytes into a buffer and returns how many there are; nil when the text isn't base64.
    ///
    /// - Precondition: three bytes of room for each four of the text.
    static func decode(_ text: UnsafeBufferPointer<UInt8>, into bytes: UnsafeMutableBufferPointer<UInt8>) -> Int? {
        guard text.count.isMultiple(of: 4) else { return nil }
        var end = text.count
        while end > 0, text.count - end < 2, text[end - 1] == UInt8(ascii: "=") { end -= 1 }
        precondition(bytes.count >= text.count / 4 * 3, "\(bytes.count) bytes are no room for \(text.count) of base64")
        return bits.withUnsafeBufferPointer { bits -> Int? in
            var (index, length) = (0, 0)
            // In bounds: a byte is an index of each 256 values, and every four of the text fill three of the room.
            while index + 4 <= end {
                let group =
                    bits[Int(text[index])] | bits[256 + Int(text[index + 1])] | bits[512 + Int(text[index + 2])]
                    | bits[768 + Int(text[index + 3])]
                guard group < isForeign else { return nil }
                bytes[length] = UInt8(truncatingIfNeeded: group >> 16)
                bytes[length + 1] = UInt8(truncatingIfNeeded: group >> 8)
                bytes[length + 2] = UInt8(truncatingIfNeeded: group)
                index += 4
                length += 3
            }
            guard index < end else { return length }
            // Two or three are left: the text has a multiple of four, and at most two of them were padding.
            let group =
                bits[Int(text[index])] | bits[256 + Int(text[index + 1])]
                | (end - index == 3 ? bits[512 + Int(text[index + 2])] : 0)
            guard group < isForeign else { return nil }
            bytes[length] = UInt8(truncatingIfNeeded: group >> 16)
            if end - index == 3 { bytes[length + 1] = UInt8(truncatingIfNeeded: group >> 8) }
            return length + end - index - 1
        }
    }
}
