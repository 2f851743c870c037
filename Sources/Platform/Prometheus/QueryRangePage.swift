internal import Foundation

/// The answer to a range query.
struct QueryRangePage: Decodable {
    struct Content: Decodable {
        let resultType: String
        let result: [Series]
    }

    struct Series: Decodable {
        let metric: [String: String]
        /// Pairs of a time in seconds since 1970 and a value as text; absent for native histograms.
        let values: [Pair]?
    }

    struct Pair: Decodable {
        let time: Double
        let value: String

        init(from decoder: any Decoder) throws {
            var list = try decoder.unkeyedContainer()
            time = try list.decode(Double.self)
            value = try list.decode(String.self)
            guard list.isAtEnd else {
                throw DecodingError.dataCorruptedError(in: list, debugDescription: "a pair of time and value is longer")
            }
        }
    }

    let status: String
    let data: Content
    let warnings: [String]?

    /// What the answer means for a query.
    func content(of query: Prometheus.Query, source: String, range: Range<Date>) throws(Malformation)
        -> MetricSeries.Content
    {
        guard status == "success" else { throw Malformation("status is “\(status.prefix(40))” and not “success”") }
        guard data.resultType == "matrix" else {
            throw Malformation("data.resultType is “\(data.resultType.prefix(40))” and not “matrix”")
        }
        guard data.result.count <= 1 else {
            let names = data.result.prefix(3).map { "{\(Self.labels($0.metric))}" }.joined(separator: ", ")
            return .unread(
                "“\(query.series)” yields \(data.result.count) series, such as \(names); "
                    + "make one of them with sum(…) or max(…)")
        }
        guard let series = data.result.first else {
            return query.zeroWhenAbsent
                ? .zero
                : .empty("\(source) has no datapoints of “\(query.series)” (\(query.expression)) from \(range.text)")
        }
        guard let pairs = series.values else {
            throw Malformation("data.result[0].values is missing; native histograms have to be made into numbers first")
        }
        return try Self.content(pairs, query: query, source: source)
    }

    private static func content(_ pairs: [Pair], query: Prometheus.Query, source: String) throws(Malformation)
        -> MetricSeries.Content
    {
        var points: [MetricPoint] = []
        points.reserveCapacity(pairs.count)
        for (place, pair) in pairs.enumerated() {
            guard let value = number(pair.value), pair.time.magnitude < 1e11 else {
                throw Malformation(
                    "data.result[0].values[\(place)] is [\(pair.time), “\(pair.value.prefix(40))”] and not a time and a number"
                )
            }
            // NaN is how an expression says that it has no value there, 0 / 0 for one.
            if !value.isNaN { points.append(MetricPoint(time: Date(timeIntervalSince1970: pair.time), value: value)) }
        }
        guard !points.isEmpty else {
            return .empty(
                pairs.isEmpty
                    ? "\(source) has no datapoints of “\(query.series)” (\(query.expression))"
                    : "all \(pairs.count) datapoints of “\(query.series)” are NaN (\(query.expression))")
        }
        return .points(points.sorted { $0.time < $1.time })
    }

    private static func number(_ text: String) -> Double? {
        switch text {
        case "+Inf", "Inf": .infinity
        case "-Inf": -.infinity
        case "NaN": .nan
        default: Double(text)
        }
    }

    private static func labels(_ metric: [String: String]) -> String {
        metric.sorted { $0.key < $1.key }.prefix(4).map { "\($0.key)=\"\($0.value.prefix(40))\"" }
            .joined(separator: ", ")
    }
}
