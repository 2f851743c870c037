import Testing

@testable import StandIns

@Suite struct DocumentTests {
    @Test(
        arguments: [
            (
                #"{"b":[1,-2.5,true,null],"a":"x\"\\\n\u00e9\ud83d\ude80"}"#,
                #"{"a":"x\"\\\né🚀","b":[1,-2.5,true,null]}"#
            ),
            (" [ ] ", "[]"), ("{}", "{}"), ("12", "12"), (#""""#, #""""#),
        ])
    func documentIsReadAndWritten(text: String, written: String) throws {
        #expect(try JSONValue(parsing: Array(text.utf8)).encoded == written)
    }

    @Test(arguments: [
        "", "{", "[1,]", #"{"a":}"#, "tru", "1 2", #""abc"#, #"{"a" 1}"#, String(repeating: "[", count: 5000),
    ])
    func brokenDocumentIsRefused(text: String) {
        #expect(throws: JSONValue.Malformed.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test func pathsAreReadSetAndRemoved() {
        var value: JSONValue = ["a": ["b": 1]]
        value["a", "c", "d"] = "x"
        #expect(value.encoded == #"{"a":{"b":1,"c":{"d":"x"}}}"#)
        value["a", "b"] = nil
        value["z", "y"] = nil
        #expect(value.encoded == #"{"a":{"c":{"d":"x"}}}"#)
        #expect(value["a", "c", "d"]?.string == "x")
        #expect(value["a", "x", "d"] == nil)
    }

    @Test(
        arguments: [
            ("500m", 500), ("2", 2000), ("0.5", 500), ("1Ki", 1_024_000), ("1k", 1_000_000), ("100Mi", 104_857_600_000),
        ])
    func quantityIsRead(text: String, milli: Int) {
        #expect(Quantity(text)?.milli == milli)
    }

    @Test func quantityIsWrittenAsKubernetesDoes() {
        #expect(Quantity(milli: 834).text == "834m")
        #expect(Quantity(milli: 2000).text == "2")
        #expect(Quantity("x") == nil)
    }

    @Test(
        arguments: [
            ("app=web", true), ("app==web", true), ("app!=web", false), ("app in (a, web)", true),
            ("app notin (web)", false),
            ("tier", false), ("!tier", true), ("app", true), ("app=web,tier=x", false), ("other!=x", true), ("", true),
        ])
    func labelSelectorChooses(text: String, matches: Bool) throws {
        #expect(try #require(LabelSelector(text: text)).matches(["app": "web"]) == matches)
    }

    @Test(arguments: ["a in b", "a b"]) func unreadableSelectorIsRefused(text: String) {
        #expect(LabelSelector(text: text) == nil)
    }

    @Test(
        arguments: [
            ("metadata.name=web", true), ("metadata.name!=web", false),
            ("status.phase=Running,metadata.name=web", false),
            ("status.phase!=Running", true),
        ])
    func fieldSelectorChooses(text: String, matches: Bool) throws {
        let object: JSONValue = ["metadata": ["name": "web"], "status": [:]]
        #expect(try #require(FieldSelector(text: text)).matches(object) == matches)
    }

    @Test func strategicPatchMergesListsByName() throws {
        let document: JSONValue = [
            "containers": [["name": "a", "image": "x:1"], ["name": "b"]], "args": ["1"], "gone": 1,
        ]
        let change: JSONValue = [
            "containers": [["name": "a", "image": "x:2"], ["name": "c"], ["name": "b", "$patch": "delete"]],
            "args": ["2"], "gone": .null, "$setElementOrder/containers": [["name": "a"]],
        ]
        let patch = try #require(Patch(type: "application/strategic-merge-patch+json", body: change))
        #expect(
            patch.applied(to: document)?.encoded
                == #"{"args":["2"],"containers":[{"image":"x:2","name":"a"},{"name":"c"}]}"#)
        let merge = try #require(Patch(type: "application/merge-patch+json", body: ["containers": [["name": "c"]]]))
        #expect(merge.applied(to: document)?["containers"]?.encoded == #"[{"name":"c"}]"#)
        #expect(Patch(type: "text/plain", body: [:]) == nil)
    }

    @Test(
        arguments: [
            (#"[{"op":"replace","path":"/a/0/b","value":2}]"#, #"{"a":[{"b":2}]}"#),
            (#"[{"op":"add","path":"/a/-","value":3}]"#, #"{"a":[{"b":1},3]}"#),
            (#"[{"op":"remove","path":"/a/0"},{"op":"add","path":"/c~1d","value":1}]"#, #"{"a":[],"c/d":1}"#),
            (#"[{"op":"test","path":"/a/0/b","value":9},{"op":"remove","path":"/a"}]"#, nil),
            (#"[{"op":"remove","path":"/x"}]"#, nil), (#"[{"op":"replace","path":"/a/7","value":1}]"#, nil),
        ] as [(String, String?)])
    func operationsAreCarriedOutAllOrNone(operations: String, result: String?) throws {
        let document: JSONValue = ["a": [["b": 1]]]
        let body = try JSONValue(parsing: Array(operations.utf8))
        let patch = try #require(Patch(type: "application/json-patch+json", body: body))
        #expect(patch.applied(to: document)?.encoded == result)
    }
}
