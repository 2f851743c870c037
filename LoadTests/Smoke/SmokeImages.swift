import Plimsoll
import Testing

/// Pictures are ordered and asked for without errors and without being throttled.
@Suite(.loadTest, .tags(.smoke), .timeLimit(.minutes(2)))
struct SmokeImages {
    @Test func picturesAreOrderedAndAskedFor() async throws {
        let hurried = Images.visitors(pausing: .constant(.milliseconds(100)))
        let report = try await hurried.run(.users(10, for: .seconds(4)), against: .images)

        #expect(report.errorRate < 0.01)
        #expect(report["GET /status/{jobId}"].p90 < .milliseconds(300))
        #expect(report.statusCodes[429, default: 0] == 0)
    }
}
