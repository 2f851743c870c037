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
                .serverErrors(ofGateway: "images", zeroWhenAbsent: true),
                .init("Requests", in: Self.namespace, dimensions: scenario, statistic: .sum),
                .init("ErrorRate", in: Self.namespace, dimensions: scenario, statistic: .maximum),
            ], settling: .quiet(for: .seconds(1), within: .minutes(5)))
        try await cloudWatch.publish(report, namespace: Self.namespace, dimensions: scenario)
        let platform = await cloudWatch.metrics(during: report)

        #expect(platform["Throttles"].sum == 0)
        #expect(platform["5XXError"].sum == 0)
        #expect(platform["Requests"].sum == Double(report.requests))
        #expect(platform["ErrorRate"].max < 1)
    }

    @Test(
        .enabled(
            if: environment["PLIMSOLL_PROMETHEUS"] != nil,
            "needs a Prometheus server that scrapes something: PLIMSOLL_PROMETHEUS=http://127.0.0.1:9090"))
    func prometheusSawItsTargetsUpThroughout() async throws {
        let report = try await Images.visitors.run(.users(10, for: .minutes(2)), against: .images)
        let prometheus = Prometheus(
            Self.environment["PLIMSOLL_PROMETHEUS"] ?? "", reading: [.init("up", "min(up)", step: .seconds(1))])
        let platform = await prometheus.metrics(during: report)

        #expect(platform["up"].min == 1)
    }
}
