import Foundation
import Measurement
import Synchronization
import Testing

@testable import Load

/// A file that goes with the test.
private final class ScratchFile {
    let path: String

    init(_ text: String) throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("feeder-\(UUID().uuidString)").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
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
    @Test(.timeLimit(.minutes(1))) func aFileWithoutAnEndIsReadAsItIsUsed() async throws {
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
