import Testing

@testable import Measurement

/// Durations are read as people write them, and nothing else is.
struct DurationTextTests {
    @Test(arguments: [
        ("90s", Duration.seconds(90)), ("2h30m", .seconds(9000)), ("250ms", .milliseconds(250)),
        ("1.5s", .milliseconds(1500)),
        ("1d", .seconds(86400)), ("7us", .microseconds(7)), ("7µs", .microseconds(7)), ("0s", .zero),
        ("1m1s1ms", .milliseconds(61001)),
    ])
    func aDurationIsRead(text: String, duration: Duration) {
        #expect(Duration(text: text) == duration)
    }

    @Test(arguments: ["", "5", "s", "-1s", "1 s", "1x", "1s2", "1.2.3s", "99999999h", "٣s", "infs"])
    func anythingElseIsRefused(text: String) {
        #expect(Duration(text: text) == nil)
    }
}
