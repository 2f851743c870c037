import Testing

@testable import Load

@Suite struct WaitTimeTests {
    private func waits(_ wait: WaitTime, after iteration: Int64 = 0) -> [Double] {
        var random = SeededGenerator(seed: 5)
        return (0..<10_000).map { _ in Double(wait.next(after: iteration, using: &random)) * 1e-9 }
    }

    private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    @Test func uniformWaitsFillTheirRange() {
        let waits = waits(.uniform(.seconds(1) ... .seconds(10)))
        #expect(waits.allSatisfy { (1...10).contains($0) })
        #expect((5.3...5.7).contains(mean(waits)))
        #expect(waits.min()! < 1.1 && waits.max()! > 9.9)
    }

    @Test func exponentialWaitsHaveTheirMean() {
        let waits = waits(.exponential(mean: .seconds(2)))
        #expect((1.9...2.1).contains(mean(waits)))
        // The median of the exponential law is the mean times ln 2.
        #expect((1.3...1.47).contains(waits.sorted()[5_000]))
    }

    @Test func normalWaitsAreCutAtZero() {
        #expect((2.9...3.1).contains(mean(waits(.normal(mean: .seconds(3), deviation: .seconds(1))))))
        let cut = waits(.normal(mean: .zero, deviation: .seconds(1)))
        #expect(cut.allSatisfy { $0 >= 0 })
        #expect((4_700...5_300).contains(cut.count { $0 == 0 }))
    }

    @Test(arguments: [(Int64(0), 2.0), (500_000_000, 1.5), (2_000_000_000, 0), (9_000_000_000, 0)])
    func pacingWaitsForWhatIsLeft(iteration: Int64, wait: Double) {
        #expect(waits(.pacing(.seconds(2)), after: iteration).first == wait)
    }

    @Test func negativeWaitsAreFaults() {
        #expect(WaitTime.constant(.seconds(-1)).faults == ["the wait time (-1s) can't be negative"])
        #expect(WaitTime.exponential(mean: .seconds(Int64.max)).faults.first?.contains("longer than a year") == true)
        #expect(WaitTime.uniform(.seconds(0) ... .seconds(1)).faults == [])
    }
}
