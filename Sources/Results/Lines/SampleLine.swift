package import Measurement

/// An endpoint's line of `slices.jsonl` as a comparison looks at it: what counts, and the times still encoded.
///
/// Its texts are the file's own bytes. They may only be looked at while the line is handed over.
package struct SampleLine {
    /// The second of the run in which the requests ended.
    package private(set) var second = -1
    /// The phase in which they were planned to start, by its place in the run's list.
    package private(set) var phase = -1
    /// The endpoint's name.
    package private(set) var endpoint = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    /// What its samples are.
    package private(set) var kind = EndpointKind.request
    /// How many requests were finished, failed ones included.
    package private(set) var completed: Int64 = 0
    /// How many of the finished failed.
    package private(set) var failed: Int64 = 0
    /// How many of the failed were cut off by the end of the run.
    package private(set) var cancelled: Int64 = 0
    /// The histogram of times from the planned start, in base64; nil where nothing was finished.
    package private(set) var response: UnsafeBufferPointer<UInt8>?

    /// Reads a line; nil for one of the run, and when the general decoder has to look at it.
    init?(_ line: UnsafeBufferPointer<UInt8>) {
        var scanner = LineScanner(bytes: line)
        guard scanner.take("{") else { return nil }
        repeat {
            guard readUsual(&scanner) ?? readOther(&scanner) else { return nil }
        } while scanner.take(",")
        guard scanner.take("}"), scanner.isAtEnd, !endpoint.isEmpty, SliceLine.possibleSeconds.contains(second),
            phase >= 0
        else { return nil }
    }

    /// Reads a key that nearly every line has, and its value; nil where another stands here.
    ///
    /// Compared as a whole: reading a key byte by byte takes a third of a file's time.
    private mutating func readUsual(_ scanner: inout LineScanner) -> Bool? {
        switch scanner.initial {
        case UInt8(ascii: "b"):
            guard scanner.takeText("\"bytes_received\":") || scanner.takeText("\"bytes_sent\":") else { return nil }
            return scanner.integer() != nil
        case UInt8(ascii: "c"):
            guard scanner.takeText("\"completed\":") else { return nil }
            return Self.set(&completed, Self.count(&scanner))
        case UInt8(ascii: "e"):
            guard scanner.takeText("\"endpoint\":") else { return nil }
            return Self.set(&endpoint, scanner.quoted())
        case UInt8(ascii: "p"):
            guard scanner.takeText("\"phase\":") else { return nil }
            return Self.set(&phase, scanner.integer().map(Int.init))
        case UInt8(ascii: "r"):
            guard scanner.takeText("\"response_ns\":") else { return nil }
            response = scanner.quotedText()
            return response != nil
        case UInt8(ascii: "s"):
            if scanner.takeText("\"second\":") { return Self.set(&second, scanner.integer().map(Int.init)) }
            if scanner.takeText("\"service_ns\":") { return scanner.quotedText() != nil }
            if scanner.takeText("\"started\":") { return scanner.integer() != nil }
            return scanner.takeText("\"statuses\":") ? scanner.skip() : nil
        default: return nil
        }
    }

    /// Reads any other key, and its value.
    private mutating func readOther(_ scanner: inout LineScanner) -> Bool {
        guard let key = scanner.quoted(), scanner.take(":") else { return false }
        switch key.count {
        case 4 where key.equals("kind"):
            guard let text = scanner.quoted(), let known = EndpointKind(rawValue: String(decoding: text, as: UTF8.self))
            else { return false }
            kind = known
        case 6 where key.equals("failed"):
            return scanner.object { kind, scanner in
                guard FailureKind(rawValue: String(decoding: kind, as: UTF8.self)) != nil,
                    let count = Self.count(&scanner)
                else { return false }
                failed += count
                if kind.equals("cancelled") { cancelled += count }
                return true
            }
        default: return scanner.skip()
        }
        return true
    }

    private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
        guard let value else { return false }
        place = value
        return true
    }

    /// A count that can be; the general decoder refuses others with a sentence.
    private static func count(_ scanner: inout LineScanner) -> Int64? {
        guard let count = scanner.integer(), SliceLine.possibleCounts.contains(count) else { return nil }
        return count
    }
}
