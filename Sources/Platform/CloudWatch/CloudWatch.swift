public import Foundation

/// Amazon CloudWatch, or a service that speaks its JSON protocol: reads platform metrics for a run's time and publishes the run's own.
///
/// ```swift
/// let cloudWatch = CloudWatch(reading: [
///     .throttles(ofFunction: "generate", zeroWhenAbsent: true),
///     .invocations(ofFunction: "generate"),
///     .serverErrors(ofGateway: "images", zeroWhenAbsent: true),
/// ])
/// let platform = await cloudWatch.metrics(during: report)
/// #expect(platform["Throttles"].sum == 0)
/// ```
///
/// Requests are signed by libcurl (7.75 or later) with the credentials of AWS's own environment variables. Throttled requests and faults of the
/// service are repeated up to four times.
public struct CloudWatch: PlatformSource {
    /// The metrics that are read.
    public let metrics: [Metric]
    /// How long late datapoints are waited for.
    public let settling: Settling
    private let endpoint: String?
    private let region: String?
    private let credentials: AWSCredentials?
    /// A function, so that a test report that shows the source's parts doesn't show the environment's secrets.
    var environment: @Sendable () -> [String: String] = { ProcessInfo.processInfo.environment }
    var limits = ExchangeLimits()
    var retries = RetryPolicy()
    var clock: ReadingClock = .continuous

    /// Creates a source from the metrics to read.
    ///
    /// - Parameters:
    ///   - region: `AWS_REGION`, or else `AWS_DEFAULT_REGION`, when left out.
    ///   - endpoint: `AWS_ENDPOINT_URL_CLOUDWATCH`, or else `AWS_ENDPOINT_URL`, or else the region's own, when left out.
    ///   - credentials: `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN` when left out.
    ///   - settling: whether to wait for late datapoints.
    public init(
        reading metrics: [Metric] = [], region: String? = nil, endpoint: String? = nil,
        credentials: AWSCredentials? = nil, settling: Settling = .atOnce
    ) {
        self.metrics = metrics
        self.region = region
        self.endpoint = endpoint
        self.credentials = credentials
        self.settling = settling
    }

    /// The metrics for a time range, widened to whole periods.
    public func metrics(during range: Range<Date>) async -> PlatformMetrics {
        await SettledReading(settling: settling, clock: clock).metrics(during: range) {
            do throws(PlatformFailure) {
                return try await read(range)
            } catch {
                return (
                    metrics.map {
                        MetricSeries(
                            name: $0.series, meaning: $0.statistic.meaning, content: .unread(error.description))
                    }, []
                )
            }
        }
    }

    private func read(_ range: Range<Date>) async throws(PlatformFailure) -> ([MetricSeries], [String]) {
        let faults = metrics.flatMap(\.faults)
        guard faults.isEmpty else {
            throw PlatformFailure(.configuration, "CloudWatch can't be asked: \(faults.joined(separator: ", and "))")
        }
        let connection = try connect()
        let numbered = metrics.enumerated().map { (id: "m\($0.offset)", metric: $0.element) }
        var series: [String: MetricSeries] = [:]
        var warnings: [String] = []
        // The range is widened to whole periods, so that each length of period has a question of its own; 500 metrics fit into one.
        for (period, group) in Dictionary(grouping: numbered, by: { Int($0.metric.period.components.seconds) }).sorted(
            by: { $0.key < $1.key })
        {
            for start in stride(from: 0, to: group.count, by: 500) {
                let part = Array(group[start..<min(start + 500, group.count)])
                let book = try await book(part, period: period, range: range, connection: connection)
                for (entry, one) in zip(part, book.series(from: connection.name, range: range)) {
                    series[entry.id] = one
                }
                warnings += book.notes
            }
        }
        return (numbered.compactMap { series[$0.id] }, warnings)
    }

    private func book(
        _ metrics: [(id: String, metric: Metric)], period: Int, range: Range<Date>, connection: CloudWatchConnection
    ) async throws(PlatformFailure) -> MetricDataBook {
        var question = MetricDataQuestion(metrics, period: period, range: range)
        var book = MetricDataBook(metrics)
        for _ in 0..<MetricDataBook.mostPages {
            let page: MetricDataPage = try await connection.ask("GetMetricData", question, isRepeatable: true)
            do throws(Malformation) {
                try book.pageArrived(page)
            } catch {
                throw connection.service.malformed("GetMetricData", error.description)
            }
            guard let next = page.nextToken, !next.isEmpty else { return book }
            question.nextToken = next
        }
        throw connection.service.malformed(
            "GetMetricData", "it goes on for more than \(MetricDataBook.mostPages) pages; read a shorter time")
    }

    func connect() throws(PlatformFailure) -> CloudWatchConnection {
        CloudWatchConnection(
            try AWSConnection(
                endpoint: endpoint, region: region, credentials: credentials, environment: environment()),
            limits: limits, retries: retries)
    }
}
