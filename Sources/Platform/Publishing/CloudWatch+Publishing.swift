extension CloudWatch {
    /// Publishes metrics under a namespace of your own.
    ///
    /// A request that CloudWatch may have carried out isn't sent again, so nothing is counted twice.
    /// - Throws: ``PlatformFailure``, with all faults of the metrics at once.
    public func publish(_ metrics: [PublishedMetric], namespace: String) async throws {
        var faults = metrics.flatMap(\.faults)
        if namespace.isEmpty || namespace.utf8.count > 255 {
            faults.insert("the namespace has \(namespace.utf8.count) bytes, where 1 to 255 are possible", at: 0)
        }
        if namespace.hasPrefix("AWS/") {
            faults.insert("the namespace “\(namespace)” begins with AWS/, which is CloudWatch's own", at: 0)
        }
        guard faults.isEmpty else {
            throw PlatformFailure(.configuration, "CloudWatch can't take this: \(faults.joined(separator: ", and "))")
        }
        let connection = try connect()
        for start in stride(from: 0, to: metrics.count, by: PutMetricData.mostAtOnce) {
            let part = metrics[start..<min(start + PutMetricData.mostAtOnce, metrics.count)]
            let _: NoContent = try await connection.ask(
                "PutMetricData", PutMetricData(namespace: namespace, metricData: part.map(PutMetricData.Datum.init)),
                isRepeatable: false)
        }
    }
}
