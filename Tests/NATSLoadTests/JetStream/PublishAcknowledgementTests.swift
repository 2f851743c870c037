@testable import NATSLoad
import Testing

struct PublishAcknowledgementTests {
    private func read(_ text: String) -> PublishAcknowledgement {
        Array(text.utf8).withUnsafeBytes { PublishAcknowledgement($0) }
    }

    @Test(arguments: [
        (#"{"stream":"S","seq":7}"#, PublishAcknowledgement.stored(sequence: 7, isDuplicate: false)),
        (#"{"stream":"S", "seq":7}"#, .stored(sequence: 7, isDuplicate: false)),
        (#"{"stream":"S","seq":7,"duplicate": true}"#, .stored(sequence: 7, isDuplicate: true)),
        (#"{"stream":"S","domain":"d","seq":8}"#, .stored(sequence: 8, isDuplicate: false)),
        (#"{"seq":9,"stream":"S"}"#, .stored(sequence: 9, isDuplicate: false)),
        (
            #"{"error":{"code":503,"err_code":10077,"description":"maximum messages exceeded"},"stream":"S","seq":0}"#,
            .refused(JetStreamRefusal(code: 503, errorCode: 10077, text: "maximum messages exceeded"))
        ),
        ("", .unreadable), ("+OK", .unreadable), (#"{"stream":"S"}"#, .unreadable),
        (#"{"stream":"S","seq":}"#, .unreadable),
        (#"{"stream":"S","seq":99999999999999999999999}"#, .unreadable),
    ])
    func answersAreRead(_ text: String, _ expected: PublishAcknowledgement) {
        #expect(read(text) == expected)
    }

    @Test func cutAnswersNeverTrap() {
        let text = #"{"stream":"STREAM", "seq":123456,"duplicate":true}"#
        for count in 0..<text.utf8.count {
            #expect(read(String(text.prefix(count))) == .unreadable)
        }
    }
}
