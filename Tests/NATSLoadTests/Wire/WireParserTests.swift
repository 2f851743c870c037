import Fuzzing
@testable import NATSLoad
import Testing

struct WireParserTests {
    static let stream = """
        INFO {"server_id":"A"}\r
        PING\r
        MSG a.b 7 5\r
        hello\r
        MSG a.b 7 _INBOX.1 0\r
        \r
        HMSG c 12 12 17\r
        NATS/1.0\r
        \r
        hello\r
        HMSG c 12 reply.to 16 16\r
        NATS/1.0 503\r
        \r
        \r
        +OK\r
        PONG\r
        -ERR 'Authorization Violation'\r

        """
    static let operations: [Operation] = [
        .info(#"{"server_id":"A"}"#),
        .ping,
        .message(subject: "a.b", id: 7, reply: "", headers: "", payload: "hello"),
        .message(subject: "a.b", id: 7, reply: "_INBOX.1", headers: "", payload: ""),
        .message(subject: "c", id: 12, reply: "", headers: "NATS/1.0\r\n\r\n", payload: "hello"),
        .message(subject: "c", id: 12, reply: "reply.to", headers: "NATS/1.0 503\r\n\r\n", payload: ""),
        .ok, .pong,
        .error("Authorization Violation"),
    ]

    @Test func everyOperationIsReadFromOnePiece() throws {
        #expect(try read(Self.stream) == Self.operations)
    }

    @Test func operationsComeOutWhereverTheBytesAreSplit() throws {
        let bytes = Array(Self.stream.utf8)
        for split in 1..<bytes.count {
            #expect(try read(bytes, pieces: [split]) == Self.operations, "split at \(split)")
        }
        #expect(try read(bytes, pieces: Array(repeating: 1, count: bytes.count)) == Self.operations)
    }

    @Test func randomSplitsAndBufferSizesChangeNothing() throws {
        var dice = Dice(seed: 11)
        let bytes = Array(Self.stream.utf8)
        for round in 0..<500 {
            let pieces = (0..<bytes.count).map { _ in Int.random(in: 1...30, using: &dice) }
            let capacity = Int.random(in: 16...256, using: &dice)
            #expect(try read(bytes, pieces: pieces, capacity: capacity) == Self.operations, "round \(round)")
        }
    }

    @Test(arguments: [
        "msg  a.b \t 7   5 \r\nhello\r\n", "Msg a.b 7 5\nhello\r\n",
    ])
    func caseAndBlanksAreFree(_ text: String) throws {
        #expect(try read(text) == [.message(subject: "a.b", id: 7, reply: "", headers: "", payload: "hello")])
    }

    @Test func payloadsMayHoldLineEndsAndOperations() throws {
        let payload = "a\r\nPING\r\nMSG x 1 2\r\n"
        let operations = try read("MSG s 1 \(payload.utf8.count)\r\n\(payload)\r\nPING\r\n")
        #expect(operations == [.message(subject: "s", id: 1, reply: "", headers: "", payload: payload), .ping])
    }

    @Test(arguments: [
        ("HTTP/1.1 400 Bad Request\r\n", WireFault.Code.unknownOperation("HTTP/1.1")),
        ("GET", .unknownOperation("GET")),
        ("SSH-2.0-OpenSSH\r\n", .unknownOperation("SSH-2.0-OpenSSH")),
        ("\r\n", .unknownOperation("")),
        ("MSG a 1\r\n", .malformedMessage("MSG a 1")),
        ("MSG a x 1\r\n", .malformedMessage("MSG a x 1")),
        ("MSG a 1 -1\r\n", .malformedMessage("MSG a 1 -1")),
        ("MSG a 1 b c 1\r\n", .malformedMessage("MSG a 1 b c 1")),
        ("HMSG a 1 5\r\n", .malformedMessage("HMSG a 1 5")),
        ("HMSG a 1 9 5\r\n", .malformedMessage("HMSG a 1 9 5")),
        ("MSG a 1 9999999999999999999999\r\n", .malformedMessage("MSG a 1 9999999999999999999999")),
        ("MSG a 1 999999999999999999\r\n", .payloadTooLarge(bytes: 999_999_999_999_999_999, limit: 67_174_400)),
        ("MSG a 1 2\r\nabcd", .unterminatedPayload),
    ])
    func violationsAreNamed(_ text: String, _ code: WireFault.Code) {
        #expect(throws: WireFault(code)) { try read(text) }
    }

    @Test func hostileLengthsReserveNothing() throws {
        var input = WireInput(capacity: 1024)
        Array("MSG a 1 999999999999\r\n".utf8).withUnsafeBytes { input.receive($0) }
        #expect(throws: WireFault.self) { try input.operations() }
        let capacity = input.capacity
        #expect(capacity == 1024)
    }

    @Test func endlessLinesAreRefusedAtTheLimit() {
        var limits = WireParser.Limits()
        limits.controlLine = 100
        limits.infoLine = 200
        let pieces = Array(repeating: 10, count: 100)
        #expect(throws: WireFault(.lineTooLong(limit: 100))) {
            try read("MSG " + String(repeating: "a", count: 900), pieces: pieces, limits: limits)
        }
        #expect(throws: WireFault(.lineTooLong(limit: 200))) {
            try read("INFO " + String(repeating: "a", count: 900), pieces: pieces, limits: limits)
        }
    }

    /// Whatever is changed in a good stream, the parser ends with a fault or with operations, and never reads outside what it was given.
    @Test func changedStreamsNeverTrap() {
        var dice = Dice(seed: 2024)
        let good = Array(Self.stream.utf8)
        var faults = 0
        for _ in 0..<20_000 {
            var bytes = good
            for _ in 0..<Int.random(in: 1...6, using: &dice) {
                let place = Int.random(in: 0..<bytes.count, using: &dice)
                switch Int.random(in: 0..<4, using: &dice) {
                case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &dice)
                case 1: bytes.remove(at: place)
                case 2: bytes.insert(UInt8.random(in: 0x30...0x39, using: &dice), at: place)
                default: bytes.swapAt(place, Int.random(in: 0..<bytes.count, using: &dice))
                }
            }
            let pieces = (0..<20).map { _ in Int.random(in: 1...40, using: &dice) }
            do { _ = try read(bytes, pieces: pieces) } catch { faults += 1 }
        }
        #expect(faults > 1000)
    }

    private func operations(_ text: String) throws -> [Operation] { try read(text) }

    /// MSG in capitals has a reader of its own, as it comes for each message; every other spelling is read with care.
    @Test func quickAndCarefulReadingAgree() {
        var dice = Dice(seed: 77)
        let words = [
            "a", "7", "12", "_INBOX.x.1", "", "5", "0", "x\ty", "-1", "99999999999999999999", "eightlet", "ninelette\r",
            "äöüÄÖÜß",
            "seven77\u{0}and.more.of.it", "_INBOX.3kPqAbCdEfGhIjKlMnOpQr.1f4c",
        ]
        let blanks = [" ", " ", " ", "  ", "\t", ""]
        var read = 0
        for _ in 0..<20_000 {
            var line = " "
            for _ in 0..<Int.random(in: 2...5, using: &dice) {
                line += words.randomElement(using: &dice)! + blanks.randomElement(using: &dice)!
            }
            let rest = line + "\r\nhello\r\n"
            let (quick, careful) = (Result { try operations("MSG" + rest) }, Result { try operations("mSG" + rest) })
            switch (quick, careful) {
            case (.success(let quick), .success(let careful)):
                read += quick.isEmpty ? 0 : 1
                #expect(quick == careful, "\(line.debugDescription)")
            case (.failure, .failure): break
            default: Issue.record("\(line.debugDescription): \(quick), \(careful)")
            }
        }
        #expect(read > 100)
    }

    @Test func noiseNeverTraps() {
        var dice = Dice(seed: 5)
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 1...200, using: &dice)).map { _ in
                UInt8.random(in: .min ... .max, using: &dice)
            }
            _ = try? read(bytes, pieces: [3, 5, 7])
            _ = try? read(Array("HMSG ".utf8) + bytes)
        }
    }
}
