extension Histogram {
    /// Reads a histogram in HdrHistogram's V2 encoding, plain or compressed.
    ///
    /// - Throws: ``HistogramDecodingError`` for anything else. Bytes from anywhere may be given: nothing traps, and memory is bounded.
    package init(decoding bytes: some Collection<UInt8>) throws(HistogramDecodingError) {
        var reader = HistogramReader(bytes: Array(bytes))
        let cookie: UInt32 = try reader.integer()
        if cookie == HistogramCode.compressedCookie {
            let length: UInt32 = try reader.integer()
            guard Int(length) <= reader.remaining else {
                throw HistogramDecodingError("\(length) compressed bytes announced, \(reader.remaining) there")
            }
            let limit = HistogramReader.longestPayload + HistogramCode.headerLength
            guard let plain = Zlib.decompress(reader.rest(Int(length)), limit: limit) else {
                throw HistogramDecodingError("its compressed bytes are broken or too long")
            }
            reader = HistogramReader(bytes: plain)
            let inner: UInt32 = try reader.integer()
            guard inner == HistogramCode.cookie else {
                throw HistogramDecodingError("unknown inner cookie 0x\(String(inner, radix: 16))")
            }
        } else if cookie != HistogramCode.cookie {
            throw HistogramDecodingError("unknown cookie 0x\(String(cookie, radix: 16))")
        }
        try self.init(after: &reader)
    }

    /// Reads the rest, after the cookie.
    private init(after reader: inout HistogramReader) throws(HistogramDecodingError) {
        let length: UInt32 = try reader.integer()
        let offset: UInt32 = try reader.integer()
        let digits: UInt32 = try reader.integer()
        let lowest: UInt64 = try reader.integer()
        let highest: UInt64 = try reader.integer()
        let _: UInt64 = try reader.integer()
        guard offset == 0 else {
            throw HistogramDecodingError("normalizing index offset \(Int32(bitPattern: offset)) isn't supported")
        }
        guard digits <= 5, let low = Int64(exactly: lowest), let top = Int64(exactly: highest),
            let layout = HistogramLayout(lowest: low, highest: top, significantDigits: Int(digits))
        else { throw HistogramDecodingError("\(digits) digits from \(lowest) to \(highest) can't be laid out") }
        guard Int(length) <= reader.remaining else {
            throw HistogramDecodingError("\(length) bytes announced, \(reader.remaining) there")
        }
        let end = reader.position + Int(length)
        self.init(layout: layout)
        var index = 0
        var total: Int64 = 0
        var counters: [(index: Int, count: Int64)] = []
        while reader.position < end {
            let value = try reader.zigZag(before: end)
            if value < 0 {
                // Counted down from a negative number, since the least one has no opposite.
                guard value >= Int64(index - layout.counterCount) else {
                    throw HistogramDecodingError(
                        "\(value.magnitude) zeros at \(index) run out of \(layout.counterCount) counters")
                }
                index += Int(-value)
            } else {
                guard index < layout.counterCount else {
                    throw HistogramDecodingError("more than \(layout.counterCount) counters")
                }
                let (sum, overflow) = total.addingReportingOverflow(value)
                guard !overflow else { throw HistogramDecodingError("more values than can be counted") }
                total = sum
                if value > 0 { counters.append((index, value)) }
                index += 1
            }
        }
        fill(counters)
    }
}

/// Reads integers from bytes that may be anything.
private struct HistogramReader {
    /// The longest run of counters that any layout has: 47 · 2^17 of nine bytes would be 55 MB, which no real histogram comes near.
    static let longestPayload = 8 << 20

    let bytes: [UInt8]
    private(set) var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    var remaining: Int { bytes.count - position }

    func rest(_ count: Int) -> ArraySlice<UInt8> { bytes[position..<(position + count)] }

    mutating func integer<Number: FixedWidthInteger>() throws(HistogramDecodingError) -> Number {
        let width = Number.bitWidth / 8
        guard remaining >= width else { throw HistogramDecodingError("it ends after \(bytes.count) bytes") }
        var number: Number = 0
        for _ in 0..<width {
            number = number << 8 | Number(bytes[position])
            position += 1
        }
        return number
    }

    mutating func zigZag(before end: Int) throws(HistogramDecodingError) -> Int64 {
        var number: UInt64 = 0
        for place in 0..<9 {
            guard position < end else { throw HistogramDecodingError("its last counter is incomplete") }
            let byte = bytes[position]
            position += 1
            if place == 8 {
                number |= UInt64(byte) << 56
                break
            }
            number |= UInt64(byte & 0x7f) << UInt64(7 * place)
            if byte & 0x80 == 0 { break }
        }
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }
}
