internal import Measurement

/// A point in time on a calendar clock, in nanoseconds since 1970-01-01T00:00:00Z.
///
/// The cluster stamps what happens in it with whole seconds, its events with microseconds. Both are read without a
/// calendar library, since every watched object holds some of them.
package struct WallTime: Sendable, Hashable, Comparable {
    /// Nanoseconds since 1970-01-01T00:00:00Z.
    package var nanoseconds: Int64

    /// Makes a time from nanoseconds since 1970.
    package init(nanoseconds: Int64) {
        self.nanoseconds = nanoseconds
    }

    /// Reads an RFC 3339 time such as 2026-11-20T23:57:49Z or 2026-11-20T23:57:49.123456Z; nil when it is none.
    ///
    /// An offset from UTC is accepted as well, since nothing forbids an extension's own status to use one.
    package init?(_ text: String) {
        var bytes = Array(text.utf8)[...]
        guard let year = bytes.takeDigits(4), bytes.take("-"), let month = bytes.takeDigits(2), bytes.take("-"),
            let day = bytes.takeDigits(2), bytes.take("T") || bytes.take("t"), let hour = bytes.takeDigits(2),
            bytes.take(":"), let minute = bytes.takeDigits(2), bytes.take(":"), let second = bytes.takeDigits(2),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        var fraction: Int64 = 0
        if bytes.take(".") {
            guard let digits = bytes.takeFraction() else { return nil }
            fraction = digits
        }
        guard let offset = bytes.takeOffset(), bytes.isEmpty else { return nil }
        let seconds =
            Self.days(year: year, month: month, day: day) * 86_400 + hour * 3_600 + minute * 60 + second - offset
        // Go's zero time is in the year 1, further away than nanoseconds reach: that it is long ago is all that matters.
        let furthest: Int64 = 4_600_000_000
        self.nanoseconds = min(furthest, max(-furthest, seconds)) * 1_000_000_000 + fraction
    }

    /// Counts the days from 1970-01-01 to a date of the Gregorian calendar.
    ///
    /// Howard Hinnant's days_from_civil: years begin in March, so that the leap day is the last of its year.
    private static func days(year: Int64, month: Int64, day: Int64) -> Int64 {
        let marchYear = month <= 2 ? year - 1 : year
        let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
        let yearOfEra = marchYear - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    package static func < (left: WallTime, right: WallTime) -> Bool { left.nanoseconds < right.nanoseconds }

    package static func - (left: WallTime, right: WallTime) -> Duration {
        .nanoseconds(left.nanoseconds - right.nanoseconds)
    }

    package static func + (left: WallTime, right: Duration) -> WallTime {
        WallTime(nanoseconds: left.nanoseconds + right.nanoseconds)
    }

    package static func - (left: WallTime, right: Duration) -> WallTime {
        WallTime(nanoseconds: left.nanoseconds - right.nanoseconds)
    }

    /// The beginning of the second this time lies in.
    package var secondBegin: WallTime {
        let second = nanoseconds.quotientRoundedDown(by: 1_000_000_000)
        return WallTime(nanoseconds: second * 1_000_000_000)
    }
}

// MARK: -

extension WallTime: CustomStringConvertible {
    /// The time of day in UTC with milliseconds, as it is printed beside a change.
    package var description: String {
        let milliseconds = nanoseconds.quotientRoundedDown(by: 1_000_000)
        let ofDay = milliseconds - milliseconds.quotientRoundedDown(by: 86_400_000) * 86_400_000
        func padded(_ value: Int64, _ width: Int) -> String {
            let text = String(value)
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        return padded(ofDay / 3_600_000, 2) + ":" + padded(ofDay / 60_000 % 60, 2) + ":"
            + padded(ofDay / 1_000 % 60, 2) + "." + padded(ofDay % 1_000, 3)
    }
}

// MARK: -

extension WallTime: Decodable {
    package init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let time = WallTime(text) else {
            throw DecodingError.dataCorrupted(
                .init(codingPath: decoder.codingPath, debugDescription: "“\(text)” is no RFC 3339 time")
            )
        }
        self = time
    }
}

// MARK: -

extension ArraySlice<UInt8> {
    /// Takes one character off the front; false when another one stands there.
    fileprivate mutating func take(_ character: Character) -> Bool {
        guard first == character.asciiValue else { return false }
        removeFirst()
        return true
    }

    /// Takes exactly so many digits off the front.
    fileprivate mutating func takeDigits(_ count: Int) -> Int64? {
        guard self.count >= count else { return nil }
        var value: Int64 = 0
        for byte in prefix(count) {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int64(byte - 48)
        }
        removeFirst(count)
        return value
    }

    /// Takes a fraction of a second off the front, in nanoseconds; digits beyond the ninth are dropped.
    fileprivate mutating func takeFraction() -> Int64? {
        var value: Int64 = 0
        var digits = 0
        while let byte = first, (48...57).contains(byte) {
            if digits < 9 { value = value * 10 + Int64(byte - 48) }
            digits += 1
            removeFirst()
        }
        guard digits > 0 else { return nil }
        for _ in 0..<Swift.max(0, 9 - digits) { value *= 10 }
        return value
    }

    /// Takes Z or an offset such as +02:00 off the front, in seconds east of Greenwich.
    fileprivate mutating func takeOffset() -> Int64? {
        if take("Z") || take("z") { return 0 }
        let sign: Int64
        if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
        guard let hours = takeDigits(2), take(":"), let minutes = takeDigits(2) else { return nil }
        return sign * (hours * 3_600 + minutes * 60)
    }
}

extension Int64 {
    /// Divides and rounds towards minus infinity, so that times before 1970 keep their second.
    fileprivate func quotientRoundedDown(by divisor: Int64) -> Int64 {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
