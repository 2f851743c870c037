/// A short name of a workload: equal for runs that asked for the same load, and for them only.
///
/// FNV-1a with 64 bits, in 16 hexadecimal digits. Source: the constants of draft-eastlake-fnv.
package enum WorkloadHash {
    /// The hash of the parts that make up a workload; each part counts with its length, so that no two lists of parts read the same.
    package static func of(_ parts: [String]) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        func add(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        for part in parts {
            for byte in "\(part.utf8.count):".utf8 { add(byte) }
            for byte in part.utf8 { add(byte) }
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
