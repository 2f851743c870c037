import Testing

@testable import EventLoop

@Suite
struct WorkRingTests {
    @Test func workLeavesInTheOrderItCameAcrossGrowthAndWrapping() {
        let log = Log<Int>()
        var ring = WorkRing(capacity: 4)
        var (entered, left) = (0, 0)
        for count in [3, 2, 4, 9, 1, 30] {
            for _ in 0..<count {
                let number = entered
                ring.append(.action { log.note(number) })
                entered += 1
            }
            for _ in 0..<(count / 2) {
                guard case .action(let action) = ring.popFirst() else { break }
                action()
                left += 1
            }
        }
        #expect(ring.count == entered - left)
        while case .action(let action) = ring.popFirst() { action() }
        #expect(ring.isEmpty)
        #expect(log.entries == Array(0..<entered))
    }
}
