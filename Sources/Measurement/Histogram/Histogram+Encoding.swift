/// The V2 encoding of HdrHistogram.
///
/// Big-endian: cookie, payload length, normalizing index offset, significant digits (32 bits each), lowest and highest value (64 bits
/// each), the conversion ratio (a 64-bit float), then the counters up to the last that isn't zero as ZigZag LEB128 of at most nine bytes,
/// where a negative number stands for a run of zeros. The compressed form is another cookie, a length, and all of this through zlib. As
/// text it is the compressed form in base64, which begins with `HISTF`.
///
/// Source: HdrHistogram's AbstractHistogram and ZigZagEncoding.
enum HistogramCode {
    static let cookie: UInt32 = 0x1c84_9313
    static let compressedCookie: UInt32 = 0x1c84_9314
    static let headerLength = 40
}

extension Histogram {
    /// The histogram in HdrHistogram's V2 encoding, not compressed.
    package func encodedV2() -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendBigEndian(HistogramCode.cookie)
        bytes.appendBigEndian(UInt32(0))
        bytes.appendBigEndian(UInt32(0))
        bytes.appendBigEndian(UInt32(layout.significantDigits))
        bytes.appendBigEndian(UInt64(layout.lowest))
        bytes.appendBigEndian(UInt64(layout.highest))
        bytes.appendBigEndian((1.0).bitPattern)

        if low <= high {
            if low > 0 { bytes.appendZigZag(-Int64(low)) }
            counts.withUnsafeBufferPointer { counts in
                var index = low - base
                let end = high - base
                while index <= end {
                    let value = counts[index]
                    index += 1
                    guard value == 0 else {
                        bytes.appendZigZag(value)
                        continue
                    }
                    // Ends before the last, which isn't zero. A single zero is a run, too: so do the C and Python implementations;
                    // Java writes it as a counter, and reads both.
                    let start = index
                    while counts[index] == 0 { index += 1 }
                    bytes.appendZigZag(-Int64(index - start + 1))
                }
            }
        }
        let length = UInt32(bytes.count - HistogramCode.headerLength)
        for place in 0..<4 { bytes[4 + place] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * place)) }
        return bytes
    }

    /// The histogram in HdrHistogram's V2 encoding, compressed.
    package func compressedV2() -> [UInt8] {
        let compressed = Zlib.compress(encodedV2())
        var bytes: [UInt8] = []
        bytes.appendBigEndian(HistogramCode.compressedCookie)
        bytes.appendBigEndian(UInt32(compressed.count))
        return bytes + compressed
    }
}

extension [UInt8] {
    fileprivate mutating func appendBigEndian<Number: FixedWidthInteger>(_ number: Number) {
        var shift = Number.bitWidth - 8
        while shift >= 0 {
            append(UInt8(truncatingIfNeeded: number >> Number(shift)))
            shift -= 8
        }
    }

    /// Seven bits a byte, the lowest first, and eight in the ninth.
    fileprivate mutating func appendZigZag(_ value: Int64) {
        var rest = UInt64(bitPattern: (value << 1) ^ (value >> 63))
        for _ in 0..<8 {
            guard rest >= 0x80 else {
                append(UInt8(rest))
                return
            }
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(truncatingIfNeeded: rest))
    }
}
