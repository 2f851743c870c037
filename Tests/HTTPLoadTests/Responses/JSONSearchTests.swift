import Foundation
import Testing

@testable import HTTPLoad

/// A value is found in a JSON text as a decoder would find it, and what isn't JSON isn't taken for it.
@Suite struct JSONSearchTests {
    private func search(_ text: String, _ path: String) -> JSONSearch.Outcome {
        JSONSearch.value(at: JSONPath(path), in: Array(text.utf8))
    }

    @Test(
        arguments: [
            (#"{"a": "b"}"#, "a", .string("b")),
            (#" { "a" : { "b" : [ 1 , -2.5e+3 , true ] } } "#, "a.b.1", .number("-2.5e+3")),
            (#"{"a":{"b":[1,2,true]}}"#, "a.b.2", .flag(true)),
            (#"{"a":null}"#, "a", .null), (#"{"a":[{"b":1}, "]"]}"#, "a", .nested(#"[{"b":1}, "]"]"#)),
            (#"{"b":{"a":1},"a":2}"#, "a", .number("2")), (#"{"a":1,"a":2}"#, "a", .number("1")),
            (#"{"0":"key","a":["place"]}"#, "0", .string("key")), (#"["x","y"]"#, "1", .string("y")),
            (#"{"\u0061b":"x"}"#, "ab", .string("x")),
            (#"{"a":"\"\\\/\b\f\n\r\t\u00fc\ud83d\ude00"}"#, "a", .string("\"\\/\u{8}\u{c}\n\r\tü😀")),
            (#"{"ü":"日本"}"#, "ü", .string("日本")), ("\u{FEFF}{\"a\":0}", "a", .number("0")), ("7", "", .number("7")),
        ] as [(String, String, JSONSearch.Value)])
    func aValueIsFoundAtItsPath(text: String, path: String, value: JSONSearch.Value) {
        #expect(search(text, path) == .found(value))
    }

    @Test(arguments: [
        (#"{"a":1}"#, "b"), (#"{"a":1}"#, "a.b"), (#"{"a":[]}"#, "a.0"), (#"{"a":[1]}"#, "a.-1"),
        (#"{"b":{"a":1}}"#, "a"), (#"{"a":{"x":1},"a":{"b":2}}"#, "a.b"), (#"{}"#, "a"), (#"[]"#, "0"),
    ])
    func whatIsNotThereIsAbsent(text: String, path: String) {
        #expect(search(text, path) == .absent)
    }

    @Test(arguments: [
        "", " ", "{", #"{"a""#, #"{"a":}"#, #"{"a":1"#, #"{"a":1}}"#, #"{"a":1,}"#, "[1,]", "[1 2]", "01", "1.", "1e",
        "-", "+1", ".5", "tru", "nul", "NaN", #"{a:1}"#, #"{'a':1}"#, #"{"a":"\x"}"#, #"{"a":"\u12"}"#,
        "{\"a\":\"\n\"}",
        #"{"a":"\ud83d"}"#, "<html>",
    ])
    func whatIsNoJSONIsMalformed(text: String) {
        #expect(search(text, "a") == .malformed)
    }

    /// As k6, Artillery and JSONPath write it.
    @Test(arguments: [
        ("$.jobs[1].id", "7"), ("$.jobs.1.id", "7"), ("$['jobs'][1][\"id\"]", "7"), ("$.$", "dollar"),
        ("jobs.1.id", "7"),
    ])
    func pathsMayBeginAtTheRoot(path: String, value: String) {
        let found = search(#"{"jobs":[{"id":3},{"id":7}],"$":"dollar"}"#, path)
        #expect(found == .found(.number(value)) || found == .found(.string(value)), "\(found)")
    }

    @Test func theRootIsTheWholeText() {
        #expect(search(#"[1]"#, "$") == .found(.nested("[1]")))
    }

    @Test func aTextThatIsNestedWithoutEndIsMalformed() {
        let isMalformed = search(String(repeating: "[", count: 100_000), "a") == .malformed
        #expect(isMalformed)
    }

    @Test func bytesThatAreNoCharactersAreMalformed() {
        let bytes = Array(#"{"a":""#.utf8) + [0xFF] + Array(#""}"#.utf8)
        #expect(JSONSearch.value(at: JSONPath("a"), in: bytes) == .malformed)
    }

    /// Documents made of a seed's numbers: both readers find the same.
    @Test(arguments: 1...20) func aDecoderFindsTheSame(seed: Int) throws {
        var numbers = SystemRandomNumberGenerator()
        let seed = seed == 20 ? Int.random(in: 21...1_000_000, using: &numbers) : seed
        var state = UInt64(seed)
        func next(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let texts = ["x", "", "a b", "ü", "\"\\", "😀", "1", "line\nfeed", "{\"a\":1}"]
        let entries = (0..<30).map { _ in (key: "k\(next(1_000))", value: texts[next(texts.count)]) }
        let object = Dictionary(entries.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let bytes = Array(try JSONEncoder().encode(["outer": [object, ["other": "y"]]]))
        for (key, value) in object {
            #expect(
                JSONSearch.value(at: JSONPath("outer.0.\(key)"), in: bytes) == .found(.string(value)), "seed \(seed)")
        }
    }
}
