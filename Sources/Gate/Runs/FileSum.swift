internal import Foundation

/// A sum over a file's bytes, by which a file that was edited is told from the one that was read.
///
/// FNV-1a with 64 bits over words of eight bytes in four lanes, a gigabyte in some tenths of a second: every step can be undone,
/// so that a change within one word is always seen. It protects from mistakes, not from somebody who means to deceive.
enum FileSum {
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3

    /// Returns the length and the sum of a file as text; nothing for one that can't be read.
    static func of(_ url: URL) -> String? {
        guard let data = try? Data(contentsOf: url, options: .mappedIfSafe) else { return nil }
        return data.withUnsafeBytes { "\($0.count)-\(String(sum($0), radix: 16))" }
    }

    /// Returns the sum of bytes.
    static func sum(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var (one, two, three, four) = (start, start &+ 1, start &+ 2, start &+ 3)
        var place = 0
        // In bounds: each turn looks at as many bytes as there are at least.
        while place + 32 <= bytes.count {
            one = (one ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* prime
            two = (two ^ bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)) &* prime
            three = (three ^ bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)) &* prime
            four = (four ^ bytes.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)) &* prime
            place += 32
        }
        while place < bytes.count {
            one = (one ^ UInt64(bytes[place])) &* prime
            place += 1
        }
        var sum = start
        for lane in [one, two, three, four] { sum = (sum ^ lane) &* prime }
        return sum
    }
}
