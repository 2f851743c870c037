extension Histogram {
    /// The compressed encoding in base64, as in `.hlog` files: `HISTF…`.
    package var base64: String { Base64.encode(compressedV2()) }

    /// The encoding in base64, compressed only when it is long: what is short gets no shorter, and is read ten times as fast.
    package var shortBase64: String {
        let plain = encodedV2()
        return plain.count <= 512 ? Base64.encode(plain) : base64
    }

    /// The most values that the text of a histogram may hold: more than any second has, and few enough that adding up a file's
    /// lines is no overflow.
    package static let mostOfText: Int64 = 1_000_000_000_000

    /// Reads the base64 text of a histogram, compressed or not.
    ///
    /// - Parameter most: how many values it may hold.
    package init(base64 text: some StringProtocol, most: Int64 = mostOfText) throws(HistogramDecodingError) {
        try self.init(base64Bytes: Array(text.utf8), most: most)
    }

    /// Reads the bytes of the base64 text of a histogram.
    ///
    /// - Parameter most: how many values it may hold.
    package init(
        base64Bytes text: some Sequence<UInt8>, most: Int64 = mostOfText
    ) throws(HistogramDecodingError) {
        // Arrays and buffers both have their bytes in one place.
        let decoded = text.withContiguousStorageIfAvailable { Base64.decode($0) }
        guard let bytes = decoded ?? Array(text).withUnsafeBufferPointer({ Base64.decode($0) }) else {
            throw HistogramDecodingError("it isn't base64")
        }
        try self.init(decoding: bytes)
        guard count <= most else { throw HistogramDecodingError("\(count) values, and at most \(most) are possible") }
    }
}
