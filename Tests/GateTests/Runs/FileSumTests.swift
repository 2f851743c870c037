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

    @Test func aFileThatIsNotThereHasNoSum() {
        #expect(FileSum.of(URL(fileURLWithPath: "/nowhere/slices.jsonl")) == nil)
    }
}
