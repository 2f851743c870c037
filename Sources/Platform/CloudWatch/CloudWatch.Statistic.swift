extension CloudWatch {
    /// What CloudWatch makes of the values within a period.
    public struct Statistic: Sendable, Equatable {
        /// The statistic's name in CloudWatch's words.
        public let name: String

        /// Creates a statistic from CloudWatch's name for it, such as `tm90` or `IQM`.
        public init(_ name: String) {
            self.name = name
        }

        /// All values added up.
        public static let sum = Statistic("Sum")
        /// Their mean.
        public static let average = Statistic("Average")
        /// The largest.
        public static let maximum = Statistic("Maximum")
        /// The smallest.
        public static let minimum = Statistic("Minimum")
        /// How many there are.
        public static let sampleCount = Statistic("SampleCount")

        /// A percentile, such as 99 or 99.9.
        public static func percentile(_ percent: Double) -> Statistic {
            Statistic("p\(percent == percent.rounded() ? String(Int(percent)) : String(percent))")
        }

        /// Whether the datapoints of several periods may be added up.
        var meaning: MetricSeries.Meaning {
            self == .sum || self == .sampleCount ? .count : .level("the \(name) of a period")
        }
    }
}
