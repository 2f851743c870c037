@testable import NATSLoad
import Testing

struct SpanTextTests {
    @Test(arguments: [
        ("1m", Int64(60_000_000_000)), ("5m", 300_000_000_000), ("2h30m", 9_000_000_000_000),
        ("24h", 86_400_000_000_000),
        ("1.5s", 1_500_000_000), ("250ms", 250_000_000), ("1d", 86_400_000_000_000), ("0", 0),
        ("1h1m1s1ms1us1ns", 3_661_001_001_001),
    ])
    func durationsAreRead(_ text: String, _ nanoseconds: Int64) {
        #expect(SpanText.nanoseconds(text) == nanoseconds)
    }

    @Test(arguments: ["", "5", "m", "5 m", "-1m", "1x", "1.2.3s", "h2", "999999999999h", "٥m"])
    func otherTextsAreNone(_ text: String) {
        #expect(SpanText.nanoseconds(text) == nil)
    }

    @Test(arguments: [Int64(0), 1, 1500, 60_000_000_000, 9_000_000_000_000, 90_061_000_000_000, 1_234_567_890])
    func textsAreReadBack(_ nanoseconds: Int64) {
        #expect(SpanText.nanoseconds(SpanText.text(nanoseconds: nanoseconds)) == nanoseconds)
    }
}
