import Measurement
import Testing

@Suite struct TextTests {
    @Test(arguments: [
        (Int64(0), "0 s"), (1, "1 ns"), (999, "999 ns"), (1_000, "1 µs"), (999_499, "999 µs"), (999_500, "1 ms"),
        (1_234_567, "1.23 ms"), (312_000_000, "312 ms"), (999_600_000, "1 s"), (1_250_000_000, "1.25 s"),
        (59_949_000_000, "59.9 s"), (60_000_000_000, "1 min"), (485_000_000_000, "8 min 5 s"),
        (3_600_000_000_000, "1 h"), (7_261_000_000_000, "2 h 1 min"), (-312_000_000, "-312 ms"),
    ])
    func aDurationReadsBriefly(_ ns: Int64, _ text: String) {
        #expect(Duration.nanoseconds(ns).brief == text)
    }

    @Test(arguments: [
        (0, "0"), (999, "999"), (1_000, "1,000"), (4_012, "4,012"), (1_234_567, "1,234,567"), (-4_012, "-4,012"),
        (Int.min, "-9,223,372,036,854,775,808"),
    ])
    func aCountIsGrouped(_ count: Int, _ text: String) {
        #expect(count.grouped == text)
    }

    @Test(arguments: [
        (0.0, 2, "0.00"), (1.005, 1, "1.0"), (2.5, 0, "3"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"),
        (123.456, 2, "123.46"), (.nan, 1, "nan"), (.infinity, 1, "inf"),
    ])
    func decimalsAreFixed(_ number: Double, _ decimals: Int, _ text: String) {
        #expect(number.fixed(decimals) == text)
    }

    @Test(arguments: [
        (0.0, "0"), (0.03125, "0.0313"), (12.5, "12.5"), (4_012, "4012"), (100, "100"), (0.5, "0.5"),
        (-3.14159, "-3.14"),
    ])
    func digitsAreShort(_ number: Double, _ text: String) {
        #expect(number.short() == text)
    }

    @Test func aDurationBeyondTheRangeOfNanosecondsBecomesTheNearest() {
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.seconds(Int64.min).nanoseconds == .min)
        #expect(Duration.milliseconds(-1_500).nanoseconds == -1_500_000_000)
    }
}
