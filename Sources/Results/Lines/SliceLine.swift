internal import Measurement

/// A line of `slices.jsonl`: what one endpoint did in one second, or what the whole run did, when there is no `endpoint`.
///
/// Lines are additive: several may speak of the same second, phase and endpoint. Histograms are HdrHistogram V2 in base64, compressed when they
/// are long, of nanoseconds. What is zero or empty is left out, and `service_ns` where it equals `response_ns`.
struct SliceLine: Codable {
    var second: Int
    var phase: Int

    // Of an endpoint.
    var endpoint: String?
    var kind: EndpointKind?
    var tags: [String]?
    var started: Int64?
    var completed: Int64?
    var failed: [String: Int64]?
    var statuses: [String: Int64]?
    var bytes_sent: Int64?
    var bytes_received: Int64?
    var response_ns: String?
    var service_ns: String?

    // Of the run.
    var users: Int?
    var in_flight: Int?
    var peak_in_flight: Int?
    var arrivals_started: Int64?
    var arrivals_dropped: Int64?
    var iterations: Int64?
    var iterations_failed: Int64?
    var lag_ns: String?
    var checks: [String: CheckTally]?
    var counters: [String: Double]?
    var gauges: [String: GaugeLine]?
    var timings_ns: [String: String]?
    var failures: [FailureLine]?
    var longest_stall_ns: Int64?
    var cpu_share: Double?
    var stolen_share: Double?
    var throttled_share: Double?
    var descriptors: Int?
    var descriptor_limit: Int?
    var resident_bytes: Int64?

    struct GaugeLine: Codable {
        var last, min, max, sum: Double
        var last_ns, count: Int64
    }

    struct FailureLine: Codable {
        var endpoint: String
        var kind: FailureKind
        var status: Int?
        var message: String
        var example: String?
        var count, first_ns, last_ns: Int64
    }
}

extension Int64 {
    fileprivate var unlessZero: Int64? { self == 0 ? nil : self }
}

extension Int {
    fileprivate var unlessZero: Int? { self == 0 ? nil : self }
}

extension Collection {
    fileprivate var unlessEmpty: Self? { isEmpty ? nil : self }
}

// MARK: - From and to values

extension SliceLine {
    init(_ slice: Slice) {
        second = slice.second
        phase = slice.phase
        endpoint = slice.endpoint.name
        kind = slice.endpoint.kind == .request ? nil : slice.endpoint.kind
        tags = slice.endpoint.tags.unlessEmpty
        let tally = slice.tally
        started = tally.started.unlessZero
        completed = tally.completed.unlessZero
        failed = Dictionary(uniqueKeysWithValues: tally.failures.map { ($0.rawValue, $1) }).unlessEmpty
        statuses = Dictionary(uniqueKeysWithValues: tally.statuses.map { (String($0), $1) }).unlessEmpty
        bytes_sent = tally.bytesSent.unlessZero
        bytes_received = tally.bytesReceived.unlessZero
        response_ns = tally.response.count > 0 ? tally.response.shortBase64 : nil
        service_ns = tally.service.count > 0 && tally.service != tally.response ? tally.service.shortBase64 : nil
    }

    init(_ slice: SecondSlice) {
        second = slice.second
        phase = slice.phase
        users = slice.users.unlessZero
        in_flight = slice.inFlight.unlessZero
        peak_in_flight = slice.peakInFlight.unlessZero
        arrivals_started = slice.arrivalsStarted.unlessZero
        arrivals_dropped = slice.arrivalsDropped.unlessZero
        iterations = slice.iterations.unlessZero
        iterations_failed = slice.iterationsFailed.unlessZero
        lag_ns = slice.lag.count > 0 ? slice.lag.shortBase64 : nil
        checks = slice.checks.unlessEmpty
        counters = slice.counters.unlessEmpty
        gauges =
            slice.gauges.mapValues {
                GaugeLine(last: $0.last, min: $0.min, max: $0.max, sum: $0.sum, last_ns: $0.lastNs, count: $0.count)
            }.unlessEmpty
        timings_ns = slice.timings.mapValues(\.shortBase64).unlessEmpty
        failures =
            slice.failures.map {
                FailureLine(
                    endpoint: $0.endpoint, kind: $0.kind, status: $0.status.unlessZero, message: $0.message,
                    example: $0.example.unlessEmpty, count: $0.count,
                    first_ns: $0.first.nanoseconds, last_ns: $0.last.nanoseconds)
            }.unlessEmpty
        longest_stall_ns = slice.health.longestStallNs
        cpu_share = slice.health.cpuShare
        stolen_share = slice.health.stolenShare
        throttled_share = slice.health.throttledShare
        descriptors = slice.health.descriptors
        descriptor_limit = slice.health.descriptorLimit
        resident_bytes = slice.health.residentBytes
    }

    /// The seconds that a run can have: those of a year. Beyond them a file was made by something else, with dates for seconds perhaps.
    static let possibleSeconds = 0...31_622_400
    /// The requests that an endpoint can have had in a second: beyond them a file was edited, and sums over its lines would overflow.
    static let possibleCounts: ClosedRange<Int64> = 0...1_000_000_000_000
    private static let possibleBytes: ClosedRange<Int64> = 0...1_000_000_000_000_000

    /// Refuses counts that nobody can have counted.
    private func checkCounts() throws {
        func check(_ key: String, _ values: [Int64?], _ range: ClosedRange<Int64>) throws {
            for case let value? in values where !range.contains(value) {
                throw ResultsError(
                    .malformed,
                    "“\(key)” is \(value), and in a second there are from \(range.lowerBound) to \(range.upperBound)")
            }
        }
        try check("started", [started], Self.possibleCounts)
        try check("completed", [completed], Self.possibleCounts)
        try check("failed", failed.map { Array($0.values) } ?? [], Self.possibleCounts)
        try check("statuses", statuses.map { Array($0.values) } ?? [], Self.possibleCounts)
        try check("arrivals_started", [arrivals_started], Self.possibleCounts)
        try check("arrivals_dropped", [arrivals_dropped], Self.possibleCounts)
        try check("iterations", [iterations], Self.possibleCounts)
        try check("iterations_failed", [iterations_failed], Self.possibleCounts)
        try check("users", [users.map(Int64.init)], Self.possibleCounts)
        try check("in_flight", [in_flight.map(Int64.init)], Self.possibleCounts)
        try check("peak_in_flight", [peak_in_flight.map(Int64.init)], Self.possibleCounts)
        try check("checks", checks.map { $0.values.flatMap { [$0.passed, $0.failed] } } ?? [], Self.possibleCounts)
        try check("failures", failures.map { $0.map(\.count) } ?? [], Self.possibleCounts)
        try check("gauges", gauges.map { $0.values.map(\.count) } ?? [], Self.possibleCounts)
        try check("bytes_sent", [bytes_sent], Self.possibleBytes)
        try check("bytes_received", [bytes_received], Self.possibleBytes)
    }

    /// Adds what the line says to slices.
    func add(to slices: inout ShardSlices) throws {
        try checkCounts()
        if let endpoint {
            var slice = Slice(
                second: second, phase: phase,
                endpoint: Endpoint(name: endpoint, kind: kind ?? .request, tags: tags ?? []))
            slice.tally.started = started ?? 0
            slice.tally.completed = completed ?? 0
            for (name, count) in failed ?? [:] {
                guard let kind = FailureKind(rawValue: name) else {
                    throw ResultsError(.malformed, "unknown kind of failure “\(name)”")
                }
                slice.tally.failures[kind] = count
            }
            for (status, count) in statuses ?? [:] {
                guard let status = Int(status) else { throw ResultsError(.malformed, "“\(status)” isn't a status") }
                slice.tally.statuses[status] = count
            }
            slice.tally.bytesSent = bytes_sent ?? 0
            slice.tally.bytesReceived = bytes_received ?? 0
            if let response_ns { slice.tally.response = try Histogram(base64: response_ns) }
            slice.tally.service = try service_ns.map { try Histogram(base64: $0) } ?? slice.tally.response
            slices.slices.append(slice)
        } else {
            slices.seconds.append(try secondSlice())
        }
    }

    private func secondSlice() throws -> SecondSlice {
        var slice = SecondSlice(second: second, phase: phase)
        slice.users = users ?? 0
        slice.inFlight = in_flight ?? 0
        slice.peakInFlight = peak_in_flight ?? 0
        slice.arrivalsStarted = arrivals_started ?? 0
        slice.arrivalsDropped = arrivals_dropped ?? 0
        slice.iterations = iterations ?? 0
        slice.iterationsFailed = iterations_failed ?? 0
        if let lag_ns { slice.lag = try Histogram(base64: lag_ns) }
        slice.checks = checks ?? [:]
        slice.counters = counters ?? [:]
        slice.gauges = (gauges ?? [:]).mapValues { line in
            var tally = GaugeTally(line.last, atNs: line.last_ns)
            tally.min = line.min
            tally.max = line.max
            tally.sum = line.sum
            tally.count = line.count
            return tally
        }
        slice.timings = try (timings_ns ?? [:]).mapValues { try Histogram(base64: $0) }
        slice.failures = (failures ?? []).map {
            FailureTally(
                endpoint: $0.endpoint, kind: $0.kind, status: $0.status ?? 0, message: $0.message,
                example: $0.example ?? "", count: $0.count, first: .nanoseconds($0.first_ns),
                last: .nanoseconds($0.last_ns))
        }
        slice.health = HealthTally(
            longestStallNs: longest_stall_ns, cpuShare: cpu_share, stolenShare: stolen_share,
            throttledShare: throttled_share, descriptors: descriptors, descriptorLimit: descriptor_limit,
            residentBytes: resident_bytes)
        return slice
    }
}
