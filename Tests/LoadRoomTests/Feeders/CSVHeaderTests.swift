import Testing

@testable import Load

/// Headers as spreadsheets and people write them.
@Suite struct CSVHeaderTests {
    private func fault(_ values: [String], required: [String] = [], separator: Character = ",") -> String? {
        do {
            _ = try CSVHeader(values, required: required, separator: separator)
            return nil
        } catch {
            return error.description
        }
    }

    @Test func blanksAroundANameAreNotPartOfIt() throws {
        let header = try CSVHeader([" user", "pass word\t"], required: ["user"], separator: ",")
        #expect(header.names == ["user", "pass word"])
        #expect(header.values(of: [" ann", "x "]) == [" ann", "x "])
    }

    @Test func columnsWithoutANameAtTheEndArePassedOverWhileTheyAreEmpty() throws {
        let header = try CSVHeader(["user", "id", "", " "], required: [], separator: ",")
        #expect(header.names == ["user", "id"])
        #expect(header.values(of: ["ann", "1", "", ""]) == ["ann", "1"])
        #expect(header.values(of: ["ann", "1"]) == ["ann", "1"])
        #expect(header.values(of: ["ann", "1", "x", ""]) == nil)
        #expect(header.values(of: ["ann"]) == nil)
        #expect(header.values(of: ["ann", "1", "", "", ""]) == nil)
        #expect(header.isBlank(["  "]) && header.isBlank(["", "", ""]) && !header.isBlank(["x"]))
    }

    @Test func allFaultsAreToldAtOnce() {
        #expect(
            fault(["a", "", "b", "a", "b"], required: ["user", "id"])
                == "the header has no name in column 2, and the header names “a” more than once, "
                + "and the header names “b” more than once, and the header has no “user”, “id”; it has: a, , b, a, b")
        #expect(fault(["", ""]) == "the header has no names")
    }

    @Test(
        arguments: [
            (["user;password"], ",", ";"), (["user\tpassword"], ",", "\\t"), (["user,password"], ";", ","),
            (["a|b"], ",", "|"),
        ] as [([String], Character, String)])
    func aSeparatorThatIsNotTheFilesIsSaidWithTheOne(values: [String], separator: Character, sign: String) {
        let sentence = fault(values, separator: separator)
        #expect(
            sentence?.hasSuffix("which looks separated by “\(sign)”: pass separator: \"\(sign)\"") == true,
            "\(sentence ?? "none")")
    }

    @Test func aNameMayHoldASeparatorWhenItIsAskedFor() {
        #expect(fault(["a;b"], required: ["a;b"]) == nil)
    }

    @Test(arguments: [["sep=;"], ["sep=", ""]])
    func aSpreadsheetsNoteIsNoHeader(values: [String]) {
        #expect(fault(values)?.contains("is a spreadsheet's note and no header: delete it") == true)
    }
}
