import Load
import Testing

@testable import PlimsollCommand

/// A tier's run passes only when tests ran, ended well and left results.
struct TierTests {
    private static func stream(_ lines: String...) -> TestOutcomes {
        TestOutcomes(stream: lines.joined(separator: "\n"))
    }

    private static let planned =
        #"{"kind":"test","payload":{"id":"L.StressShop/peak()/S.swift:9:6","kind":"function","name":"peak()"},"version":0}"#
    private static let ended =
        #"{"kind":"event","payload":{"kind":"testEnded","testID":"L.StressShop/peak()/S.swift:9:6","messages":[]},"version":0}"#
    private static let failed =
        #"{"kind":"event","payload":{"kind":"issueRecorded","testID":"L.StressShop/peak()/S.swift:9:6","messages":[{"symbol":"fail","text":"x"}]},"version":0}"#
    private static let invalid =
        #"{"kind":"event","payload":{"kind":"issueRecorded","_comments":["invalid run: late – lower the rate"],"testID":"L.StressShop/peak()/S.swift:9:6","messages":[{"symbol":"fail","text":"x"}]},"version":0}"#
    private static let warned =
        #"{"kind":"event","payload":{"kind":"issueRecorded","testID":"L.StressShop/peak()/S.swift:9:6","messages":[{"symbol":"warning","text":"x"}]},"version":0}"#
    private static let cancelled =
        #"{"kind":"event","payload":{"kind":"testCancelled","_comments":["no cluster"],"testID":"L.StressShop/peak()/S.swift:9:6","messages":[]},"version":0}"#

    @Test func endingsAreReadOffTheStream() {
        #expect(Self.stream(Self.planned, Self.ended).endings.values.first == .passed)
        #expect(Self.stream(Self.planned, Self.warned, Self.ended).endings.values.first == .passed)
        #expect(Self.stream(Self.planned, Self.failed, Self.ended).endings.values.first == .failed)
        #expect(Self.stream(Self.planned, Self.invalid, Self.ended).endings.values.first == .invalid)
        for both in [[Self.invalid, Self.failed], [Self.failed, Self.invalid]] {
            #expect(Self.stream(Self.planned, both[0], both[1], Self.ended).endings.values.first == .failed)
        }
        #expect(Self.stream(Self.planned, Self.cancelled, Self.ended).endings.values.first == .skipped("no cluster"))
        #expect(Self.stream(Self.planned).unfinished == ["StressShop/peak()"])
        #expect(Self.stream(Self.planned, "{\"kind\":\"eve").unfinished == ["StressShop/peak()"])
    }

    @Test func whatWasMeasuredAndPassedIsASuccess() {
        let verdict = TierVerdict(tier: .stress, status: 0, outcomes: Self.stream(Self.planned, Self.ended), results: 1)
        #expect(
            verdict
                == TierVerdict(tier: .stress, status: 0, outcomes: Self.stream(Self.planned, Self.ended), results: 1))
        #expect(verdict.code == .success)
        #expect(verdict.sentences == ["1 test passed, 1 result stored"])
    }

    @Test(
        arguments: [
            ([], 0, 0, ExitCode.testFailed, "no suite of the tier stress was run"),
            ([planned, cancelled, ended], 0, 0, .testFailed, "every suite of the tier stress was skipped"),
            ([planned, ended], 0, 0, .testFailed, "1 test ran and none left a result"),
            ([planned], 1, 1, .testFailed, "never ended: StressShop/peak()"),
            ([planned, failed, ended], 1, 1, .regression, "a limit was broken"),
            ([planned, invalid, ended], 1, 1, .testFailed, "no limit was broken, but"),
            ([planned], 130, 1, .interrupted, "interrupted"),
        ] as [([String], Int32, Int, ExitCode, String)])
    func nothingElseIsASuccess(lines: [String], status: Int32, results: Int, code: ExitCode, sentence: String) {
        let outcomes = TestOutcomes(stream: lines.joined(separator: "\n"))
        let verdict = TierVerdict(tier: .stress, status: status, outcomes: outcomes, results: results)
        #expect(verdict.code == code)
        #expect(verdict.sentences.last?.hasPrefix(sentence) == true)
    }

    @Test func theVariablesOfSuitesAreOptions() {
        var arguments = Arguments(
            words: [
                "--users", "50", "--duration=5m", "--tags", "chat", "--exclude", "metrics", "--environment", "staging",
                "--target", "image-api=https://x.example/?a=b", "--target", "chat=localhost:8080", "--set", "REGION=eu",
            ], usage: TestVerb.usage)
        #expect(
            SuiteVariables.read(&arguments) == [
                "PLIMSOLL_USERS": "50", "PLIMSOLL_DURATION": "5m", "PLIMSOLL_TAGS": "chat",
                "PLIMSOLL_EXCLUDE": "metrics",
                "PLIMSOLL_ENVIRONMENT": "staging", "PLIMSOLL_TARGET_IMAGE_API": "https://x.example/?a=b",
                "PLIMSOLL_TARGET_CHAT": "localhost:8080", "REGION": "eu",
            ])
        #expect(arguments.faults == [])
    }

    @Test func aPairWithoutItsSignIsAFault() {
        var arguments = Arguments(words: ["--target", "shop", "--set", "=x"], usage: TestVerb.usage)
        _ = SuiteVariables.read(&arguments)
        #expect(
            arguments.faults == [
                "--target: expected a name and an address, shop=https://shop.example, got “shop”",
                "--set: expected a name and a value, REGION=eu, got “=x”",
            ])
    }

    @Test func aTierIsChosenByTheNamesOfItsSuites() {
        let words = TierRun(tier: .soak, scale: 0.5, isRelease: false).test(events: "e.jsonl")
        #expect(
            words == [
                "swift", "test", "--skip-build", "--disable-xctest", "--package-path", ".", "--filter",
                #"^\w+\.(\w+/)*Soak\w*/"#, "--event-stream-version", "0", "--event-stream-output-path", "e.jsonl",
            ])
        #expect(TierRun(tier: .soak, scale: 0.5).environment == ["PLIMSOLL_TIERS": "soak", "PLIMSOLL_SCALE": "0.5"])
    }
}
