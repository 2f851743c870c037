import Fuzzing
@testable import NATSLoad
import Testing

struct WireOutputTests {
    /// What a sequence of commands writes.
    private func text(_ body: (inout WireOutput) -> Void) -> String {
        var output = WireOutput(capacity: 16)
        body(&output)
        return String(decoding: output.pending, as: UTF8.self)
    }

    @Test func commandsAreWrittenAsTheProtocolHasThem() {
        #expect(text { $0.publish("a.b", payload: Array("hello".utf8)) } == "PUB a.b 5\r\nhello\r\n")
        #expect(text { $0.publish("a.b", reply: "r") } == "PUB a.b r 0\r\n\r\n")
        let headers = MessageHeaders(["A": "1"]).encoded
        #expect(
            text { $0.publish("s", reply: "r", headers: headers, payload: [0x78]) }
                == "HPUB s r 18 19\r\nNATS/1.0\r\nA: 1\r\n\r\nx\r\n")
        #expect(text { $0.subscribe("a.*", id: 3) } == "SUB a.* 3\r\n")
        #expect(text { $0.subscribe("a.>", queue: "q", id: 30) } == "SUB a.> q 30\r\n")
        #expect(text { $0.unsubscribe(3) } == "UNSUB 3\r\n")
        #expect(text { $0.unsubscribe(3, after: 10) } == "UNSUB 3 10\r\n")
        #expect(
            text {
                $0.ping(); $0.pong()
            } == "PING\r\nPONG\r\n")
    }

    @Test func tokensAreWrittenBehindTheReplySubject() {
        let written = text { output in
            Array("s".utf8).withUnsafeBytes { subject in
                Array("_INBOX.x.".utf8).withUnsafeBytes { reply in
                    for token in [UInt64(0), 9, 10, 0x123_456, .max] {
                        output.publish(
                            subject: subject, reply: reply, token: token, payload: .init(start: nil, count: 0))
                    }
                }
            }
        }
        #expect(
            written == "PUB s _INBOX.x.0 0\r\n\r\nPUB s _INBOX.x.9 0\r\n\r\nPUB s _INBOX.x.a 0\r\n\r\n"
                + "PUB s _INBOX.x.123456 0\r\n\r\nPUB s _INBOX.x.ffffffffffffffff 0\r\n\r\n")
    }

    @Test(arguments: [0, 1, 9, 10, 99, 100, 101, 128, 199, 200, 909, 990, 999, 1000, 1001, 65_536, 1_048_576])
    func thePayloadsSizeIsWritten(size: Int) {
        let written = text { output in
            output.publish("s", payload: [UInt8](repeating: UInt8(ascii: "x"), count: size))
        }
        #expect(written.prefix { $0 != "\r\n" } == "PUB s \(size)")
        #expect(written.utf8.count == "PUB s \(size)\r\n".utf8.count + size + 2)
    }

    /// Short ones are copied in another way than long ones.
    @Test func everyLengthIsCopiedWhole() {
        for length in 1...40 {
            let subject = String(decoding: (0..<length).map { UInt8(ascii: "A") &+ UInt8($0) }, as: UTF8.self)
            #expect(
                text { $0.publish(subject, reply: "r" + subject, payload: Array(subject.utf8)) }
                    == "PUB \(subject) r\(subject) \(length)\r\n\(subject)\r\n")
        }
    }

    @Test func connectSaysWhatIsKnownAndNothingElse() {
        var request = ConnectRequest(name: "tester")
        request.user = "u"
        request.password = "p\"w"
        #expect(
            text { $0.connect(request) }
                == #"CONNECT {"echo":true,"headers":true,"lang":"swift","name":"tester","no_responders":true,"#
                + #""pass":"p\"w","pedantic":false,"protocol":1,"tls_required":false,"user":"u","verbose":false,"version":"1"}"#
                + "\r\n")
    }

    @Test func sentBytesMakeRoomForMore() {
        var output = WireOutput(capacity: 64)
        var everything = ""
        var expected = ""
        var dice = Dice(seed: 3)
        for round in 0..<2000 {
            output.publish("s", payload: Array("\(round)".utf8))
            expected += "PUB s \("\(round)".utf8.count)\r\n\(round)\r\n"
            let count = Int.random(in: 0...output.pendingBytes, using: &dice)
            everything += String(decoding: output.pending.prefix(count), as: UTF8.self)
            output.sent(count)
        }
        everything += String(decoding: output.pending, as: UTF8.self)
        #expect(everything == expected)
    }
}
