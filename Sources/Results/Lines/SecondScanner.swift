internal import Measurement

/// Reads the lines of the whole run's seconds as this program writes them, like ``SliceScanner`` those of endpoints.
///
/// Gauges, timings and failure messages, which few seconds have, are left to the general decoder.
enum SecondScanner {
    /// The slice in a line; nil when the general decoder has to look at it.
    ///
    /// - Parameter skipsDetails: passes over whatever only a report shows, such as the messages of failures.
    static func slice(in line: UnsafeBufferPointer<UInt8>, skippingDetails skipsDetails: Bool = false) -> SecondSlice? {
        var scanner = LineScanner(bytes: line)
        var slice = SecondSlice(second: -1, phase: -1)
        let isRead = scanner.object { key, scanner in
            if skipsDetails, details.contains(where: key.equals) { return scanner.skip() }
            return read(key, &scanner, into: &slice)
        }
        guard isRead, scanner.isAtEnd, SliceLine.possibleSeconds.contains(slice.second), slice.phase >= 0 else {
            return nil
        }
        return slice
    }

    private static let details: [StaticString] = ["checks", "counters", "failures", "gauges", "timings_ns"]

    private static func read(
        _ key: UnsafeBufferPointer<UInt8>, _ scanner: inout LineScanner, into slice: inout SecondSlice
    ) -> Bool {
        switch key.count {
        case 5 where key.equals("phase"): set(&slice.phase, scanner.integer().map(Int.init))
        case 5 where key.equals("users"): set(&slice.users, scanner.integer().map(Int.init))
        case 6 where key.equals("second"): set(&slice.second, scanner.integer().map(Int.init))
        case 6 where key.equals("lag_ns"):
            set(&slice.lag, scanner.quoted().flatMap { try? Histogram(base64Bytes: $0) })
        case 6 where key.equals("checks"):
            scanner.object { name, scanner in check(&slice.checks[text(name), default: CheckTally()], &scanner) }
        case 8 where key.equals("counters"):
            scanner.object { name, scanner in set(&slice.counters[text(name), default: 0], scanner.number()) }
        case 9 where key.equals("in_flight"): set(&slice.inFlight, scanner.integer().map(Int.init))
        case 9 where key.equals("cpu_share"): fill(&slice.health.cpuShare, scanner.number())
        case 10 where key.equals("iterations"): set(&slice.iterations, scanner.integer())
        case 11 where key.equals("descriptors"): fill(&slice.health.descriptors, scanner.integer().map(Int.init))
        case 12 where key.equals("stolen_share"): fill(&slice.health.stolenShare, scanner.number())
        case 14 where key.equals("peak_in_flight"): set(&slice.peakInFlight, scanner.integer().map(Int.init))
        case 14 where key.equals("resident_bytes"): fill(&slice.health.residentBytes, scanner.integer())
        case 15 where key.equals("throttled_share"): fill(&slice.health.throttledShare, scanner.number())
        case 16 where key.equals("arrivals_started"): set(&slice.arrivalsStarted, scanner.integer())
        case 16 where key.equals("arrivals_dropped"): set(&slice.arrivalsDropped, scanner.integer())
        case 16 where key.equals("longest_stall_ns"): fill(&slice.health.longestStallNs, scanner.integer())
        case 16 where key.equals("descriptor_limit"):
            fill(&slice.health.descriptorLimit, scanner.integer().map(Int.init))
        case 17 where key.equals("iterations_failed"): set(&slice.iterationsFailed, scanner.integer())
        default: false
        }
    }

    /// An object of `failed` and `passed`.
    private static func check(_ tally: inout CheckTally, _ scanner: inout LineScanner) -> Bool {
        scanner.object { key, scanner in
            key.equals("passed")
                ? set(&tally.passed, scanner.integer())
                : key.equals("failed") && set(&tally.failed, scanner.integer())
        }
    }

    private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
        guard let value else { return false }
        place = value
        return true
    }

    private static func fill<Value>(_ place: inout Value?, _ value: Value?) -> Bool {
        place = value
        return value != nil
    }

    private static func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
}
