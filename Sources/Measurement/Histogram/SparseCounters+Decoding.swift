extension SparseCounters {
    /// Appends what stands in the base64 text of a histogram, without making one.
    ///
    /// - Returns: how many values there were; nil, with nothing appended, for whatever isn't a histogram as this program writes it. The
    ///   general decoder, ``Histogram/init(base64Bytes:)``, reads that or finds the words for what is wrong with it.
    package mutating func append(base64 text: UnsafeBufferPointer<UInt8>) -> Int64? {
        withRoom(for: text.count) { counters, room in
            guard let length = room.withUnsafeMutableBufferPointer({ Base64.decode(text, into: $0) }) else {
                return nil
            }
            return room.withUnsafeBufferPointer {
                counters.append(encoded: UnsafeBufferPointer(rebasing: $0[..<length]))
            }
        }
    }

    /// The longest encoding that is read here: every counter of the layout in nine bytes.
    private static var limit: Int { HistogramCode.headerLength + 9 * layout.counterCount }

    /// Appends what stands in the V2 encoding of a histogram, plain or compressed.
    private mutating func append(encoded bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        guard bytes.count >= 8 else { return nil }
        guard bytes.bigEndian32(at: 0) == HistogramCode.compressedCookie else { return append(plain: bytes) }
        guard Int(bytes.bigEndian32(at: 4)) == bytes.count - 8,
            let plain = Zlib.decompress(Array(bytes[8...])[...], limit: Self.limit)
        else { return nil }
        return plain.withUnsafeBufferPointer { append(plain: $0) }
    }

    private mutating func append(plain bytes: UnsafeBufferPointer<UInt8>) -> Int64? {
        let header = HistogramCode.headerLength
        guard bytes.count >= header, bytes.bigEndian32(at: 0) == HistogramCode.cookie,
            Int(bytes.bigEndian32(at: 4)) == bytes.count - header, bytes.bigEndian32(at: 8) == 0,
            bytes.bigEndian32(at: 12) == UInt32(Self.layout.significantDigits),
            bytes.bigEndian64(at: 16) == UInt64(Self.layout.lowest),
            bytes.bigEndian64(at: 24) == UInt64(Self.layout.highest)
        else { return nil }
        // A counter takes a byte at least, and three where it needs the four words of a large count.
        return append(atMost: 2 * (bytes.count - header)) { room in
            var (position, index, length, total) = (header, 0, 0, Int64(0))
            while position < bytes.count {
                // Seven bits a byte; six of them are a counter below 2^41, and what is longer is left to the general decoder.
                var number = UInt64(bytes[position])
                position += 1
                if number >= 0x80 {
                    number &= 0x7f
                    var (shift, isOpen) = (UInt64(7), true)
                    while isOpen {
                        guard position < bytes.count, shift < 42 else { return nil }
                        let byte = bytes[position]
                        position += 1
                        number |= UInt64(byte & 0x7f) << shift
                        shift += 7
                        isOpen = byte >= 0x80
                    }
                }
                guard index < Self.layout.counterCount else { return nil }
                // An odd number is a run of zeros, as ZigZag has negative ones.
                if number & 1 == 1 {
                    guard number >> 1 < UInt64(Self.layout.counterCount - index) else { return nil }
                    index += Int(number >> 1) + 1
                    continue
                }
                let (count, place) = (number >> 1, UInt32(index) << 16)
                if count > 0xffff {
                    // In bounds: three bytes of the text are behind it, and six words of the room.
                    room[length] = place
                    room[length + 1] = UInt32(truncatingIfNeeded: count)
                    room[length + 2] = UInt32(truncatingIfNeeded: count >> 32)
                    room[length + 3] = place
                    length += 4
                } else if count > 0 {
                    room[length] = place | UInt32(count)
                    length += 1
                }
                // No overflow: tens of thousands of counters below 2^41.
                total += Int64(count)
                index += 1
            }
            return (length, total)
        }
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// The number in four bytes; the caller has looked that they are there.
    fileprivate func bigEndian32(at place: Int) -> UInt32 {
        UInt32(self[place]) << 24 | UInt32(self[place + 1]) << 16 | UInt32(self[place + 2]) << 8
            | UInt32(self[place + 3])
    }

    fileprivate func bigEndian64(at place: Int) -> UInt64 {
        UInt64(bigEndian32(at: place)) << 32 | UInt64(bigEndian32(at: place + 4))
    }
}
