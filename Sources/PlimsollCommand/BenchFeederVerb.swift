import EventLoop
import Foundation
import Load
import Measurement

/// Whether a feeder reads a file of any size in the memory of a piece.
struct BenchFeederVerb: Verb {
    static let usage = Usage(
        name: "bench feeder",
        summary: "Stream the rows of a large CSV file as users would take them, and show what memory that holds",
        options: [.value("--rows", "<n>", "how many (default 20000000, a gigabyte)")],
        discussion: """
            Writes a file with a header and three columns, quotes among them, into the temporary folder, takes its rows one by
            one and removes it. The memory is shown at a tenth, a half and the end.
            """,
        exitCodes: [.success, .internalError, .usage]
    )

    /// A user who only takes rows.
    private final class Taker: VirtualUser {
        let context: UserContext

        init(on shard: Shard) {
            context = UserContext(number: 0, seed: 1, shard: shard, recorder: Recorder(originNs: 0, phases: []))
        }

        func settle() {}
    }

    private let rows: Int

    init(_ arguments: inout Arguments) {
        rows = arguments.integer("--rows", in: 10...10_000_000_000, default: 20_000_000)
    }

    func run() async throws -> ExitCode {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent(
            "plimsoll-bench-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        let size = try write(file)
        let clock = ContinuousClock()
        let started = clock.now
        let shard = try Shard(name: "feeder")
        let rows = rows
        try await shard.run {
            let taker = Taker(on: shard)
            let feeder = Feeder.csv(file.path, columns: ["user", "password", "note"], atEnd: .stop)
            for number in 1...rows {
                let row = try taker.next(feeder)
                guard try row["user"] == "user-\(number)" else {
                    throw CommandFailure(.internalError, "row \(number) is \(row)")
                }
                if [rows / 10, rows / 2, rows].contains(number) {
                    guard let bytes = GeneratorMonitor.residentBytes() else {
                        throw CommandFailure(.internalError, "this system doesn't tell what a process holds in memory")
                    }
                    print("\(number.grouped) rows: \((Double(bytes) / 1_048_576).fixed(1)) MiB resident")
                }
            }
        }
        await shard.shutDown()
        let time = (clock.now - started).seconds
        print(
            "\((Double(size) / 1e9).short()) GB, \(rows.grouped) rows in \(Duration.seconds(time).brief): "
                + "\(Int(Double(rows) / time).grouped) rows/s")
        return .success
    }

    /// Writes the file and returns its size in bytes.
    private func write(_ file: URL) throws -> Int {
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            throw CommandFailure(.internalError, "\(file.path) can't be written")
        }
        let handle = try FileHandle(forWritingTo: file)
        defer { try? handle.close() }
        var size = 0
        var text = "user,password,note\r\n"
        for number in 1...rows {
            text += "user-\(number),secret-\(number % 977),\"a note, with a comma\"\r\n"
            if text.utf8.count > 1 << 20 || number == rows {
                try handle.write(contentsOf: Data(text.utf8))
                size += text.utf8.count
                text = ""
            }
        }
        return size
    }
}
