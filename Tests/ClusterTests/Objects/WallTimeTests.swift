import Testing

@testable import Cluster

@Suite struct WallTimeTests {
    @Test(arguments: [
        ("1970-01-01T00:00:00Z", 0),
        ("1969-12-31T23:59:59Z", -1_000_000_000),
        ("2000-02-29T12:00:00Z", 951_825_600_000_000_000),
        ("2026-11-20T23:57:49Z", 1_795_219_069_000_000_000),
        ("2026-11-20T23:57:49.123456Z", 1_795_219_069_123_456_000),
        ("2026-11-20T23:57:49.1234567891Z", 1_795_219_069_123_456_789),
        ("2026-11-21T01:57:49+02:00", 1_795_219_069_000_000_000),
        ("2026-11-20T18:27:49-05:30", 1_795_219_069_000_000_000),
    ])
    func aTimeIsReadToTheNanosecond(text: String, nanoseconds: Int64) {
        #expect(WallTime(text)?.nanoseconds == nanoseconds)
    }

    @Test(arguments: ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1600-02-29T00:00:00Z"])
    func aTimeBeyondAllReachIsOnlyFarAway(text: String) throws {
        let now = try #require(WallTime("2026-11-21T00:00:00Z"))
        let time = try #require(WallTime(text))
        #expect(abs((time - now).components.seconds) > 80 * 365 * 86_400)
        #expect((time < now) == (text < "2026"))
    }

    @Test(arguments: ["", "2026-11-20", "2026-13-20T00:00:00Z", "2026-11-20T24:00:00Z", "2026-11-20T23:57:49", "soon"])
    func whatIsNoTimeIsRefused(text: String) {
        #expect(WallTime(text) == nil)
    }

    @Test func aTimePrintsItsTimeOfDay() {
        #expect(WallTime("2026-11-20T23:57:49.25Z")?.description == "23:57:49.250")
    }

    @Test func theSecondOfATimeBeforeTheEpochBeginsBeforeIt() {
        #expect(WallTime(nanoseconds: -1).secondBegin == WallTime(nanoseconds: -1_000_000_000))
    }
}
