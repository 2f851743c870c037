import Fuzzing
import Foundation
import Testing

@testable import NATSLoad

struct DocumentTextTests {
    @Test func valuesOfAllKindsAreRead() throws {
        let text =
            #"{"a": [1, -2.5e3, true, false, null, "x\n\"\\\/\u00e9\ud83d\ude00é"], "b": {}, "c": [], "a": ${N:-1}}"#
        #expect(
            try DocumentText.read(text)
                == .object([
                    .init(
                        name: "a",
                        value: .list([
                            .number("1"), .number("-2.5e3"), .boolean(true), .boolean(false), .null,
                            .text("x\n\"\\/é😀é"),
                        ]), line: 1),
                    .init(name: "b", value: .object([]), line: 1),
                    .init(name: "c", value: .list([]), line: 1),
                    .init(name: "a", value: .text("${N:-1}"), line: 1),
                ]))
    }

    @Test(arguments: ["7", " \r\n\t7 ", "\u{FEFF}7"])
    func blanksAndAByteOrderMarkAreNothing(_ text: String) throws {
        #expect(try DocumentText.read(text) == .number("7"))
    }

    @Test(arguments: [
        ("", 1, 1, "it is empty"),
        ("\n \n", 3, 1, "it is empty"),
        ("{\"a\": 1\n \"b\": 2}", 2, 2, "expected a comma or }, found “\"”"),
        ("[1, 2,\n]", 2, 1, "a comma stands before ]; remove it"),
        ("{\"a\": 1,}", 1, 9, "a comma stands before }; remove it"),
        ("{a: 1}", 1, 2, "expected a name in quotation marks or }, found “a”"),
        ("{\"é\" 1}", 1, 6, "expected a colon behind “é”, found “1”"),
        ("{'a': 1}", 1, 2, "expected a name in quotation marks or }, found “'a'”"),
        ("['a']", 1, 2, "a text stands between \" and not between '"),
        ("[True]", 1, 2, "“True” is no JSON; write true"),
        ("[None]", 1, 2, "“None” is no JSON; write null, or leave the field out"),
        ("[NaN]", 1, 2, "“NaN” is no JSON value; a text stands in quotation marks"),
        ("[5m]", 1, 2, "“5m” is no number; a duration stands in quotation marks"),
        ("[01]", 1, 2, "“01” is no number"),
        ("[1.]", 1, 2, "“1.” is no number"),
        ("[0x1F]", 1, 2, "“0x1F” is no number"),
        ("[+1]", 1, 2, "“+1” is no JSON value; a text stands in quotation marks"),
        ("// mine\n{}", 1, 1, "JSON has no comments; remove it, or put it into a field whose name begins with _"),
        ("{} # mine", 1, 4, "JSON has no comments; remove it, or put it into a field whose name begins with _"),
        ("{} {}", 1, 4, "something follows the end of the document: “”; one document stands in a file"),
        ("[\"a\nb\"]", 1, 4, "a text goes on over the end of its line; end it with \", or write \\n"),
        ("[\"a", 1, 2, "a text has no end"),
        (
            "[\"\\x\"]", 1, 3,
            "a backslash is followed by something that JSON doesn't know; a backslash itself is written \\\\"
        ),
        ("[\"\\ud83d\"]", 1, 3, "half of a pair \\uD8…\\uDC… stands alone"),
        ("[1", 1, 3, "expected a comma or ], found the end"),
        ("[$N]", 1, 2, "“$N” is no JSON value; a variable is written ${NAME}"),
    ])
    func faultsHaveTheirPlaces(_ text: String, _ line: Int, _ column: Int, _ reason: String) {
        #expect(throws: DocumentText.Fault(line: line, column: column, reason: reason)) {
            try DocumentText.read(text)
        }
    }

    @Test func depthIsBounded() {
        let text = String(repeating: "[", count: 1_000_000)
        #expect(
            throws: DocumentText.Fault(
                line: 1, column: 65, reason: "lists and objects are nested more than 64 deep")
        ) { try DocumentText.read(text) }
    }

    /// Whatever is cut off or changed, there is a value or a fault.
    @Test func noTextTraps() throws {
        let text = try LoadDocumentTests.sample()
        var dice = Dice(seed: 20_261_121)
        let bytes = Array(text.utf8)
        for round in 0..<2000 {
            var changed = Array(bytes.prefix(Int.random(in: 0...bytes.count, using: &dice)))
            for _ in 0..<Int.random(in: 0...3, using: &dice) where !changed.isEmpty {
                changed[Int.random(in: 0..<changed.count, using: &dice)] = UInt8.random(in: 0...255, using: &dice)
            }
            let text = String(decoding: changed, as: UTF8.self)
            do {
                _ = try LoadDocument(text, environment: ["NATS_URL": "nats://h:1"])
            } catch {
                #expect(!error.faults.isEmpty, "round \(round)")
            }
        }
    }

    /// The other reader on this machine agrees on what is JSON.
    @Test(arguments: [
        "{}", "[]", "\"\"", "0", "-0.0", "1e5", "1E+5", "true", "null", #"["\u0041"]"#, #"{"a":{"b":[{}]}}"#,
    ])
    func whatIsJSONIsTaken(_ text: String) throws {
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
        _ = try DocumentText.read(text)
    }
}
