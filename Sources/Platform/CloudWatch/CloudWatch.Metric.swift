internal import Measurement

extension CloudWatch {
    /// A metric to read: which one, how it is summed up, and what its absence means.
    public struct Metric: Sendable, Equatable {
        /// The name of the series in ``PlatformMetrics``.
        public let series: String
        /// CloudWatch's namespace, such as `AWS/Lambda`.
        public let namespace: String
        /// CloudWatch's name of the metric.
        public let name: String
        /// The dimensions, all of those that the metric was published with.
        public let dimensions: [String: String]
        /// What each period's values are made into.
        public let statistic: Statistic
        /// The length of a period.
        public let period: Duration
        /// Whether a metric without a single datapoint counts as zero.
        public let zeroWhenAbsent: Bool

        /// Creates a metric.
        ///
        /// - Parameters:
        ///   - period: 1, 5, 10, 20 or 30 seconds for metrics published at that resolution, else whole minutes. The run's time is widened to
        ///     whole periods, so what else happened in its first and last period counts too.
        ///   - series: the name to ask for it by; the metric's own by default.
        ///   - zeroWhenAbsent: services don't publish a count when nothing at all happened, so a function that was never called has no
        ///     throttles. By default the figures are missing then and limits fail. With true, an absent metric is taken as zero – *and so is one
        ///     whose name or dimension is misspelt*. The choice is yours; a second limit such as `platform["Invocations"].sum > 0` makes it safe.
        public init(
            _ name: String, in namespace: String, dimensions: [String: String] = [:], statistic: Statistic,
            period: Duration = .seconds(60), as series: String? = nil, zeroWhenAbsent: Bool = false
        ) {
            self.series = series ?? name
            self.namespace = namespace
            self.name = name
            self.dimensions = dimensions
            self.statistic = statistic
            self.period = period
            self.zeroWhenAbsent = zeroWhenAbsent
        }

        /// What CloudWatch wouldn't accept.
        var faults: [String] {
            var faults: [String] = []
            if name.isEmpty { faults.append("a metric has no name") }
            if namespace.isEmpty { faults.append("“\(name)” has no namespace") }
            if dimensions.count > 30 { faults.append("“\(name)” has \(dimensions.count) dimensions, of at most 30") }
            for (key, value) in dimensions.sorted(by: { $0.key < $1.key }) where key.isEmpty || value.isEmpty {
                faults.append("“\(name)” has a dimension “\(key)” = “\(value)”, where neither may be empty")
            }
            if statistic.name.isEmpty { faults.append("“\(name)” has no statistic") }
            let seconds = period.components.seconds
            let isWhole = period.components.attoseconds == 0
            guard isWhole,
                [1, 5, 10, 20, 30].contains(seconds) || (seconds > 0 && seconds % 60 == 0 && seconds <= 86_400)
            else {
                faults.append(
                    "“\(name)” has a period of \(period.brief), where 1, 5, 10, 20 or 30 seconds or whole minutes up to a day are possible"
                )
                return faults
            }
            return faults
        }

        /// The metric in a few words, for a message.
        var summary: String {
            let place = dimensions.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
            return "\(namespace) \(name)" + (place.isEmpty ? "" : " (\(place))")
        }
    }
}

// MARK: - The usual ones

extension CloudWatch.Metric {
    /// How many executions of a function ran at a time, as the series `ConcurrentExecutions`.
    public static func concurrentExecutions(ofFunction function: String, as series: String? = nil) -> Self {
        lambda("ConcurrentExecutions", function, .maximum, series, zeroWhenAbsent: false)
    }

    /// How many calls of a function were turned away, as the series `Throttles`.
    public static func throttles(ofFunction function: String, as series: String? = nil, zeroWhenAbsent: Bool = false)
        -> Self
    {
        lambda("Throttles", function, .sum, series, zeroWhenAbsent: zeroWhenAbsent)
    }

    /// How many calls of a function ended in an error, as the series `Errors`.
    public static func errors(ofFunction function: String, as series: String? = nil, zeroWhenAbsent: Bool = false)
        -> Self
    {
        lambda("Errors", function, .sum, series, zeroWhenAbsent: zeroWhenAbsent)
    }

    /// How many calls of a function there were, throttled ones left out, as the series `Invocations`.
    public static func invocations(ofFunction function: String, as series: String? = nil) -> Self {
        lambda("Invocations", function, .sum, series, zeroWhenAbsent: false)
    }

    /// How many answers of a REST API's gateway had a status from 400 to 499, as the series `4XXError`.
    public static func clientErrors(
        ofGateway api: String, stage: String? = nil, as series: String? = nil, zeroWhenAbsent: Bool = false
    ) -> Self {
        gateway("4XXError", api, stage, series, zeroWhenAbsent)
    }

    /// How many answers of a REST API's gateway had a status from 500 to 599, as the series `5XXError`.
    public static func serverErrors(
        ofGateway api: String, stage: String? = nil, as series: String? = nil, zeroWhenAbsent: Bool = false
    ) -> Self {
        gateway("5XXError", api, stage, series, zeroWhenAbsent)
    }

    private static func lambda(
        _ name: String, _ function: String, _ statistic: CloudWatch.Statistic, _ series: String?, zeroWhenAbsent: Bool
    ) -> Self {
        Self(
            name, in: "AWS/Lambda", dimensions: ["FunctionName": function], statistic: statistic, as: series,
            zeroWhenAbsent: zeroWhenAbsent)
    }

    private static func gateway(
        _ name: String, _ api: String, _ stage: String?, _ series: String?, _ zeroWhenAbsent: Bool
    ) -> Self {
        var dimensions = ["ApiName": api]
        if let stage { dimensions["Stage"] = stage }
        return Self(
            name, in: "AWS/ApiGateway", dimensions: dimensions, statistic: .sum, as: series,
            zeroWhenAbsent: zeroWhenAbsent)
    }
}
