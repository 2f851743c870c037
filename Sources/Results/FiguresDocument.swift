internal import Measurement

/// The figures of a run, a phase or an endpoint as a document; see ``ReportDocument``.
package struct FiguresDocument: Encodable {
    private let name: String?
    private let kind: EndpointKind?
    private let tags: [String]
    private let counts: [(String, Int)]
    private let numbers: [(String, Figure<Double>)]
    private let times: [(String, Figure<Duration>)]
    private let failures: [String: Int64]
    private let statuses: [String: Int]

    /// The quantiles in the document.
    private static let quantiles: [(String, Double)] = [
        ("p50", 0.5), ("p90", 0.9), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999),
    ]

    init(_ measured: some Measured, name: String?, kind: EndpointKind? = nil, tags: [String] = []) {
        self.name = name
        self.kind = kind
        self.tags = tags
        let tally = measured.evidence.tally
        counts = [
            ("requests", measured.requests), ("failures", measured.failures), ("bytes_sent", Int(tally.bytesSent)),
            ("bytes_received", Int(tally.bytesReceived)),
        ]
        numbers = [
            ("error_rate", measured.errorRate), ("throughput_per_s", measured.throughput),
            ("requests_per_s", measured.requestRate), ("failures_per_s", measured.failureRate),
        ]
        var times: [(String, Figure<Duration>)] = []
        for (prefix, latency) in [("", measured.response), ("service_", measured.service)] {
            times += [
                ("\(prefix)mean_ns", latency.mean), ("\(prefix)min_ns", latency.min), ("\(prefix)max_ns", latency.max),
            ]
            times += Self.quantiles.map { ("\(prefix)\($0)_ns", latency.quantile($1)) }
        }
        self.times = times
        failures = Dictionary(uniqueKeysWithValues: tally.failures.map { ($0.rawValue, $1) })
        statuses = Dictionary(uniqueKeysWithValues: measured.statusCodes.map { (String($0), $1) })
    }

    private struct Key: CodingKey {
        let stringValue: String
        var intValue: Int? { nil }
        init(_ name: String) { stringValue = name }
        init?(stringValue: String) { self.stringValue = stringValue }
        init?(intValue: Int) { nil }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(name, forKey: Key("name"))
        try container.encodeIfPresent(kind, forKey: Key("kind"))
        if !tags.isEmpty { try container.encode(tags, forKey: Key("tags")) }
        for (key, count) in counts { try container.encode(count, forKey: Key(key)) }
        var missing: [String: String] = [:]
        for (key, figure) in numbers {
            try container.encode(figure.value, forKey: Key(key))
            missing[key] = figure.missingBecause
        }
        for (key, figure) in times {
            try container.encode(figure.value?.nanoseconds, forKey: Key(key))
            missing[key] = figure.missingBecause
        }
        try container.encode(failures, forKey: Key("failures_by_kind"))
        try container.encode(statuses, forKey: Key("statuses"))
        if !missing.isEmpty { try container.encode(missing, forKey: Key("missing")) }
    }
}
