extension Histogram {
    /// The compressed encoding in base64, as in `.hlog` files: `HISTF…`.
    package var base64: String { Base64.encode(compressedV2()) }

    /// The encoding in base64, compressed only when it is long: what is short gets no shorter, and is read ten times as fast.
    package var shortBase64: String {
        let plain = encodedV2()
        return plain.count <= 512 ? Base64.encode(plain) : base64
    }

    /// Reads the base64 text of a histogram, compressed or not.
    package init(base64 text: some StringProtocol) throws(HistogramDecodingError) {
        try self.init(base64Bytes: Array(text.utf8))
    }

    /// Reads the bytes of the base64 text of a histogram.
    package init(base64Bytes text: some Sequence<UInt8>) throws(HistogramDecodingError) {
        // Arrays and buffers both have their bytes in one place.
        let decoded = text.withContiguousStorageIfAvailable { Base64.decode($0) }
        guard let bytes = decoded ?? Array(text).withUnsafeBufferPointer({ Base64.decode($0) }) else {
            throw HistogramDecodingError("it isn't base64")
        }
        try self.init(decoding: bytes)
    }
}
