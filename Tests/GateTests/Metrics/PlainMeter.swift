import Measurement

@testable import Gate

/// The metrics of a side, read off whole slices in the plainest way: what the quick way has to agree with.
struct PlainMeter {
    let slices: [Slice]
    let seconds: [SecondSlice]

    func readings(threshold: Double?) -> [Metric: Reading] {
        var readings: [Metric: Reading] = [:]
        let requests = slices.filter { $0.endpoint.kind == .request }
        for name in Set(requests.map(\.endpoint.name)) where name != Endpoint.overflowName {
            let own = requests.filter { $0.endpoint.name == name }
            let all = merged(own)
            readings[Metric(.p50, of: name)] =
                all.count >= 200
                ? .level(Double(all.value(atQuantile: 0.5) ?? 0), samples: Int(all.count))
                : .missing("\(all.count) samples, and a median needs 200; raise the rate or the duration")
            readings[Metric(.p95w, of: name)] = windowed(own, 0.95)
            readings[Metric(.p99w, of: name)] = windowed(own, 0.99)
        }
        let observed = Set(seconds.map(\.second))
        let counted = requests.filter { observed.contains($0.second) }
        let succeeded = counted.reduce(0) { $0 + $1.tally.completed - $1.tally.failed }
        readings[Metric(.throughput)] =
            succeeded > 0
            ? .level(Double(succeeded) / Double(observed.count), samples: Int(succeeded))
            : .missing("no request succeeded")
        let bad = observed.filter { second in
            let own = requests.filter { $0.second == second }
            if own.contains(where: { $0.tally.failed > $0.tally.failures[.cancelled] ?? 0 }) { return true }
            let all = merged(own)
            guard let threshold, all.count >= 100, let p99 = all.value(atQuantile: 0.99) else { return false }
            return Double(p99) > threshold
        }
        readings[Metric(.badSeconds)] = .count(SecondCount(bad: bad.count, of: observed.count))
        return readings
    }

    var threshold: Double? {
        guard case .level(let level, _) = windowed(slices.filter { $0.endpoint.kind == .request }, 0.99) else {
            return nil
        }
        return 4 * level
    }

    private func windowed(_ slices: [Slice], _ quantile: Double) -> Reading {
        var windows: [Histogram] = []
        for phase in Set(slices.map(\.phase)).sorted() {
            let own = slices.filter { $0.phase == phase }
            let (first, last) = (own.map(\.second).min() ?? 0, own.map(\.second).max() ?? 0)
            let greatest = max(1, (last - first + 1) / 5) - 1
            let groups = Dictionary(grouping: own) { min(greatest, ($0.second - first) / 5) }
            windows += groups.sorted { $0.key < $1.key }.map { merged($0.value) }.filter { $0.count > 0 }
        }
        let total = windows.reduce(0) { $0 + $1.count }
        guard total > 0 else { return .missing("no request succeeded or failed with a time") }
        let needed = Int64((10 / (1 - quantile)).rounded())
        for width in 1...max(1, windows.count) where windows.count / width >= 3 {
            let wide = stride(from: 0, to: windows.count, by: width).map { start in
                windows[start..<min(windows.count, start + width)].reduce(into: Histogram()) { $0.merge($1) }
            }
            let full = wide.filter { $0.count >= needed }
            guard full.count >= 3, full.count >= wide.count - 1 else { continue }
            let values = full.compactMap { $0.value(atQuantile: quantile) }.map(Double.init)
            return .level(WindowedQuantile.median(values), samples: Int(full.reduce(0) { $0 + $1.count }))
        }
        return .missing(
            "\(total) requests in \(windows.count) windows of 5 s, and three windows of \(needed) are needed; raise the rate or the duration"
        )
    }

    private func merged(_ slices: [Slice]) -> Histogram {
        slices.reduce(into: Histogram()) { $0.merge($1.tally.response) }
    }
}
