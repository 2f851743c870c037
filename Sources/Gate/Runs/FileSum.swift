internal import Foundation
internal import Results

/// A sum over a file's bytes, by which a file that was edited is told from the one that was read.
///
/// FNV-1a with 64 bits over words of eight bytes in four lanes, a gigabyte in some tenths of a second: every step can be undone,
/// so that a change within one word is always seen. It protects from mistakes, not from somebody who means to deceive.
struct FileSum {
    private static let start: UInt64 = 0xcbf2_9ce4_8422_2325
    private static let prime: UInt64 = 0x100_0000_01b3
    /// The bytes that are read at a time, a multiple of the lanes' 32.
    private static let chunk = 1 << 18

    private var lanes = (start, start &+ 1, start &+ 2, start &+ 3)
    private var length = 0
    /// The bytes behind the last 32 that were added, fewer than 32.
    private var rest: [UInt8] = []

    /// Returns the length and the sum of a file as text; nothing for one that can't be read.
    static func of(_ url: URL) -> String? {
        guard RegularFile.obstacle(at: url) == nil, let file = fopen(url.path, "rb") else { return nil }
        defer { fclose(file) }
        var sum = FileSum()
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: chunk, alignment: 8)
        defer { room.deallocate() }
        while true {
            // In bounds: no more than the room holds. Fewer come at the end only.
            let count = fread(room.baseAddress, 1, chunk, file)
            sum.add(UnsafeRawBufferPointer(rebasing: room[..<count]))
            guard count == chunk else { break }
        }
        return ferror(file) == 0 ? sum.text : nil
    }

    /// Returns the length and the sum of bytes as text.
    static func of(_ data: Data) -> String {
        var sum = FileSum()
        data.withUnsafeBytes { sum.add($0) }
        return sum.text
    }

    /// Adds bytes; the sum is the same however they are cut into pieces.
    mutating func add(_ bytes: UnsafeRawBufferPointer) {
        length += bytes.count
        guard !rest.isEmpty else { return addWords(of: bytes) }
        let missing = min(32 - rest.count, bytes.count)
        rest += bytes[..<missing]
        guard rest.count == 32 else { return }
        let words = rest
        rest.removeAll(keepingCapacity: true)
        words.withUnsafeBytes { addWords(of: $0) }
        addWords(of: UnsafeRawBufferPointer(rebasing: bytes[missing...]))
    }

    /// Adds the words of bytes that follow a multiple of 32, and keeps those that fill no word in each lane.
    private mutating func addWords(of bytes: UnsafeRawBufferPointer) {
        var (one, two, three, four) = lanes
        var place = 0
        // In bounds: each turn looks at as many bytes as there are at least.
        while place + 32 <= bytes.count {
            one = (one ^ bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)) &* Self.prime
            two = (two ^ bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt64.self)) &* Self.prime
            three = (three ^ bytes.loadUnaligned(fromByteOffset: place + 16, as: UInt64.self)) &* Self.prime
            four = (four ^ bytes.loadUnaligned(fromByteOffset: place + 24, as: UInt64.self)) &* Self.prime
            place += 32
        }
        rest += bytes[place...]
        lanes = (one, two, three, four)
    }

    /// The length and the sum.
    var text: String {
        let first = rest.reduce(lanes.0) { ($0 ^ UInt64($1)) &* Self.prime }
        var sum = Self.start
        for lane in [first, lanes.1, lanes.2, lanes.3] { sum = (sum ^ lane) &* Self.prime }
        return "\(length)-\(String(sum, radix: 16))"
    }
}
