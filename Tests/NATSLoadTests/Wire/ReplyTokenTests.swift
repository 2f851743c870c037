import Fuzzing
@testable import NATSLoad
import Testing

struct ReplyTokenTests {
    private func written(_ token: UInt64) -> String {
        withUnsafeTemporaryAllocation(byteCount: ReplyToken.maximumDigits, alignment: 1) { space in
            let end = ReplyToken.write(token, at: space.baseAddress!)
            return String(decoding: space[..<space.baseAddress!.distance(to: end)], as: UTF8.self)
        }
    }

    @Test func whatIsWrittenIsRead() {
        var dice = Dice(seed: 21)
        let edges = (0..<64).flatMap { (place: UInt64) -> [UInt64] in [1 << place, 1 << place - 1] }
        let others = (0..<1000).map { _ in
            UInt64.random(in: 0...(.max >> UInt64.random(in: 0...63, using: &dice)), using: &dice)
        }
        for token in edges + others + [.max] {
            let text = written(token)
            #expect(text == String(token, radix: 16), "\(token)")
            #expect(ReplyToken.read("_INBOX.x." + text, behind: 9) == token)
        }
    }

    @Test(arguments: [
        "", "_INBOX.x.", "_INBOX.x.g", "_INBOX.x.F", "_INBOX.x.1.2", "_INBOX.x.+1", "_INBOX.x.00000000000000001",
    ])
    func whatIsNoTokenIsRefused(text: String) {
        #expect(ReplyToken.read(text, behind: 9) == nil)
    }
}
