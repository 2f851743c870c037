public import Foundation

/// A Prometheus server, or one that answers its range queries: reads series for a run's time.
///
/// ```swift
/// let prometheus = Prometheus("http://127.0.0.1:9090", reading: [
///     .init("memory", "max(container_memory_working_set_bytes{pod=~\"chat-.*\"})"),
///     .increase("restarts", of: "kube_pod_container_status_restarts_total"),
/// ])
/// let platform = await prometheus.metrics(during: report)
/// #expect(platform["memory"].max < 2e9)
/// ```
public struct Prometheus: PlatformSource {
    /// The server's address, with the path before `/api/v1` if there is one.
    public let address: String
    /// The queries that are evaluated.
    public let queries: [Query]
    /// How long late datapoints are waited for.
    public let settling: Settling
    private let authentication: Authentication
    private let headers: [String: String]
    var limits = ExchangeLimits()
    var retries = RetryPolicy()
    var clock: ReadingClock = .continuous

    /// Creates a source from an address and queries.
    ///
    /// - Parameter headers: further headers, such as a tenant's.
    public init(
        _ address: String, reading queries: [Query], authentication: Authentication = .none,
        headers: [String: String] = [:], settling: Settling = .atOnce
    ) {
        self.address = address
        self.queries = queries
        self.authentication = authentication
        self.headers = headers
        self.settling = settling
    }

    /// The queries' series for a time range; one query that fails leaves the others alone.
    public func metrics(during range: Range<Date>) async -> PlatformMetrics {
        await SettledReading(settling: settling, clock: clock).metrics(during: range) { await readAll(range) }
    }

    private func readAll(_ range: Range<Date>) async -> (series: [MetricSeries], warnings: [String]) {
        await withTaskGroup(of: (place: Int, series: MetricSeries, warnings: [String]).self) { tasks in
            for (place, query) in queries.enumerated() {
                tasks.addTask {
                    let (series, warnings) = await read(query, range)
                    return (place, series, warnings)
                }
            }
            var answers: [(place: Int, series: MetricSeries, warnings: [String])] = []
            for await answer in tasks { answers.append(answer) }
            answers.sort { $0.place < $1.place }
            return (answers.map(\.series), answers.flatMap(\.warnings))
        }
    }

    private func read(_ query: Query, _ range: Range<Date>) async -> (MetricSeries, [String]) {
        let meaning: MetricSeries.Meaning = query.countsPerStep ? .count : .level("a sample")
        do throws(PlatformFailure) {
            let page = try await ask(query, range)
            let content: MetricSeries.Content
            do throws(Malformation) {
                content = try page.content(of: query, source: service.name, range: range)
            } catch {
                throw service.malformed(operation(query), error.description)
            }
            let warnings = (page.warnings ?? []).map { "Prometheus says of “\(query.series)”: \($0)" }
            return (MetricSeries(name: query.series, meaning: meaning, content: content), warnings)
        } catch {
            return (MetricSeries(name: query.series, meaning: meaning, content: .unread(error.description)), [])
        }
    }

    private func ask(_ query: Query, _ range: Range<Date>) async throws(PlatformFailure) -> QueryRangePage {
        var faults = query.faults(seconds: range.upperBound.timeIntervalSince(range.lowerBound))
        if let fault = Address.fault(of: address) { faults.append(fault) }
        faults += authentication.faults
        let lines = headers.flatMap { [$0.key, $0.value] }
        if lines.contains(where: { $0.contains(where: \.isNewline) }) { faults.append("a header holds a line break") }
        guard faults.isEmpty else {
            throw PlatformFailure(.configuration, "Prometheus can't be asked: \(faults.joined(separator: ", and "))")
        }
        let answer = try await service.perform(
            request(QueryRangeForm(query, range: range)), operation: operation(query), isRepeatable: true)
        return try service.decode(QueryRangePage.self, from: answer, operation: operation(query))
    }

    private func operation(_ query: Query) -> String { "the query “\(query.series)”" }

    private func request(_ form: QueryRangeForm) -> ExchangeRequest {
        var request = ExchangeRequest(
            url: (address.hasSuffix("/") ? String(address.dropLast()) : address) + "/api/v1/query_range",
            headers: headers.sorted { $0.key < $1.key }.map { (name: $0.key, value: $0.value) }, body: form.text,
            limits: limits)
        request.headers.append((name: "Content-Type", value: "application/x-www-form-urlencoded"))
        switch authentication.kind {
        case .none: break
        case .basic(let user, let password): request.login = .init(user: user, password: password)
        case .bearer(let token): request.headers.append((name: "Authorization", value: "Bearer \(token)"))
        }
        return request
    }

    private var service: Service {
        Service(
            name: "Prometheus at \(address)", keys: .plain, retries: retries, readError: PrometheusError.read,
            remedy: PrometheusError.remedy)
    }
}
