import Testing

@testable import Load

@Suite struct SeededGeneratorTests {
    @Test func theSameSeedAndStreamRepeat() {
        var first = SeededGenerator(seed: 7, stream: 3)
        var second = SeededGenerator(seed: 7, stream: 3)
        for _ in 0..<1_000 { #expect(first.next() == second.next()) }
    }

    @Test func neighbouringSeedsAndStreamsDiffer() {
        var firsts = Set<UInt64>()
        for seed in 0..<32 {
            for stream in 0..<32 {
                var generator = SeededGenerator(seed: UInt64(seed), stream: UInt64(stream))
                firsts.insert(generator.next())
            }
        }
        #expect(firsts.count == 1_024)
    }

    @Test func unitNumbersFillTheirRangeEvenly() {
        var generator = SeededGenerator(seed: 1)
        let numbers = (0..<10_000).map { _ in generator.unit() }
        #expect(numbers.allSatisfy { $0 >= 0 && $0 < 1 })
        for tenth in 0..<10 {
            let count = numbers.count { Int($0 * 10) == tenth }
            #expect((850...1_150).contains(count))
        }
    }
}
