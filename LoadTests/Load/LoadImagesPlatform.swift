import Foundation
import Plimsoll
import Testing

/// What the platform says of the image API's run agrees with what its callers saw: nothing throttled, and every request counted.
@Suite(.loadTest, .tags(.load), .timeLimit(.minutes(30)))
struct LoadImagesPlatform {
    private static let environment = ProcessInfo.processInfo.environment
    private static let namespace = "Images/LoadTests"

    @Test(
        .enabled(
            if: environment["AWS_REGION"] != nil && environment["AWS_ACCESS_KEY_ID"] != nil,
            "needs CloudWatch: AWS_REGION, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for a stand-in, AWS_ENDPOINT_URL_CLOUDWATCH"
        ))
    func cloudWatchCountsWhatItsCallersDid() async throws {
        let report = try await Images.visitors.run(.users(10, for: .minutes(2)), against: .images)
        let scenario = ["Scenario": "image visitors", "Suite": "LoadImagesPlatform"]
        let cloudWatch = CloudWatch(
            reading: [
                .throttles(ofFunction: "generate", zeroWhenAbsent: true),
                .errors(ofFunction: "generate", zeroWhenAbsent: true),
                .clientErrors(ofGateway: "images", zeroWhenAbsent: true),
                .serverErrors(ofGateway: "images", zeroWhenAbsent: true),
                .init("Requests", in: Self.namespace, dimensions: scenario, statistic: .sum),
                .init("ErrorRate", in: Self.namespace, dimensions: scenario, statistic: .maximum),
            ], settling: .quiet(for: .seconds(60), within: .minutes(5)))
        try await cloudWatch.publish(report, namespace: Self.namespace, dimensions: scenario)
        let platform = await cloudWatch.metrics(during: report)

        #expect(platform["Throttles"].sum == 0)
        #expect(platform["Errors"].sum == 0)
        #expect(platform["4XXError"].sum == 0)
        #expect(platform["5XXError"].sum == 0)
        #expect(platform["Requests"].sum == Double(report.requests))
        #expect(platform["ErrorRate"].max < 1)

        let load = await CloudWatch(reading: [.concurrentExecutions(ofFunction: "generate")]).metrics(during: report)
        let peak = load["ConcurrentExecutions"].max
        should(peak < 100, "the platform's limit is near: \(peak) executions of “generate” at a time")
    }

    @Test(
        .enabled(
            if: environment["PLIMSOLL_PROMETHEUS"] != nil,
            "needs a Prometheus server: PLIMSOLL_PROMETHEUS=http://127.0.0.1:9090, and PLIMSOLL_PROMETHEUS_JOB for a job other than its own"
        ))
    func prometheusSawItsTargetsUpThroughout() async throws {
        let job = Self.environment["PLIMSOLL_PROMETHEUS_JOB"] ?? "prometheus"
        let report = try await Images.visitors.run(.users(10, for: .minutes(2)), against: .images)
        let prometheus = Prometheus(
            Self.environment["PLIMSOLL_PROMETHEUS"] ?? "",
            reading: [.init("up", "min(up{job=\"\(job)\"})", step: .seconds(1))])
        let platform = await prometheus.metrics(during: report)

        #expect(platform["up"].min == 1)
    }
}
