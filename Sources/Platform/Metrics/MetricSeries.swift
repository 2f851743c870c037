public import Measurement

/// The datapoints of one metric over a run's time, and the figures that limits are set on.
///
/// A series that couldn't be read, isn't known or has no datapoints yields missing figures, which fail every limit and say why.
public struct MetricSeries: Sendable, Equatable {
    /// What a datapoint says about its period, which decides what may be made of several.
    package enum Meaning: Sendable, Equatable {
        /// What happened in a period: datapoints may be added up.
        case count
        /// A level, an average, a quantile: a sum of these means nothing. The words name it, such as `Average`.
        case level(String)
    }

    /// What is known of the series.
    package enum Content: Sendable, Equatable {
        /// In the order of time, at least one.
        case points([MetricPoint])
        /// The source answered, and there are none.
        case empty(String)
        /// None, which the user declared to be zero.
        case zero
        /// The source couldn't be read.
        case unread(String)
    }

    /// The name by which it is asked for.
    public let name: String
    package let meaning: Meaning
    package var content: Content

    package init(name: String, meaning: Meaning, content: Content) {
        self.name = name
        self.meaning = meaning
        self.content = content
    }

    /// The datapoints in the order of time.
    public var points: [MetricPoint] {
        if case .points(let points) = content { points } else { [] }
    }

    /// Why there are no figures; nil when there are.
    public var missingBecause: String? {
        switch content {
        case .points, .zero: nil
        case .empty(let reason), .unread(let reason): reason
        }
    }
}

// MARK: - Figures

extension MetricSeries {
    /// All datapoints added up; missing for levels, averages and quantiles, whose sum would mean nothing.
    public var sum: Figure<Double> {
        if case .level(let words) = meaning, missingBecause == nil {
            return Figure(
                missing: "“\(name)” is \(words) per datapoint, and a sum of those means nothing; "
                    + "ask for max, min, average or last, or read a count")
        }
        return figure("sum") { $0.reduce(0) { $0 + $1.value } }
    }

    /// The largest datapoint.
    public var max: Figure<Double> { figure("maximum") { $0.map(\.value).max() } }

    /// The smallest datapoint.
    public var min: Figure<Double> { figure("minimum") { $0.map(\.value).min() } }

    /// The mean of the datapoints, each with the same weight.
    public var average: Figure<Double> {
        figure("average") { $0.reduce(0) { $0 + $1.value } / Double($0.count) }
    }

    /// The newest datapoint.
    public var last: Figure<Double> { figure("last") { $0.last?.value } }

    private func figure(_ word: String, _ reduce: ([MetricPoint]) -> Double?) -> Figure<Double> {
        switch content {
        case .points(let points):
            let basis =
                "\(word) of \(points.count.grouped) \(points.count == 1 ? "datapoint" : "datapoints") of “\(name)”"
            guard let value = reduce(points) else { return Figure(missing: "“\(name)” has no datapoints") }
            return Figure(value, text: value.short(digits: 6), basis: basis)
        case .zero:
            return Figure(0, text: "0", basis: "“\(name)” has no datapoints, taken as zero")
        case .empty(let reason), .unread(let reason):
            return Figure(missing: reason)
        }
    }
}

// MARK: - CustomStringConvertible

extension MetricSeries: CustomStringConvertible {
    /// The series on one line, or why it is missing.
    public var description: String {
        switch content {
        case .points:
            "\(name): " + (meaning == .count ? "\(sum), " : "") + "minimum \(min.value?.short() ?? "-"), "
                + "average \(average.value?.short() ?? "-"), maximum \(max.value?.short() ?? "-") "
                + "over \(points.count.grouped) datapoints"
        case .zero: "\(name): 0, no datapoints taken as zero"
        case .empty(let reason), .unread(let reason): "\(name): missing: \(reason)"
        }
    }
}
