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
        guard scanner.object({ key, scanner in read(key, &scanner) }), scanner.isAtEnd, !endpoint.isEmpty,
            SliceLine.possibleSeconds.contains(second), phase >= 0
        else { return nil }
    }

    private mutating func read(_ key: UnsafeBufferPointer<UInt8>, _ scanner: inout LineScanner) -> Bool {
        switch key.count {
        case 4 where key.equals("kind"):
            guard let text = scanner.quoted(), let known = EndpointKind(rawValue: String(decoding: text, as: UTF8.self))
            else { return false }
            kind = known
        case 5 where key.equals("phase"):
            guard let number = scanner.integer() else { return false }
            phase = Int(number)
        case 6 where key.equals("second"):
            guard let number = scanner.integer() else { return false }
            second = Int(number)
        case 6 where key.equals("failed"):
            return scanner.object { kind, scanner in
                guard FailureKind(rawValue: String(decoding: kind, as: UTF8.self)) != nil,
                    let count = Self.count(&scanner)
                else { return false }
                failed += count
                if kind.equals("cancelled") { cancelled += count }
                return true
            }
        case 8 where key.equals("endpoint"):
            guard let text = scanner.quoted() else { return false }
            endpoint = text
        case 9 where key.equals("completed"):
            guard let number = Self.count(&scanner) else { return false }
            completed = number
        case 10 where key.equals("service_ns"): return scanner.quotedText() != nil
        case 11 where key.equals("response_ns"):
            guard let text = scanner.quotedText() else { return false }
            response = text
        default: return scanner.skip()
        }
        return true
    }

    /// A count that can be; the general decoder refuses others with a sentence.
    private static func count(_ scanner: inout LineScanner) -> Int64? {
        guard let count = scanner.integer(), SliceLine.possibleCounts.contains(count) else { return nil }
        return count
    }
}
