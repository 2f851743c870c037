import Gate
import Reporting

/// What is told after each block: the estimate of each gated metric so far, with its interval.
struct BlockProgress {
    let suite: String
    let contract: Contract
    let budget: ErrorBudget
    /// The blocks measured so far, the newest last.
    let blocks: [Block]

    /// The lines; an invalid block is told with its reasons.
    var text: String {
        guard let last = blocks.last else { return "" }
        guard last.isValid else {
            let reasons = last.allFaults + [last.disturbance?.cause].compactMap(\.self)
            return "block \(last.index) of \(suite): invalid – \(reasons.joined(separator: "; "))"
        }
        let valid = blocks.filter(\.isValid)
        let next = budget.looks.first { $0.blocks >= valid.count }?.blocks
        let look =
            next.map { $0 == valid.count ? "looking now" : "the next look is after \($0)" } ?? "the last look is over"
        var lines = ["block \(last.index) of \(suite): \(valid.count) valid, \(look)"]
        let gated = contract.gated
        let width = gated.map(\.description.count).max() ?? 0
        for metric in gated {
            let padding = String(repeating: " ", count: width - metric.description.count)
            lines.append("  \(metric)\(padding)  \(estimate(metric, valid))")
        }
        return lines.joined(separator: "\n")
    }

    private func estimate(_ metric: Metric, _ valid: [Block]) -> String {
        let pairs = valid.map { $0.pair(metric) }
        if metric.isCount {
            var (base, head) = (SecondCount(), SecondCount())
            for case .counts(let one, let other) in pairs {
                base += one
                head += other
            }
            return "\(head.bad) of \(head.seconds) s on the head, \(base.bad) of \(base.seconds) s on the base"
        }
        let changes = pairs.compactMap { if case .change(let change, _, _) = $0 { change } else { Double?.none } }
        let moments = Moments(changes)
        func text(_ logarithm: Double) -> String { Change(logarithm: logarithm).text(for: metric) }
        guard let first = changes.first else {
            for case .missing(let reason) in pairs { return "no value – \(reason)" }
            return "no value yet"
        }
        guard changes.count > 1 else { return "\(text(first)), no interval from one block" }
        let reach = StudentT(degreesOfFreedom: Double(changes.count - 1)).quantile(upperTail: 0.025)
        let bounds = [moments.mean - reach * moments.standardError, moments.mean + reach * moments.standardError]
            .map { Change(logarithm: $0).share(of: metric) }.sorted()
        return "\(text(moments.mean)), 95 %: \(Percent.signed(bounds[0])) … \(Percent.signed(bounds[1]))"
    }
}
