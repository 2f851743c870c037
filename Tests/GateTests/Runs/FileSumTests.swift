import Foundation
import Testing

@testable import Gate

/// A file's sum changes with each of its bytes, however long it is.
@Suite struct FileSumTests {
    @Test(arguments: [0, 1, 7, 31, 32, 33, 1 << 18, 1 << 18 + 5, 3 << 18])
    func everyByteCounts(length: Int) throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("sum-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        var bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        try Data(bytes).write(to: file)
        let sum = try #require(FileSum.of(file))
        #expect(sum.hasPrefix("\(length)-"))
        #expect(FileSum.of(file) == sum)
        for place in Set([0, length / 3, length / 2, length - 1]) where bytes.indices.contains(place) {
            bytes[place] ^= 0x80
            try Data(bytes).write(to: file)
            #expect(FileSum.of(file) != sum, "byte \(place)")
            bytes[place] ^= 0x80
        }
        try Data(bytes + [0]).write(to: file)
        #expect(FileSum.of(file) != sum)
    }

    @Test(arguments: 1...20 as ClosedRange<UInt64>)
    func theSumIsTheSameHoweverTheBytesAreCut(seed: UInt64) {
        var random = SimulationGenerator(seed: seed, stream: 0)
        let bytes = Data((0..<Int(random.next() % 3_000)).map { _ in UInt8(truncatingIfNeeded: random.next()) })
        var sum = FileSum()
        var rest = bytes[...]
        while !rest.isEmpty {
            let piece = rest.prefix(Int(random.next() % 90))
            piece.withUnsafeBytes { sum.add($0) }
            rest = rest.dropFirst(piece.count)
        }
        #expect(sum.text == FileSum.of(bytes), "seed \(seed)")
    }

    @Test func aFileThatIsNotThereHasNoSum() {
        #expect(FileSum.of(URL(fileURLWithPath: "/nowhere/slices.jsonl")) == nil)
    }
}
