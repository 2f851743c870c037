import Foundation
import Gate
import Testing

@testable import Reporting

@Suite struct TrendTextTests {
    private func series(_ values: [Double], commits: Bool = true) -> HistorySeries {
        HistorySeries(
            metric: Metric(.p50, of: "GET /"), suite: "LoadShop", runnerClass: "ci", workload: "cafe",
            points: values.enumerated().map { index, value in
                HistorySeries.Point(
                    run: "run-\(index)", moment: Date(timeIntervalSince1970: 1_760_000_000 + Double(index) * 86_400),
                    commit: commits ? "abcdef012345678\(index)" : nil, value: value)
            })
    }

    @Test func aStepIsDrawnAndItsCommitNamed() {
        let one = series([20e6, 20.1e6, 19.9e6, 20e6, 20.2e6, 20e6, 25e6, 25.1e6, 24.9e6, 25e6, 25.2e6, 25e6])
        let text = TrendText.of(one, changes: one.changes())
        #expect(
            text == """
                p50 GET / of LoadShop on ci, workload cafe: 12 runs
                   25.2 ms ┤      ••••••
                           │      ┊
                           │      ┊
                           │      ┊
                  22.55 ms ┤      ┊
                           │      ┊
                           │      ┊
                           │      ┊
                   19.9 ms ┤••••••┊
                  2025-10-09 to 2025-10-20
                  ┊ worse, +25.0 %, 20.03 ms → 25.03 ms, since 2025-10-15 with commit abcdef0123 (before: abcdef0123), p 0.0050

                """)
    }

    @Test func aFlatShortOrLongHistoryIsDrawnAsWell() {
        let flat = TrendText.of(series(Array(repeating: 20e6, count: 10)), changes: [])
        #expect(flat.contains("20 ms ┤••••••••••"))
        #expect(flat.contains("no change of level since 2025-10-09"))
        #expect(TrendText.of(series([20e6, 21e6]), changes: []).contains("too few runs to tell"))
        #expect(TrendText.of(series([]), changes: []) == "p50 GET / of LoadShop on ci, workload cafe: no runs\n")
        let long = TrendText.of(series((0..<100).map { 20e6 + Double($0 % 7) * 1e4 }), changes: [], width: 40)
        #expect(long.contains("100 runs, the last 40 drawn"))
        #expect(long.split(separator: "\n").allSatisfy { $0.count < 90 })
    }
}
