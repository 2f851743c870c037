import Measurement
import Testing

@testable import Platform

/// Metrics that CloudWatch wouldn't take, found before it is asked.
@Suite struct CloudWatchMetricTests {
    @Test(arguments: [1, 5, 10, 20, 30, 60, 120, 3600, 86_400])
    func periodOfCloudWatchIsTaken(seconds: Int) {
        #expect(CloudWatch.Metric("a", in: "b", statistic: .sum, period: .seconds(seconds)).faults.isEmpty)
    }

    @Test(arguments: [Duration.zero, .seconds(2), .seconds(90), .milliseconds(1500), .seconds(-60), .seconds(172_800)])
    func otherPeriodIsAFault(period: Duration) {
        #expect(CloudWatch.Metric("a", in: "b", statistic: .sum, period: period).faults.count == 1)
    }

    @Test func allFaultsAreFound() {
        let metric = CloudWatch.Metric(
            "", in: "", dimensions: ["a": ""], statistic: CloudWatch.Statistic(""), period: .zero)
        #expect(metric.faults.count == 5)
    }

    @Test(arguments: [(99.0, "p99"), (99.9, "p99.9"), (50, "p50")])
    func percentileHasCloudWatchsName(percent: Double, name: String) {
        #expect(CloudWatch.Statistic.percentile(percent).name == name)
    }

    @Test func gatewayAndFunctionMetricsBearTheServicesNames() {
        #expect(
            CloudWatch.Metric.clientErrors(ofGateway: "images", stage: "prod").summary
                == "AWS/ApiGateway 4XXError (ApiName=images, Stage=prod)")
        #expect(
            CloudWatch.Metric.serverErrors(ofGateway: "images").summary == "AWS/ApiGateway 5XXError (ApiName=images)")
        #expect(CloudWatch.Metric.invocations(ofFunction: "f").summary == "AWS/Lambda Invocations (FunctionName=f)")
        #expect(CloudWatch.Metric.concurrentExecutions(ofFunction: "f").statistic == .maximum)
        #expect(!CloudWatch.Metric.throttles(ofFunction: "f").zeroWhenAbsent)
    }

    @Test(arguments: [
        (PublishedMetric("", .single(1)), "1 to 255"),
        (PublishedMetric("a", .single(.nan)), "can't hold"),
        (PublishedMetric("a", .single(1e109)), "can't hold"),
        (PublishedMetric("a", .distribution([])), "1 to 150"),
        (PublishedMetric("a", .distribution(Array(repeating: (value: 1.0, count: 1.0), count: 151))), "1 to 150"),
        (PublishedMetric("a", .distribution([(value: 1, count: .infinity)])), "can't hold"),
        (PublishedMetric("a", .single(1), dimensions: ["Suite": ""]), "printable ASCII"),
        (PublishedMetric("a", .single(1), dimensions: ["Suite": "Größe"]), "printable ASCII"),
    ])
    func valueThatCantBePublishedIsAFault(metric: PublishedMetric, words: String) {
        #expect(metric.faults.count == 1)
        #expect(metric.faults.first?.contains(words) == true)
    }

    @Test func allFaultsOfAPublicationAreToldAtOnce() async throws {
        let failure = await #expect(throws: PlatformFailure.self) {
            try await CloudWatch(region: "a-1").publish(
                [PublishedMetric("", .single(1)), PublishedMetric("b", .single(.nan))], namespace: "AWS/Lambda")
        }
        let sentence = try #require(failure?.description)
        #expect(sentence.contains("AWS/") && sentence.contains("255 are possible") && sentence.contains("“b”"))
    }
}
