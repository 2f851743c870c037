import Fuzzing
import Measurement
import Testing

/// Bytes from anywhere: they are refused in a sentence, or they are a histogram; nothing traps.
@Suite struct HostileHistogramTests {
    private static func header(
        cookie: UInt32 = 0x1c84_9313, length: UInt32 = 0, offset: UInt32 = 0, digits: UInt32 = 3, lowest: UInt64 = 1,
        highest: UInt64 = 3_600_000_000_000
    ) -> [UInt8] {
        func bytes<Number: FixedWidthInteger>(_ number: Number) -> [UInt8] {
            withUnsafeBytes(of: number.bigEndian) { Array($0) }
        }
        return bytes(cookie) + bytes(length) + bytes(offset) + bytes(digits) + bytes(lowest) + bytes(highest)
            + bytes((1.0).bitPattern)
    }

    struct Broken: Sendable, CustomTestStringConvertible {
        let bytes: [UInt8]
        let reason: String
        var testDescription: String { reason }
    }

    static let broken: [Broken] = [
        Broken(bytes: [], reason: "it ends after 0 bytes"),
        Broken(bytes: [0x1c, 0x84, 0x93], reason: "it ends after 3 bytes"),
        Broken(bytes: header(cookie: 0xdead_beef), reason: "unknown cookie 0xdeadbeef"),
        Broken(bytes: header(offset: .max), reason: "normalizing index offset -1 isn't supported"),
        Broken(bytes: header(digits: 6), reason: "6 digits from 1 to 3600000000000 can't be laid out"),
        Broken(bytes: header(lowest: 0), reason: "3 digits from 0 to 3600000000000 can't be laid out"),
        Broken(bytes: header(highest: 1), reason: "3 digits from 1 to 1 can't be laid out"),
        Broken(bytes: header(highest: .max), reason: "3 digits from 1 to 18446744073709551615 can't be laid out"),
        Broken(bytes: header(length: 5) + [2], reason: "5 bytes announced, 1 there"),
        Broken(bytes: header(length: 1) + [0x80], reason: "its last counter is incomplete"),
        Broken(
            bytes: header(length: 9) + [UInt8](repeating: 0xff, count: 9),
            reason: "9223372036854775808 zeros at 0 run out of 33792 counters"),
        Broken(
            bytes: header(length: 18) + [0xfe] + [UInt8](repeating: 0xff, count: 8) + [0xfe]
                + [UInt8](repeating: 0xff, count: 8),
            reason: "more values than can be counted"),
        Broken(bytes: header(length: 4) + [0xff, 0x8f, 0x04, 2], reason: "more than 33792 counters"),
        Broken(bytes: [0x1c, 0x84, 0x93, 0x14, 0, 0, 1, 0, 1], reason: "256 compressed bytes announced, 1 there"),
        Broken(bytes: [0x1c, 0x84, 0x93, 0x14, 0, 0, 0, 1, 1], reason: "its compressed bytes are broken or too long"),
    ]

    @Test(arguments: broken)
    func itIsRefusedWithItsReason(_ broken: Broken) {
        let error = #expect(throws: HistogramDecodingError.self) { try Histogram(decoding: broken.bytes) }
        #expect(error?.description == "not a histogram: \(broken.reason)")
    }

    @Test func textThatIsntBase64IsRefused() {
        #expect(throws: HistogramDecodingError.self) { try Histogram(base64: "HISTF not base64!") }
    }

    @Test(arguments: [UInt64(11), 12, 13])
    func anyChangeOfBytesIsSurvived(seed: UInt64) throws {
        var numbers = Dice(seed: seed)
        var original = Histogram()
        for _ in 0..<200 { original.record(numbers.nanoseconds()) }
        var refused = 0
        for bytes in [original.encodedV2(), original.compressedV2()] {
            for _ in 0..<250 {
                var changed = bytes
                for _ in 0...Int.random(in: 0...3, using: &numbers) {
                    switch Int.random(in: 0...3, using: &numbers) {
                    case 0:
                        changed[Int.random(in: changed.indices, using: &numbers)] = .random(
                            in: 0...255, using: &numbers)
                    case 1: changed.removeLast(Int.random(in: 0..<changed.count, using: &numbers))
                    case 2:
                        changed.insert(
                            .random(in: 0...255, using: &numbers), at: Int.random(in: changed.indices, using: &numbers))
                    default: changed[Int.random(in: 0..<Swift.min(40, changed.count), using: &numbers)] ^= 0x80
                    }
                    if changed.isEmpty { changed = [0] }
                }
                do {
                    let decoded = try Histogram(decoding: changed)
                    // Whatever was read has to hold together.
                    #expect(decoded.buckets.reduce(0) { $0 + $1.count } == decoded.count, "seed \(seed)")
                } catch {
                    refused += 1
                }
            }
        }
        #expect(refused > 150, "seed \(seed)")
    }
}
