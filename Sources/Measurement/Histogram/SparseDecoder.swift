/// Reads the base64 texts of many histograms into the words of ``SparseCounters``, without making a histogram of each.
///
/// Its room is kept from one text to the next, so that memory is asked for once; one decoder serves any number of lists.
package struct SparseDecoder: Sendable {
    /// What a text held.
    struct Decoded {
        /// How many of the decoder's words it takes.
        var words: Int
        /// How many values there were.
        var count: Int64
        /// The longest of them in nanoseconds, to the counters' precision; zero where there are none.
        var longest: Int64
    }

    /// The words of the text that was decoded last, from the first on.
    private(set) var words: [UInt32] = []
    private var bytes: [UInt8] = []
    // A constant that is made at run time is looked up each time: once a decoder instead of once a byte.
    private let layout = SparseCounters.layout

    /// Creates a decoder.
    package init() {}

    /// The longest encoding that is read here: every counter of the layout in nine bytes.
    private var limit: Int { HistogramCode.headerLength + 9 * layout.counterCount }

    /// Decodes what stands in the text of a histogram; nil for whatever isn't one as this program writes it.
    mutating func decode(base64 text: UnsafeBufferPointer<UInt8>) -> Decoded? {
        if bytes.count < text.count { bytes = Array(repeating: 0, count: text.count * 2) }
        let length = bytes.withUnsafeMutableBufferPointer { Base64.decode(text, into: $0) }
        guard let length, length >= 8 else { return nil }
        let isCompressed = bytes.withUnsafeBufferPointer { $0.bigEndian32(at: 0) == HistogramCode.compressedCookie }
        guard isCompressed else { return decode(plain: length) }
        guard bytes.withUnsafeBufferPointer({ Int($0.bigEndian32(at: 4)) == length - 8 }),
            let plain = Zlib.decompress(Array(bytes[8..<length])[...], limit: limit)
        else { return nil }
        if bytes.count < plain.count { bytes = Array(repeating: 0, count: plain.count * 2) }
        bytes.replaceSubrange(..<plain.count, with: plain)
        return decode(plain: plain.count)
    }

    /// Decodes the V2 encoding that stands in the first of the bytes.
    private mutating func decode(plain length: Int) -> Decoded? {
        let header = HistogramCode.headerLength
        guard length >= header else { return nil }
        // A counter takes a byte at least, and three where it needs the four words of a large count.
        if words.count < 2 * (length - header) { words = Array(repeating: 0, count: 4 * (length - header)) }
        let layout = layout
        return bytes.withUnsafeBufferPointer { bytes in
            guard bytes.bigEndian32(at: 0) == HistogramCode.cookie, Int(bytes.bigEndian32(at: 4)) == length - header,
                bytes.bigEndian32(at: 8) == 0, bytes.bigEndian32(at: 12) == UInt32(layout.significantDigits),
                bytes.bigEndian64(at: 16) == UInt64(layout.lowest), bytes.bigEndian64(at: 24) == UInt64(layout.highest)
            else { return nil }
            let counters = UnsafeBufferPointer(rebasing: bytes[header..<length])
            return words.withUnsafeMutableBufferPointer { Self.decode(counters, layout, into: $0) }
        }
    }

    /// Decodes the counters of a layout into words.
    ///
    /// - Precondition: two words of room for each byte.
    private static func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, _ layout: HistogramLayout, into room: UnsafeMutableBufferPointer<UInt32>
    ) -> Decoded? {
        precondition(room.count >= 2 * bytes.count, "\(room.count) words are no room for \(bytes.count) bytes")
        let (end, counterCount) = (bytes.count, layout.counterCount)
        var (position, index, length, total) = (0, 0, 0, Int64(0))
        while position < end {
            // Seven bits a byte; six of them are a counter below 2^41, and what is longer is left to the general decoder.
            var number = UInt64(bytes[position])
            position += 1
            if number >= 0x80 {
                number &= 0x7f
                var (shift, isOpen) = (UInt64(7), true)
                while isOpen {
                    guard position < end, shift < 42 else { return nil }
                    let byte = bytes[position]
                    position += 1
                    number |= UInt64(byte & 0x7f) << shift
                    shift += 7
                    isOpen = byte >= 0x80
                }
            }
            guard index < counterCount else { return nil }
            // An odd number is a run of zeros, as ZigZag has negative ones.
            if number & 1 == 1 {
                guard number >> 1 < UInt64(counterCount - index) else { return nil }
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
        guard total <= Histogram.mostOfText else { return nil }
        let longest = length > 0 ? layout.highestValue(at: Int(room[length - 1] >> 16)) : 0
        return Decoded(words: length, count: total, longest: longest)
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
