/// Which stream sequences were seen: a bit each, in blocks that are made when they are needed.
package struct SequenceSet: Sendable, Equatable {
    private static let blockBits: UInt64 = 65_536
    private var blocks: [UInt64: [UInt64]] = [:]
    private var lastKey: UInt64 = .max
    private var last: [UInt64] = []
    package private(set) var count: Int64 = 0

    package init() {}

    /// Puts a sequence in; tells whether it is new.
    package mutating func insert(_ sequence: UInt64) -> Bool {
        let (key, bit) = sequence.quotientAndRemainder(dividingBy: Self.blockBits)
        if key != lastKey {
            // The block in use is kept out of the table, so that it isn't copied for each bit.
            if lastKey != .max { blocks[lastKey] = last }
            last = blocks.removeValue(forKey: key) ?? Array(repeating: 0, count: Int(Self.blockBits / 64))
            lastKey = key
        }
        let mask: UInt64 = 1 << (bit & 63)
        let word = Int(bit >> 6)
        guard last[word] & mask == 0 else { return false }
        last[word] |= mask
        count += 1
        return true
    }
}
