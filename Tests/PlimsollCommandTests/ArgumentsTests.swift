import Testing

@testable import PlimsollCommand

/// All that is wrong with a call is told at once, each fault with its flag.
struct ArgumentsTests {
    private static let usage = Usage(
        name: "sail", summary: "Sail", positionals: "[<harbour>]",
        options: [
            .flag("--fast", "hurry"), .value("--crew", "<n>", "how many"), .value("--for", "<duration>", "how long"),
            .values("--cargo", "<thing>", "what"),
        ])

    @Test func optionsAndPositionalsAreToldApart() {
        var arguments = Arguments(
            words: ["--crew", "4", "Lisbon", "--fast", "--for=1m30s", "--cargo", "salt", "--cargo", "-"],
            usage: Self.usage)
        #expect(arguments.integer("--crew", in: 1...9, default: 1) == 4)
        #expect(arguments.duration("--for", default: .zero) == .seconds(90))
        #expect(arguments.flag("--fast"))
        #expect(arguments.texts("--cargo") == ["salt", "-"])
        #expect(arguments.positionals == ["Lisbon"])
        #expect(arguments.faults.isEmpty)
    }

    @Test func everyFaultIsToldWithItsFlag() {
        var arguments = Arguments(
            words: ["--crew", "none", "--speed", "9", "--for", "3", "--fast=yes"], usage: Self.usage)
        _ = arguments.integer("--crew", in: 1...9, default: 1)
        _ = arguments.duration("--for", default: .zero)
        #expect(
            arguments.faults == [
                "--speed: no such option; there are --cargo, --crew, --fast, --for",
                "--fast: takes no value",
                "--crew: expected a whole number from 1 to 9, got “none”",
                "--for: expected a duration such as 90s, 2h30m or 250ms, got “3”",
            ])
    }

    @Test func aMissingValueAndARepeatedOptionAreFaults() {
        let arguments = Arguments(words: ["--crew", "1", "--crew", "2", "--for"], usage: Self.usage)
        #expect(arguments.faults == ["--crew: given more than once", "--for: expected a value, <duration>"])
    }

    @Test func whatStandsBehindTwoDashesIsPositional() {
        let arguments = Arguments(words: ["--", "--fast"], usage: Self.usage)
        #expect(arguments.positionals == ["--fast"])
        #expect(!arguments.flag("--fast"))
    }
}
