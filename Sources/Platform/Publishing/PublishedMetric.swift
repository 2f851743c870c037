public import struct Foundation.Date

/// A metric to publish in CloudWatch: what was measured at a time, as one value or as a distribution.
public struct PublishedMetric: Sendable, Equatable {
    /// CloudWatch's units that fit load tests.
    public enum Unit: String, Sendable {
        case none = "None"
        case count = "Count"
        case countPerSecond = "Count/Second"
        case percent = "Percent"
        case seconds = "Seconds"
        case milliseconds = "Milliseconds"
        case microseconds = "Microseconds"
        case bytes = "Bytes"
        case bytesPerSecond = "Bytes/Second"
    }

    /// What was measured.
    public enum Values: Sendable, Equatable {
        /// One value.
        case single(Double)
        /// Values with how often each occurred, at most 150; CloudWatch makes percentiles of them.
        case distribution([(value: Double, count: Double)])

        /// Whether both hold the same.
        public static func == (left: Values, right: Values) -> Bool {
            switch (left, right) {
            case (.single(let one), .single(let other)): one == other
            case (.distribution(let one), .distribution(let other)):
                one.elementsEqual(other) { $0.value == $1.value && $0.count == $1.count }
            default: false
            }
        }
    }

    /// The metric's name.
    public let name: String
    /// What was measured.
    public let values: Values
    /// The unit of the values.
    public let unit: Unit
    /// The dimensions that tell it from others of the same name.
    public let dimensions: [String: String]
    /// When it was measured.
    public let time: Date

    /// Creates a metric.
    ///
    /// - Parameter time: at most two weeks ago.
    public init(
        _ name: String, _ values: Values, unit: Unit = .none, dimensions: [String: String] = [:], at time: Date = Date()
    ) {
        self.name = name
        self.values = values
        self.unit = unit
        self.dimensions = dimensions
        self.time = time
    }

    /// What CloudWatch wouldn't accept.
    var faults: [String] {
        var faults: [String] = []
        if name.isEmpty || name.utf8.count > 255 {
            faults.append("a metric's name has \(name.utf8.count) bytes, where 1 to 255 are possible")
        }
        if dimensions.count > 30 { faults.append("“\(name)” has \(dimensions.count) dimensions, of at most 30") }
        for (key, value) in dimensions.sorted(by: { $0.key < $1.key }) {
            // CloudWatch takes printable ASCII with something in it.
            for text in [key, value] where !Self.isDimensionText(text) {
                faults.append(
                    "“\(name)” has the dimension “\(key)” = “\(value)”, where only printable ASCII is possible")
            }
        }
        let numbers: [Double]
        switch values {
        case .single(let value): numbers = [value]
        case .distribution(let pairs):
            numbers = pairs.flatMap { [$0.value, $0.count] }
            if pairs.isEmpty || pairs.count > 150 {
                faults.append("“\(name)” has \(pairs.count) different values, where 1 to 150 are possible")
            }
        }
        if let odd = numbers.first(where: { !$0.isFinite || $0.magnitude > Self.largest }) {
            faults.append("“\(name)” has the value \(odd), which CloudWatch can't hold")
        }
        return faults
    }

    /// 2 to the power of 360, CloudWatch's largest magnitude.
    private static let largest = 2.348542582773833e108

    private static func isDimensionText(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 1024 && text.utf8.allSatisfy { (0x20...0x7E).contains($0) }
            && text.contains { $0 != " " }
    }
}
