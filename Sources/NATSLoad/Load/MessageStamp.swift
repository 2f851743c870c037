import Foundation

/// The times that travel with a message in its header, so that its consumer knows how long it took.
///
/// `Plimsoll-Time: <boot> <planned> <sent> <clock>` in hexadecimal of fixed width, so that it is written in place. The first two times are of the monotonic
/// clock, which all processes of one machine share while it runs; `boot` names machine and start. A consumer elsewhere falls back on the wall clock,
/// which is only as good as the machines' agreement on the time.
package struct MessageStamp: Equatable, Sendable {
    package var plannedNs: Int64
    package var sentNs: Int64
    /// Whether both ends share the monotonic clock.
    package var isSameClock: Bool

    package init(plannedNs: Int64, sentNs: Int64, isSameClock: Bool) {
        self.plannedNs = plannedNs
        self.sentNs = sentNs
        self.isSameClock = isSameClock
    }

    package static let header = "Plimsoll-Time"
    static let prefix = Array("NATS/1.0\r\nPlimsoll-Time: ".utf8)
    private static let valueLength = 16 * 4 + 3
    /// A century before and after a machine's start: a consumer's machine may have been started after a message was sent.
    private static let possible: ClosedRange<Int64> = -3_155_760_000_000_000_000...3_155_760_000_000_000_000

    /// Which machine, since which start.
    package static let boot: UInt64 = {
        let text =
            (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))
            ?? ProcessInfo.processInfo.hostName
        // FNV-1a, 64 bits.
        return text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }()

    /// What the wall clock is ahead of the monotonic one, now.
    package static func wallOffsetNs(monotonicNs: Int64) -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec) - monotonicNs
    }

    /// A header block with room for the times, to be filled by `write` for each message.
    package static func template(extra: [UInt8] = []) -> [UInt8] {
        prefix + Array(repeating: UInt8(ascii: "0"), count: valueLength) + Array("\r\n".utf8) + extra
            + Array("\r\n".utf8)
    }

    package static func write(into block: inout [UInt8], plannedNs: Int64, sentNs: Int64, wallOffsetNs: Int64) {
        var place = prefix.count
        for value in [
            boot, UInt64(bitPattern: plannedNs), UInt64(bitPattern: sentNs), UInt64(bitPattern: sentNs + wallOffsetNs),
        ] {
            var shift: UInt64 = 60
            for index in 0..<16 {
                let digit = UInt8(truncatingIfNeeded: value >> shift) & 15
                block[place + index] = digit < 10 ? digit &+ 0x30 : digit &+ 0x57
                shift = shift &- 4
            }
            place += 16
            if place < prefix.count + valueLength { block[place] = UInt8(ascii: " ") }
            place += 1
        }
    }

    /// Reads the times from a message's headers; `nil` when it bears none, or none that can be.
    package init?(headers: UnsafeRawBufferPointer, wallOffsetNs: Int64) {
        guard let value = Self.find(headers) else { return nil }
        var numbers: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        for word in 0..<4 {
            var number: UInt64 = 0
            for index in 0..<16 {
                guard let digit = HexDigit.value(of: headers[value + word * 17 + index]) else { return nil }
                number = number << 4 | digit
            }
            switch word {
            case 0: numbers.0 = number
            case 1: numbers.1 = number
            case 2: numbers.2 = number
            default: numbers.3 = number
            }
        }
        plannedNs = Int64(bitPattern: numbers.1)
        sentNs = Int64(bitPattern: numbers.2)
        isSameClock = numbers.0 == Self.boot
        if !isSameClock {
            // The publisher's monotonic times are moved to where our own clock was at that wall time.
            let sentHere = Int64(bitPattern: numbers.3) &- wallOffsetNs
            plannedNs = plannedNs &+ sentHere &- sentNs
            sentNs = sentHere
        }
        // Anybody may have written the header, and what is centuries from now can't be subtracted from it.
        guard Self.possible.contains(plannedNs), Self.possible.contains(sentNs) else { return nil }
    }

    /// Where the value begins. Servers may have put fields before it.
    private static func find(_ headers: UnsafeRawBufferPointer) -> Int? {
        guard headers.count >= prefix.count + valueLength, let base = headers.baseAddress else { return nil }
        let isFirst = prefix.withUnsafeBytes { memcmp(base, $0.baseAddress!, $0.count) == 0 }
        if isFirst { return prefix.count }
        let name = Array("\r\nPlimsoll-Time: ".utf8)
        guard let found = headers.firstRange(of: name) else { return nil }
        return found.upperBound + valueLength <= headers.count ? found.upperBound : nil
    }
}
