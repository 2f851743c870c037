internal import CZlib

/// Bytes through zlib.
enum Zlib {
    /// The bytes compressed, with zlib's header and check sum.
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        let bound = Int(compressBound(uLong(bytes.count)))
        return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
            var length = uLongf(bound)
            // In bounds: compressBound is the most that compress2 writes, and it says how much it wrote.
            let result = compress2(buffer.baseAddress, &length, bytes, uLong(bytes.count), Z_DEFAULT_COMPRESSION)
            precondition(result == Z_OK, "zlib can't compress \(bytes.count) bytes: \(result)")
            count = Int(length)
        }
    }

    /// The bytes decompressed; nil when they are broken or come to more than the limit.
    static func decompress(_ bytes: ArraySlice<UInt8>, limit: Int) -> [UInt8]? {
        var capacity = min(max(bytes.count * 4, 256), limit)
        while true {
            var result = Z_OK
            let plain = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
                var length = uLongf(capacity)
                // In bounds: uncompress writes at most `length` bytes and says how many.
                result = bytes.withUnsafeBufferPointer {
                    uncompress(buffer.baseAddress, &length, $0.baseAddress, uLong($0.count))
                }
                count = result == Z_OK ? Int(length) : 0
            }
            if result == Z_OK { return plain }
            guard result == Z_BUF_ERROR, capacity < limit else { return nil }
            capacity = min(capacity * 4, limit)
        }
    }
}
