/// A page of the answer to GetMetricData, as the JSON protocol has it but for the capitals that its keys begin with.
struct MetricDataPage: Decodable {
    struct Message: Decodable {
        let code: String?
        let value: String?

        var text: String { [code, value].compactMap(\.self).joined(separator: ": ") }
    }

    struct Result: Decodable {
        let id: String
        /// Seconds since 1970.
        let timestamps: [Double]?
        let values: [Double]?
        let statusCode: String?
        let messages: [Message]?
    }

    let metricDataResults: [Result]
    let nextToken: String?
    let messages: [Message]?
}
