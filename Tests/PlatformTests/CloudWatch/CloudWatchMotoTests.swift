import Foundation
import Measurement
import Testing

@testable import Platform

/// CloudWatch against moto's server: what is published can be read, and signatures are what botocore makes of them.
@Suite(
    .serialized,
    .enabled(if: MotoServer.isInstalled, "moto_server isn't installed, so CloudWatch isn't tested; run: ci/setup test"))
struct CloudWatchMotoTests {
    /// The beginning of a minute some minutes ago: CloudWatch takes no old and no future times.
    private let start = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded(.down) * 60 - 600)

    @Test func platformMetricsAreReadForTheRunsTime() async throws {
        try await MotoServer.run { moto in
            let function = ["FunctionName": "generate"]
            let gateway = ["ApiName": "images"]
            try await moto.cloudWatch().publish(
                [
                    PublishedMetric("Throttles", .single(2), unit: .count, dimensions: function, at: start),
                    PublishedMetric("Throttles", .single(3), unit: .count, dimensions: function, at: start + 59),
                    PublishedMetric("Throttles", .single(4), unit: .count, dimensions: function, at: start + 60),
                    PublishedMetric("Throttles", .single(100), unit: .count, dimensions: function, at: start - 60),
                    PublishedMetric("Throttles", .single(100), unit: .count, dimensions: function, at: start + 120),
                    PublishedMetric("Throttles", .single(7), dimensions: ["FunctionName": "other"], at: start),
                    PublishedMetric("ConcurrentExecutions", .single(12), dimensions: function, at: start),
                    PublishedMetric("ConcurrentExecutions", .single(40), dimensions: function, at: start + 61),
                    PublishedMetric("5XXError", .single(1), dimensions: gateway, at: start + 10),
                ], namespace: "Test")

            func metric(
                _ name: String, _ dimensions: [String: String], _ statistic: CloudWatch.Statistic,
                as series: String? = nil, zero: Bool = false
            ) -> CloudWatch.Metric {
                CloudWatch.Metric(
                    name, in: "Test", dimensions: dimensions, statistic: statistic, as: series, zeroWhenAbsent: zero)
            }
            // A run that begins and ends within a minute has that whole minute's datapoints.
            let platform = await moto.cloudWatch([
                metric("Throttles", function, .sum),
                metric("ConcurrentExecutions", function, .maximum),
                metric("5XXError", gateway, .sum),
                metric("4XXError", gateway, .sum),
                metric("4XXError", gateway, .sum, as: "none", zero: true),
            ]).metrics(during: start + 5..<start + 90)

            #expect(platform["Throttles"].sum == 9)
            #expect(
                platform["Throttles"].points == [
                    MetricPoint(time: start, value: 5), MetricPoint(time: start + 60, value: 4),
                ])
            #expect(platform["ConcurrentExecutions"].max == 40)
            #expect(platform["ConcurrentExecutions"].last == 40)
            #expect(platform["5XXError"].sum == 1)
            #expect(!(platform["4XXError"].sum == 0))
            #expect(
                platform["4XXError"].missingBecause?.contains("has no datapoints of Test 4XXError (ApiName=images)")
                    == true)
            #expect(platform["none"].sum == 0)
        }
    }

    @Test func distributionIsReadBackAsItWasPublished() async throws {
        try await MotoServer.run { moto in
            try await moto.cloudWatch().publish(
                [
                    PublishedMetric(
                        "ResponseTime", .distribution([(value: 10, count: 3), (value: 50, count: 1)]),
                        unit: .milliseconds, at: start)
                ],
                namespace: "Test")
            let read: [(String, CloudWatch.Statistic)] = [
                ("n", .sampleCount), ("mean", .average), ("max", .maximum), ("min", .minimum),
            ]
            let platform = await moto.cloudWatch(
                read.map {
                    CloudWatch.Metric("ResponseTime", in: "Test", statistic: $0.1, as: $0.0)
                }
            ).metrics(during: start..<start + 60)
            #expect(platform["n"].sum == 4)
            #expect(platform["mean"].average == 20)
            #expect(platform["max"].max == 50)
            #expect(platform["min"].min == 10)
        }
    }

    @Test func signatureIsAcceptedAndAForgedOneIsnt() async throws {
        try await MotoServer.run { moto in
            // moto names the actions after the host and not, as AWS does, cloudwatch:PutMetricData.
            let credentials = try await moto.guarded(allowing: "monitoring:PutMetricData")
            let metric = PublishedMetric("Requests", .single(1))
            try await moto.cloudWatch(credentials: credentials).publish([metric], namespace: "Test")

            let forged = AWSCredentials(accessKeyID: credentials.accessKeyID, secretAccessKey: "forged")
            let refusal = await #expect(throws: PlatformFailure.self) {
                try await moto.cloudWatch(credentials: forged).publish([metric], namespace: "Test")
            }
            #expect(refusal?.code == .refused)
            #expect(refusal?.description.contains("SignatureDoesNotMatch") == true)
            #expect(refusal?.description.contains("check AWS_ACCESS_KEY_ID") == true)

            let unknown = AWSCredentials(accessKeyID: "AKIAUNKNOWN", secretAccessKey: "x")
            let reason = await moto.cloudWatch(
                [.throttles(ofFunction: "f", zeroWhenAbsent: true)], credentials: unknown
            )
            .metrics(during: start..<start + 60)["Throttles"].sum.missingBecause
            #expect(reason?.contains("InvalidClientTokenId") == true)

            let denied = await moto.cloudWatch(
                [.throttles(ofFunction: "f", zeroWhenAbsent: true)], credentials: credentials
            )
            .metrics(during: start..<start + 60)["Throttles"].sum
            #expect(!(denied == 0))
            #expect(denied.missingBecause?.contains("the credentials need cloudwatch:GetMetricData") == true)
        }
    }
}
