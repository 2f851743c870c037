import Testing

@testable import Cluster

@Suite struct ClockSkewTests {
    static func at(_ seconds: Double) -> WallTime { WallTime(nanoseconds: Int64(seconds * 1e9)) }

    @Test func clocksThatMayAgreeNeedNoCorrection() {
        var skew = ClockSkew()
        skew.answered(date: Self.at(100), sent: Self.at(100.2), received: Self.at(100.3))
        #expect(skew.estimate == .zero)
        #expect(skew.note == nil)
    }

    @Test func severalAnswersNarrowTheDifferenceDown() {
        var skew = ClockSkew()
        // The server is 30.25 s ahead: its seconds turn at .75 of ours.
        skew.answered(date: Self.at(130), sent: Self.at(100.1), received: Self.at(100.2))
        #expect(skew.estimate > .seconds(29) && skew.estimate < .seconds(31))
        skew.answered(date: Self.at(131), sent: Self.at(100.8), received: Self.at(100.81))
        skew.answered(date: Self.at(131), sent: Self.at(101.7), received: Self.at(101.71))
        #expect(skew.estimate > .milliseconds(30_190) && skew.estimate < .milliseconds(30_300))
        #expect(skew.note?.hasPrefix("the cluster's clock is 30.2 s ahead of this machine's") == true)
    }

    @Test func aClockThatWasSetIsMeasuredAnew() {
        var skew = ClockSkew()
        skew.answered(date: Self.at(130), sent: Self.at(100.1), received: Self.at(100.2))
        skew.answered(date: Self.at(91), sent: Self.at(101.1), received: Self.at(101.2))
        #expect(skew.estimate < .seconds(-9) && skew.estimate > .seconds(-11))
        #expect(skew.note?.contains("behind this machine's") == true)
    }

    @Test func theDateIsFoundInKubectlsLog() {
        let log = """
            I1121 03:31:42.084096   11631 round_trippers.go:584] Response Headers:
            I1121 03:31:42.084116   11631 round_trippers.go:587]     Date: Sat, 21 Nov 2026 03:31:42 GMT
            """
        #expect(ClockSkew.date(inLog: log) == WallTime("2026-11-21T03:31:42Z"))
        let since33 = """
            I1121 03:31:42.084116   11631 round_trippers.go:632] "Response" verb="GET" url="https://127.0.0.1:6443/version" status="200 OK" headers=<
            \tCache-Control: no-cache, private
            \tDate: Sat, 21 Nov 2026 03:31:42 GMT
             > milliseconds=4
            """
        #expect(ClockSkew.date(inLog: since33) == WallTime("2026-11-21T03:31:42Z"))
        #expect(ClockSkew.date(inLog: "no date here") == nil)
    }
}
