public import struct Foundation.Date
public import struct Foundation.URL

/// What a run measured: the figures that limits are set on, for the whole run, an endpoint, a phase, a tag or a time window.
///
/// ```swift
/// #expect(report.errorRate < 0.01)
/// #expect(report["GET /product/{id}"].p90 < .milliseconds(300))
/// #expect(report.phase("sustained").tag("checkout").p95 < .seconds(2))
/// ```
///
/// Phases marked as warm-up are kept out of all figures, unless asked for by name. Totals are those of requests: transactions and messages
/// have their own rows. Whatever isn't there yields missing figures that say why.
public struct RunReport: Measured {
    /// The seed that repeats the run.
    public let seed: UInt64
    /// The folder with the run's results; nil when they weren't kept.
    public let results: URL?
    /// What a reader has to know beside the figures.
    public var warnings: [String] { totals.warnings + cautions }
    /// The counts and times behind the figures.
    public let evidence: Evidence
    /// How the load generator fared.
    public let health: GeneratorHealth
    /// Whether the figures may be believed.
    public let validity: Validity

    /// When the load started; nil when that isn't known.
    public let started: Date?
    package let totals: RunTotals
    /// How long the run took, warm-up included.
    package let runDuration: Duration
    /// What belongs to the report's phases and not to an endpoint.
    package let phaseTotals: PhaseTotals
    private let wholeTotals: RunTotals
    private let scope: ReportScope
    private let source: (any SliceSource)?
    private let cautions: [String]

    /// Creates the report of a run.
    ///
    /// - Parameters:
    ///   - duration: from the run's start to its end; the last phase ends there.
    ///   - started: when the load started.
    ///   - source: where slices can be read again, for time windows.
    ///   - rules: where the figures stop being believed.
    ///   - invalid: reasons why the figures can't be believed that the totals don't show.
    package init(
        totals: RunTotals, duration: Duration, started: Date? = nil, seed: UInt64 = 0, results: URL? = nil,
        source: (any SliceSource)? = nil, rules: ValidityRules = ValidityRules(), invalid: [InvalidReason] = []
    ) {
        let measured = Set(totals.phases.indices.filter { !totals.phases[$0].excluded })
        let requests = Self.tally(totals, phases: measured) { $0.kind == .request }
        let isEmpty = totals.tallies.values.allSatisfy { $0.completed == 0 }
        let isUnmeasured = !isEmpty && Self.tally(totals, phases: measured) { _ in true }.completed == 0
        let judged = rules.judge(
            Self.merge(totals, phases: measured), median: requests.response.value(atQuantile: 0.5),
            yield: isEmpty ? .nothing : isUnmeasured ? .warmUpOnly : .figures)
        let reasons = invalid + judged.reasons
        self.init(
            whole: totals, totals: totals, scope: ReportScope(phases: measured), duration: duration,
            started: started, seed: seed, results: results, source: source,
            validity: reasons.isEmpty ? .valid : .invalid(reasons), cautions: judged.cautions)
    }

    /// A part of a run's report: the generator's health is the whole run's, whichever part is looked at.
    private init(
        whole: RunTotals, totals: RunTotals, scope: ReportScope, duration: Duration, started: Date?, seed: UInt64,
        results: URL?, source: (any SliceSource)?, validity: Validity, cautions: [String]
    ) {
        self.started = started
        self.seed = seed
        self.results = results
        self.totals = totals
        self.scope = scope
        self.source = source
        self.validity = validity
        self.cautions = cautions
        runDuration = duration
        wholeTotals = whole
        phaseTotals = Self.merge(totals, phases: scope.phases)
        health = GeneratorHealth(phaseTotals)
        evidence = Evidence(
            tally: Self.tally(totals, phases: scope.phases) { endpoint in
                endpoint.kind == .request && (scope.tag.map(endpoint.tags.contains) ?? true)
            }, duration: Self.length(of: scope, phases: whole.phases, duration: duration), subject: scope.subject,
            absence: scope.absence)
    }
}

// MARK: - Parts of the run

extension RunReport {
    /// The figures of an endpoint, by its name.
    public subscript(name: String) -> EndpointReport {
        let places = totals.endpoints.indices.filter {
            totals.endpoints[$0].name == name && isInScope(totals.endpoints[$0])
        }
        let subject = scope.subject.isEmpty ? "of \(name)" : "of \(name) \(scope.subject)"
        guard let first = places.min(by: { order(totals.endpoints[$0].kind) < order(totals.endpoints[$1].kind) }) else {
            let known = wholeTotals.endpoints.map(\.name).sorted()
            let reason =
                known.contains(name)
                ? "no samples \(subject)"
                : "no endpoint named “\(name)”; "
                    + (known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))")
            return EndpointReport(
                name: name, kind: .request, tags: [],
                evidence: Evidence(duration: evidence.duration, subject: subject, absence: scope.absence ?? reason))
        }
        return report(of: first)
    }

    /// The figures of all endpoints, requests first, by name.
    public var endpoints: [EndpointReport] {
        totals.endpoints.indices.filter { isInScope(totals.endpoints[$0]) }
            .map(report(of:))
            .filter { $0.evidence.tally.completed > 0 || $0.evidence.tally.started > 0 }
            .sorted { (order($0.kind), $0.name) < (order($1.kind), $1.name) }
    }

    /// The names of the run's phases in order.
    public var phases: [String] { wholeTotals.phases.map(\.name) }

    /// The figures of the phase of that name, even of one that the others leave out.
    public func phase(_ name: String) -> RunReport {
        var narrowed = scope.described("in phase “\(name)”")
        let found = wholeTotals.phasePlaces[name] ?? []
        if found.isEmpty {
            let known = Set(phases).sorted().joined(separator: ", ")
            narrowed.absence = scope.absence ?? "no phase named “\(name)”; there are: \(known)"
        }
        narrowed.phases = Set(found)
        return with(narrowed, totals)
    }

    /// The figures of the requests with a tag.
    public func tag(_ tag: String) -> RunReport {
        var narrowed = scope.described("tagged “\(tag)”")
        let known = Set(wholeTotals.endpoints.flatMap(\.tags))
        if !known.contains(tag) {
            narrowed.absence =
                scope.absence
                ?? "no request is tagged “\(tag)”; "
                + (known.isEmpty ? "there are no tags" : "there are: \(known.sorted().joined(separator: ", "))")
        }
        narrowed.tag = tag
        return with(narrowed, totals)
    }

    /// The figures of the requests that ended in a time window, measured from the run's start.
    ///
    /// - Parameter window: in whole seconds; warm-up phases stay left out.
    public func window(_ window: Range<Duration>) -> RunReport {
        var narrowed = scope.described("from \(window.lowerBound.brief) to \(window.upperBound.brief)")
        let second: Int64 = 1_000_000_000
        let (from, to) = (window.lowerBound.nanoseconds, window.upperBound.nanoseconds)
        guard from % second == 0, to % second == 0, from >= 0 else {
            narrowed.absence = scope.absence ?? "a window is given in whole seconds from the run's start, not \(window)"
            return with(narrowed, RunTotals(phases: wholeTotals.phases))
        }
        let seconds = Int(from / second)..<Int(to / second)
        narrowed.window = seconds
        var part = RunTotals(phases: wholeTotals.phases)
        if let source {
            do {
                try source.slices(in: seconds) { part.add($0) }
            } catch {
                narrowed.absence = scope.absence ?? "the slices can't be read again: \(error)"
            }
        } else {
            narrowed.absence = scope.absence ?? "the slices of this run weren't kept"
        }
        return with(narrowed, part)
    }

    /// Hands over all slices of the run again, warm-up included, in the order they were kept; none when they weren't.
    package func forEachSlices(_ body: (ShardSlices) -> Void) throws {
        try source?.slices(in: 0..<Int.max, body)
    }

    /// The places of the phases that the figures are about.
    package var includedPhases: Set<Int> { scope.phases }

    private func with(_ scope: ReportScope, _ totals: RunTotals) -> RunReport {
        RunReport(
            whole: wholeTotals, totals: totals, scope: scope, duration: runDuration, started: started, seed: seed,
            results: results, source: source, validity: validity, cautions: cautions)
    }
}

// MARK: - Failures, checks, metrics

extension RunReport {
    /// What went wrong, the most frequent first, with the first and last time of each.
    public var failuresByKind: [FailureTally] {
        phaseTotals.failures.sorted { ($1.count, $0.first) < ($0.count, $1.first) }
    }

    /// How often each check passed and failed.
    public var checks: [String: CheckTally] { phaseTotals.checks }

    /// The share of a check's results that passed: 0 … 1.
    public func check(_ name: String) -> Figure<Double> {
        guard let check = phaseTotals.checks[name], check.passed + check.failed > 0 else {
            let known = phaseTotals.checks.keys.sorted()
            return Figure(
                missing: scope.absence ?? "no check named “\(name)”; "
                    + (known.isEmpty ? "there is none" : "there are: \(known.joined(separator: ", "))"))
        }
        let all = check.passed + check.failed
        let share = Double(check.passed) / Double(all)
        return Figure(
            share, text: "\((share * 100).short(digits: 4)) %", basis: "\(check.passed.grouped) of \(all.grouped)")
    }

    /// What a metric of the user's own came to.
    public func metric(_ name: String) -> MetricReport {
        MetricReport(name: name, totals: phaseTotals, duration: evidence.duration, absence: scope.absence)
    }

    /// The metrics of the user's own: counters, gauges, timings, each kind by name.
    public var metrics: [MetricReport] { MetricKind.allCases.flatMap { metrics(of: $0) } }

    private func metrics(of kind: MetricKind) -> [MetricReport] {
        let names: [String] =
            switch kind {
            case .counter: Array(phaseTotals.counters.keys)
            case .gauge: Array(phaseTotals.gauges.keys)
            case .timing: Array(phaseTotals.timings.keys)
            }
        // A name that was used for two kinds is one metric of the first of them.
        return names.sorted().map(metric).filter { $0.kind == kind }
    }

    /// How many iterations users came to the end of: actions, or whole sequences; those that an error ended included.
    ///
    /// Iterations that the run's end broke off aren't counted. Of the whole report, phase or window; a tag has none of its own.
    public var iterations: Int { Int(phaseTotals.iterations) }
    /// How many iterations an error ended: a failed request, a check that threw, the scenario's own code.
    public var failedIterations: Int { Int(phaseTotals.iterationsFailed) }

    /// The most users active at a time.
    public var peakUsers: Int {
        totals.users.values.max() ?? 0
    }
}

// MARK: - Adding up

extension RunReport {
    private func order(_ kind: EndpointKind) -> Int { EndpointKind.allCases.firstIndex(of: kind) ?? 0 }

    private func isInScope(_ endpoint: Endpoint) -> Bool {
        scope.tag.map(endpoint.tags.contains) ?? true
    }

    private func report(of place: Int) -> EndpointReport {
        let endpoint = totals.endpoints[place]
        var tally = Tally()
        for phase in scope.phases {
            guard let part = totals.tallies[RunTotals.Place(phase: phase, endpoint: place)] else { continue }
            tally.merge(part)
        }
        let subject = scope.subject.isEmpty ? "of \(endpoint.name)" : "of \(endpoint.name) \(scope.subject)"
        return EndpointReport(
            name: endpoint.name, kind: endpoint.kind, tags: endpoint.tags,
            evidence: Evidence(tally: tally, duration: evidence.duration, subject: subject, absence: scope.absence))
    }

    private static func tally(_ totals: RunTotals, phases: Set<Int>, _ belongs: (Endpoint) -> Bool) -> Tally {
        let endpoints = totals.endpoints.indices.filter { belongs(totals.endpoints[$0]) }
        var sum: Tally?
        for phase in phases {
            for endpoint in endpoints {
                guard let tally = totals.tallies[RunTotals.Place(phase: phase, endpoint: endpoint)] else { continue }
                if sum == nil { sum = tally } else { sum?.merge(tally) }
            }
        }
        return sum ?? Tally()
    }

    private static func merge(_ totals: RunTotals, phases: Set<Int>) -> PhaseTotals {
        var sum = PhaseTotals()
        for phase in phases.sorted() {
            if let part = totals.phaseTotals[phase] { sum.merge(part) }
        }
        return sum
    }

    /// When the scope's phases took place, measured from the run's start.
    var phaseSpans: [Range<Duration>] {
        Self.spans(of: scope, phases: wholeTotals.phases, duration: runDuration)
    }

    /// How long the scope's phases took, within its window and the run's end.
    private static func length(of scope: ReportScope, phases: [PhaseMark], duration: Duration) -> Duration {
        spans(of: scope, phases: phases, duration: duration).reduce(.zero) { $0 + ($1.upperBound - $1.lowerBound) }
    }

    private static func spans(of scope: ReportScope, phases: [PhaseMark], duration: Duration) -> [Range<Duration>] {
        scope.phases.sorted().compactMap { phase in
            var from = Swift.max(phases[phase].start, .zero)
            var to = Swift.min(phase + 1 < phases.count ? phases[phase + 1].start : duration, duration)
            if let window = scope.window {
                from = Swift.max(from, .seconds(window.lowerBound))
                to = Swift.min(to, .seconds(window.upperBound))
            }
            return to > from ? from..<to : nil
        }
    }
}
