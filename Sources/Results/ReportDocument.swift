package import Measurement

/// The figures of a run as a document: `report.json`, and the JSON report.
///
/// Schema 1; times are nanoseconds, rates per second, shares between 0 and 1. A figure that is missing is `null`, and
/// `missing` says why, by the figure's key.
///
/// * `schema`, `complete` (false for a run that was killed), `duration_ns`, `seed`, `run` (as in `run.json`)
/// * `valid`, `invalid`: `[{reason, remedy}]`
/// * `totals`, `endpoints`: figures, the latter with `name`, `kind`, `tags`; `phases`: figures with `name`
/// * `iterations`: `{finished, failed}`: actions or sequences that users came to the end of, and those that an error ended
/// * `failures`: `[{endpoint, kind, status, message, example, count, first_ns, last_ns}]`, the most frequent first
/// * `checks`: `{name: {passed, failed}}`
/// * `metrics`: `{name: {kind, total, rate, last, min, max, mean, p50_ns, p95_ns, p99_ns, max_ns, count}}`, of which a kind has its own only
/// * `health`: lag quantiles, longest stall, mean share of the processors used (`cpu_share`), mean share of the machine's processors that
///   its host gave to others (`stolen_share`, and `stolen_share_max` of a second), mean share of the time for which the container's CPU limit
///   held the generator back (`throttled_share`, `throttled_share_max`), descriptors, arrivals; what wasn't measured is left out
/// * `warnings`: sentences
package struct ReportDocument: Encodable {
    package let schema = RunDescription.currentSchema
    package let complete: Bool
    package let durationNs: Int64
    package let seed: UInt64
    package let run: RunDescription
    package let valid: Bool
    package let invalid: [InvalidReason]
    package let totals: FiguresDocument
    package let endpoints: [FiguresDocument]
    package let phases: [FiguresDocument]
    package let iterations: Iterations
    package let failures: [Failure]
    package let checks: [String: CheckTally]
    package let metrics: [String: Metric]
    package let health: Health
    package let warnings: [String]

    /// Creates the document of a report.
    package init(_ report: RunReport, run: RunDescription, complete: Bool = true) {
        self.complete = complete
        self.run = run
        durationNs = report.runDuration.nanoseconds
        seed = report.seed
        valid = report.validity.isValid
        invalid = report.validity.reasons
        totals = FiguresDocument(report, name: nil)
        endpoints = report.endpoints.map {
            FiguresDocument($0, name: $0.name, kind: $0.kind, tags: $0.tags)
        }
        phases = report.phases.count > 1 ? report.phases.map { FiguresDocument(report.phase($0), name: $0) } : []
        iterations = Iterations(finished: report.iterations, failed: report.failedIterations)
        failures = report.failuresByKind.map(Failure.init)
        checks = report.checks
        metrics = Dictionary(uniqueKeysWithValues: report.metrics.map { ($0.name, Metric($0)) })
        health = Health(report.health)
        warnings = report.warnings
    }

    enum CodingKeys: String, CodingKey {
        case schema, complete, seed, run, valid, invalid, totals, endpoints, phases, iterations, failures, checks,
            metrics,
            health, warnings
        case durationNs = "duration_ns"
    }

    /// What users came to the end of.
    package struct Iterations: Encodable {
        package let finished, failed: Int
    }

    /// A failure.
    package struct Failure: Encodable {
        package let endpoint, kind, message: String
        package let example: String?
        package let status: Int
        package let count, firstNs, lastNs: Int64

        init(_ tally: FailureTally) {
            endpoint = tally.endpoint
            kind = tally.kind.rawValue
            status = tally.status
            message = tally.message
            example = tally.example.isEmpty ? nil : tally.example
            count = tally.count
            firstNs = tally.first.nanoseconds
            lastNs = tally.last.nanoseconds
        }

        enum CodingKeys: String, CodingKey {
            case endpoint, kind, message, example, status, count
            case firstNs = "first_ns"
            case lastNs = "last_ns"
        }
    }

    /// A metric of the user's own; only what it is.
    package struct Metric: Encodable {
        package let kind: MetricKind?
        package let total, rate, last, min, max, mean: Double?
        package let p50Ns, p95Ns, p99Ns, maxNs: Int64?
        package let count: Int?

        init(_ metric: MetricReport) {
            kind = metric.kind
            total = metric.total.value
            rate = metric.rate.value
            last = metric.last.value
            min = metric.min.value
            max = metric.max.value
            mean = metric.mean.value
            p50Ns = metric.timing.p50.value?.nanoseconds
            p95Ns = metric.timing.p95.value?.nanoseconds
            p99Ns = metric.timing.p99.value?.nanoseconds
            maxNs = metric.timing.max.value?.nanoseconds
            count = metric.timing.count > 0 ? metric.timing.count : nil
        }

        enum CodingKeys: String, CodingKey {
            case kind, total, rate, last, min, max, mean, count
            case p50Ns = "p50_ns"
            case p95Ns = "p95_ns"
            case p99Ns = "p99_ns"
            case maxNs = "max_ns"
        }
    }

    /// The generator's health.
    package struct Health: Encodable {
        package let lagP50Ns, lagP99Ns, lagMaxNs, longestStallNs: Int64?
        package let cpuShare, stolenShare, stolenShareMax, throttledShare, throttledShareMax: Double?
        package let descriptors, descriptorLimit, residentBytes: Int?
        package let arrivalsStarted, arrivalsDropped: Int

        init(_ health: GeneratorHealth) {
            lagP50Ns = health.lag.p50.value?.nanoseconds
            lagP99Ns = health.lag.p99.value?.nanoseconds
            lagMaxNs = health.lag.max.value?.nanoseconds
            longestStallNs = health.longestStall.value?.nanoseconds
            cpuShare = health.cpuShare.value
            stolenShare = health.stolenShare.value
            stolenShareMax = health.noise.stolen.peak
            throttledShare = health.throttledShare.value
            throttledShareMax = health.noise.throttled.peak
            descriptors = health.descriptors.value
            descriptorLimit = health.descriptorLimit
            residentBytes = health.residentBytes.value
            arrivalsStarted = health.startedArrivals
            arrivalsDropped = health.droppedArrivals
        }

        enum CodingKeys: String, CodingKey {
            case lagP50Ns = "lag_p50_ns"
            case lagP99Ns = "lag_p99_ns"
            case lagMaxNs = "lag_max_ns"
            case longestStallNs = "longest_stall_ns"
            case cpuShare = "cpu_share"
            case stolenShare = "stolen_share"
            case stolenShareMax = "stolen_share_max"
            case throttledShare = "throttled_share"
            case throttledShareMax = "throttled_share_max"
            case descriptors
            case descriptorLimit = "descriptor_limit"
            case residentBytes = "resident_bytes"
            case arrivalsStarted = "arrivals_started"
            case arrivalsDropped = "arrivals_dropped"
        }
    }
}
