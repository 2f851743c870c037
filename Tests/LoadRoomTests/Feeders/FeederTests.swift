import Foundation
import Measurement
import Synchronization
import Testing

@testable import Load

/// A file that goes with the test.
private final class ScratchFile {
    let path: String

    convenience init(_ text: String) throws {
        try self.init(bytes: Array(text.utf8))
    }

    init(bytes: [UInt8]) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("feeder-\(UUID().uuidString)").path
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }
}

/// What users of a run got from a feeder, and why the run ended.
private func given<Row>(
    _ feeder: Feeder<Row>, users: Int = 1, each: Int = 1, seed: UInt64 = 1, shards: Int = 1
) async throws -> (rows: [Int: [Row]], outcome: RunOutcome) {
    let rows = Mutex<[Int: [Row]]>([:])
    let scenario = ScriptedScenario("feeding") {
        ScriptedAction("take") { user in
            let row = try user.next(feeder)
            rows.withLock { $0[user.number, default: []].append(row) }
        }
    }
    let outcome = try await execute(scenario, .iterations(each: each, users: users), shards: shards, seed: seed).outcome
    return (rows.withLock { $0 }, outcome)
}

@Suite struct FeederTests {
    @Test func sequentialRowsComeInTheirOrderAndBeginAgain() async throws {
        let feeder = Feeder(["a", "b", "c"])
        #expect(try await given(feeder, each: 5).rows == [0: ["a", "b", "c", "a", "b"]])
        #expect(try await given(feeder, each: 2).rows == [0: ["a", "b"]], "a new run begins with the first row")
    }

    @Test func shuffledRowsComeOnceEachAndRepeatWithTheSeed() async throws {
        let feeder = Feeder(Array(0..<50), order: .shuffled)
        let first = try await given(feeder, each: 50, seed: 3).rows[0]
        #expect(first?.sorted() == Array(0..<50))
        #expect(first != Array(0..<50))
        #expect(try await given(feeder, each: 50, seed: 3).rows[0] == first)
        #expect(try await given(feeder, each: 50, seed: 4).rows[0] != first)
    }

    @Test func randomRowsFollowTheUsersNumbers() async throws {
        let feeder = Feeder(Array(0..<1_000), order: .random)
        let first = try await given(feeder, users: 3, each: 10, seed: 3, shards: 2).rows
        #expect(try await given(feeder, users: 3, each: 10, seed: 3, shards: 1).rows == first)
    }

    @Test func oneRowBelongsToEachUser() async throws {
        let rows = try await given(Feeder([10, 11, 12], order: .onePerUser), users: 4, each: 2, shards: 2).rows
        #expect(rows == [0: [10, 10], 1: [11, 11], 2: [12, 12], 3: [10, 10]])
    }

    @Test func aFeederMayEndTheRun() async throws {
        let (rows, outcome) = try await given(Feeder([1, 2, 3], atEnd: .stop), each: 1_000_000)
        #expect(rows == [0: [1, 2, 3]])
        #expect(outcome.reason == .rowsUsedUp("all 3 rows of “a feeder of Int” have been used"))
        #expect(outcome.invalid.isEmpty)
    }

    @Test func filesAreReadByTheirColumnsLinesAndValues() async throws {
        struct Account: Decodable, Sendable, Equatable { var user: String }
        let table = try ScratchFile("\u{FEFF}user,password\r\nann,\"a,b\"\r\n")
        let feeder = Feeder.csv(table.path, columns: ["user", "password"])
        #expect(try await given(feeder).rows[0]?.first?["password"] == "a,b")
        let lines = try ScratchFile("one\n\ntwo\r\n")
        #expect(try await given(Feeder.lines(lines.path), each: 3).rows[0] == ["one", "two", "one"])
        let values = try ScratchFile("{\"user\":\"ann\"}\n{\"user\":\"bob\"}\n")
        let accounts = Feeder.jsonLines(values.path, of: Account.self, order: .onePerUser)
        #expect(try await given(accounts, users: 2).rows == [0: [Account(user: "ann")], 1: [Account(user: "bob")]])
    }

    @Test func aLargeFileIsReadInPieces() async throws {
        // Many pieces of 32 KiB, whose borders fall into rows.
        let count = 60_000
        let table = try ScratchFile("id,text\n" + (0..<count).map { "\($0),some text for row \($0)\n" }.joined())
        let rows = try await given(Feeder.csv(table.path, atEnd: .stop), each: count + 10).rows[0]
        #expect(rows?.count == count)
        #expect(try rows?.last?["id"] == "\(count - 1)")
    }

    @Test(arguments: [
        ("", "has no rows"), ("user,password\n", "has no rows"),
        ("name\nx\n", "the header has no “user”; it has: name"),
        ("user,id,user\na,1,b\n", "the header names “user” more than once"),
        (
            "user\n1,2\n3\n4,5,6\n", "line 2 has 2 columns, line 4 has 3 columns, the header has 1"
        ),
        ("user\nann\nbob,2\n", "line 3 has 2 columns, the header has 1"),
        ("user\n\"ann\n", "line 2: a quote is never closed"),
        ("user;id\nann;1\n", "which looks separated by “;”: pass separator: \";\""),
        ("user,id\nann\n", "line 2 has 1 column, the header has 2"),
        ("user\nann\u{0}\n", "line 2 holds a NUL byte"),
    ])
    func aFaultyFileEndsTheRunWithOneSentence(text: String, sentence: String) async throws {
        let table = try ScratchFile(text)
        for order in [FeederOrder.sequential, .shuffled] {
            let feeder = Feeder.csv(table.path, columns: ["user"], order: order)
            let (_, outcome) = try await given(feeder, users: 3, each: 1_000_000, shards: 2)
            #expect(outcome.invalid.count == 1)
            #expect(outcome.invalid.first?.reason.contains(sentence) == true, "\(outcome.invalid)")
            #expect(outcome.invalid.first?.reason.contains(table.path) == true)
        }
    }

    @Test func whoeverAsksAfterAFaultHearsTheSame() throws {
        let table = try ScratchFile("user\n\"ann\n")
        var file = RowFile(path: table.path) { CSVFormat(required: ["user"], separator: ",") }
        let first = #expect(throws: FeederError.self) { try file.next() }
        let second = #expect(throws: FeederError.self) { try file.next() }
        #expect(first?.description.contains("a quote is never closed") == true)
        #expect(second?.description == first?.description)
    }

    @Test func aSpreadsheetsFileIsReadAsItIs() async throws {
        // A byte order mark, semicolons, names with blanks, columns left over, blank lines, no line end at the end.
        let table = try ScratchFile("\u{FEFF}user ; id;;\r\n\"a;nn\";1;;\r\n;;;\r\n   \r\nbob;2;;")
        let feeder = Feeder.csv(table.path, columns: ["user", "id"], separator: ";")
        let rows = try await given(feeder, each: 3).rows[0]
        #expect(try rows?.map { try $0["user"] } == ["a;nn", "bob", "a;nn"])
        #expect(try rows?.map { try $0["id"] } == ["1", "2", "1"])
    }

    @Test(arguments: ["é", "\"", "\n", "\r\n", "\0"] as [Character])
    func aSeparatorThatCannotBeOneIsRefused(_ separator: Character) {
        var format = CSVFormat(required: [], separator: separator)
        #expect(throws: FeederError.self) { try format.read(Array("a,b\n".utf8)) }
    }

    struct Account: Decodable, Sendable, Equatable {
        var user: String
        var id: Int64?
    }

    @Test func jsonValuesMayHaveBlankLinesBetweenThemAndAMarkBeforeThem() async throws {
        let values = try ScratchFile(
            "\u{FEFF}{\"user\":\"ann\",\"id\":9007199254740993}\r\n \t\n\n  {\"user\":\"bob\",\"more\":{\"x\":[1]}}")
        let rows = try await given(Feeder.jsonLines(values.path, of: Account.self), each: 2).rows[0]
        #expect(rows == [Account(user: "ann", id: 9_007_199_254_740_993), Account(user: "bob")])
    }

    @Test(arguments: [
        ("[{\"user\":\"ann\"},{\"user\":\"bob\"}]\n", "line 1 can't be read: a list begins in it"),
        ("\n[\n{\"user\":\"ann\"}\n]\n", "line 2 can't be read: a list begins in it"),
        ("{\n  \"user\": \"ann\"\n}\n", "line 1 can't be read: its value doesn't end with the line"),
        ("{\"user\":\"ann\"}\n[7]\n", "line 2 can't be read: it has the wrong type"),
        ("{\"user\":\"ann\"}\nnonsense\n", "line 2 can't be read: it isn't JSON"),
        ("{\"user\":\"ann\"}\n{}\n", "line 2 can't be read: “user” is missing"),
    ])
    func linesThatAreNoValuesAreSaid(text: String, sentence: String) throws {
        let values = try ScratchFile(text)
        let faults = Feeder.jsonLines(values.path, of: Account.self, order: .shuffled).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.hasPrefix("\(values.path), \(sentence)") == true, "\(faults)")
    }

    @Test func linesOfAnyLineEndAreLines() async throws {
        let lines = try ScratchFile("one\rtwo\r\nthree\n\rfour")
        #expect(try await given(Feeder.lines(lines.path), each: 4).rows[0] == ["one", "two", "three", "four"])
        let latin = try ScratchFile(bytes: [0x63, 0x61, 0x66, 0xE9, 0x0A])
        #expect(Feeder.lines(latin.path).faults().first?.contains("line 1 isn't UTF-8") == true)
    }

    @Test func aFolderIsNoFile() {
        let folder = FileManager.default.temporaryDirectory.path
        for order in FeederOrder.allCases {
            #expect(
                Feeder.lines(folder, order: order).faults()
                    == ["the feeder's file “\(folder)” can't be read: it is a folder"])
        }
    }

    /// Looking into a pipe before the run would take its first rows away, or wait for them for ever.
    @Test func aPipeIsLeftAloneBeforeTheRun() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("feeder-\(UUID().uuidString)").path
        try #require(mkfifo(path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(Feeder.lines(path).faults() == [])
        #expect(
            Feeder.lines(path, order: .shuffled).faults()
                == ["“\(path)” is a pipe or a device, and the order shuffled needs all rows in memory: use .sequential"]
        )
    }

    /// A link's own size is that of a few letters.
    @Test func aFileTooLargeForItsOrderIsRefusedAlsoBehindALink() throws {
        let large = try ScratchFile("user\nann\n")
        let link = large.path + "-link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: large.path)
        defer { try? FileManager.default.removeItem(atPath: link) }
        // A hole at its end takes no room on the disk.
        #expect(truncate(large.path, 300 << 20) == 0)
        let faults = Feeder.csv(link, order: .shuffled).faults()
        #expect(faults.count == 1)
        #expect(faults.first?.contains("has 300 MiB, too much for the order shuffled") == true, "\(faults)")
        #expect(Feeder.csv(link).faults() == [])
    }

    /// Whoever writes the file anew while it is read: what is left of it comes to its end, and then the new rows come.
    @Test func aFileThatIsCutOffOrReplacedGoesOnWithWhatIsThere() async throws {
        let count = 20_000
        let table = try ScratchFile("id\n" + (0..<count).map { "\($0)\n" }.joined())
        defer { withExtendedLifetime(table) {} }
        let path = table.path
        let feeder = Feeder.csv(path)
        let scenario = ScriptedScenario("feeding") {
            ScriptedAction("take") { user in
                let id = try user.next(feeder)["id"]
                if id == "100" { try Data("id\n-1\n-2\n".utf8).write(to: URL(fileURLWithPath: path)) }
                if id == "-2" { user.count("new") }
            }
        }
        let (report, outcome) = try await execute(scenario, .iterations(each: count, users: 1))
        #expect(outcome.invalid.isEmpty, "\(outcome.invalid)")
        #expect(report.metric("new").total > 100)
    }

    @Test func theFaultsOfAllFeedersAreToldAtOnceBeforeTheRun() async throws {
        struct Account: Decodable, Sendable { var user: String }
        let table = try ScratchFile("name\nx\n")
        let broken = try ScratchFile("{\"user\":\"ann\"}\n{\"user\":7}\n")
        let good = try ScratchFile("user\nann\n")
        let late = try ScratchFile("user\nann\nbob,2\n")
        let transport = ScriptedTransport()
        let scenario = ScriptedScenario("feeding") { ScriptedAction("act") { user in try await user.get("GET /") } }
            .fed(
                by: Feeder.lines("no/such/file.txt"), Feeder.csv(table.path, columns: ["user"]),
                Feeder.jsonLines(broken.path, of: Account.self, order: .random), Feeder<Int>([]),
                Feeder.csv(good.path, columns: ["user"]), Feeder.csv(late.path, order: .shuffled))
        let place = FileManager.default.currentDirectoryPath
        await #expect(
            throws: InvalidLoad(faults: [
                "the feeder's file “no/such/file.txt” can't be read (looked for from \(place))",
                "\(table.path), the header has no “user”; it has: name",
                "\(broken.path), line 2 can't be read: “user” has the wrong type",
                "“a feeder of Int” has no rows",
                "\(late.path), line 3 has 2 columns, the header has 1",
            ])
        ) { try await execute(scenario, .iterations(each: 1, users: 1), over: transport) }
        #expect(transport.events == [])
    }

    /// A source that never ends can't be read whole: who gets rows from it reads as it goes, in memory that depends on nothing but a piece.
    @Test(.timeLimit(.minutes(10))) func aFileWithoutAnEndIsReadAsItIsUsed() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("feeder-\(UUID().uuidString)").path
        try #require(mkfifo(path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let source = Process()
        source.executableURL = URL(fileURLWithPath: "/bin/sh")
        source.arguments = ["-c", "exec yes 'ann,secret' > \(path)"]
        try source.run()
        defer {
            source.terminate()
            source.waitUntilExit()
        }
        let rows = try await given(Feeder.csv(path), each: 100_000).rows[0]
        // The first line was taken for the header.
        #expect(rows?.count == 100_000)
        #expect(try rows?.last?["secret"] == "secret")
    }

    @Test func aMissingFileIsSaidWithWhereItWasLookedFor() async throws {
        let (_, outcome) = try await given(Feeder.lines("no/such/file.txt"), each: 1_000_000)
        let place = FileManager.default.currentDirectoryPath
        #expect(
            outcome.invalid.map(\.reason)
                == ["the feeder's file “no/such/file.txt” can't be read (looked for from \(place))"])
    }

    @Test func aMissingColumnNamesThoseThereAre() {
        let row = FeederRow(columns: ["user", "id"], values: ["ann", "7"])
        #expect(throws: FeederError(.malformed, "no column is named “name”; there are: user, id")) { try row["name"] }
    }
}
