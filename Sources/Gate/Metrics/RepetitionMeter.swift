import Measurement

/// Reads the metrics of a repetition off its slices.
package struct RepetitionMeter: Sendable {
    /// The samples a median needs.
    package static let samplesForMedian: Int64 = 200

    /// The samples a second needs before its p99 can call it stalled.
    static let samplesForStall: Int64 = 100

    /// How far above the usual p99 a second's p99 makes it a stalled one.
    package static let stallFactor = 4.0

    /// The p99 above which a second counts as stalled, in nanoseconds; nothing where the base gave none.
    package var stallThreshold: Double?

    /// Creates a meter for a stall threshold, which is the same for both sides.
    package init(stallThreshold: Double?) { self.stallThreshold = stallThreshold }

    /// Returns the threshold that the base sets: four times the median over windows of its p99 over all endpoints.
    package static func stallThreshold(base: SideSamples) -> Double? {
        var room = Histogram()
        let pieces = base.pieces.inOrder(by: SamplePiece.isBefore)
        guard case .level(let level, _) = WindowedQuantile(quantile: 0.99).reading(of: pieces, in: base, room: &room)
        else { return nil }
        return stallFactor * level
    }

    /// Returns the median of all a side's response times in nanoseconds; nothing where there are none.
    package static func median(of side: SideSamples) -> Double? {
        side.allTimes.value(atQuantile: 0.5).map(Double.init)
    }

    /// Returns both repetitions of a block, with the stall threshold of the base.
    package static func measure(base: SideSamples, head: SideSamples) -> (base: Repetition, head: Repetition) {
        let meter = RepetitionMeter(stallThreshold: stallThreshold(base: base))
        return (meter.measure(base), meter.measure(head))
    }

    /// Returns the readings of all metrics of a side.
    package func measure(_ side: SideSamples) -> Repetition {
        var times = Histogram()
        return measure(side, allTimes: &times)
    }

    /// Returns the readings of all metrics of a side, and adds all its times to a histogram on the way.
    func measure(_ side: SideSamples, allTimes: inout Histogram) -> Repetition {
        var readings: [Metric: Reading] = [:]
        var room = Histogram()
        for (endpoint, pieces) in zip(side.names, side.piecesByEndpoint) {
            room.reset()
            side.add(pieces[...], to: &room)
            allTimes.merge(room)
            guard endpoint != Endpoint.overflowName else { continue }
            readings[Metric(.p50, of: endpoint)] = median(of: room)
            for (kind, quantile) in [(Metric.Kind.p95w, 0.95), (.p99w, 0.99)] {
                readings[Metric(kind, of: endpoint)] =
                    WindowedQuantile(quantile: quantile).reading(of: pieces, in: side, room: &room)
            }
        }
        let seconds = side.observed
        let succeeded = side.succeeded.reduce(0) { seconds.contains($1.key) ? $0 + $1.value : $0 }
        if seconds.isEmpty {
            readings[Metric(.throughput)] = .missing("no second was measured")
            readings[Metric(.badSeconds)] = .missing("no second was measured")
        } else {
            readings[Metric(.throughput)] =
                succeeded > 0
                ? .level(Double(succeeded) / Double(seconds.count), samples: Int(succeeded))
                : .missing("no request succeeded")
            let bad = side.failing.union(stalled(side, &room)).intersection(seconds).count
            readings[Metric(.badSeconds)] = .count(SecondCount(bad: bad, of: seconds.count))
        }
        return Repetition(readings: readings)
    }

    private func median(of times: Histogram) -> Reading {
        guard times.count >= Self.samplesForMedian, let value = times.value(atQuantile: 0.5) else {
            return .missing(
                "\(times.count) samples, and a median needs \(Self.samplesForMedian); raise the rate or the duration")
        }
        return .level(Double(value), samples: Int(times.count))
    }

    /// Returns the seconds whose p99 over all endpoints is above the threshold.
    private func stalled(_ side: SideSamples, _ room: inout Histogram) -> Set<Int> {
        guard let stallThreshold else { return [] }
        var stalled: Set<Int> = []
        let pieces = side.pieces.inOrder { $0.second < $1.second }
        var start = 0
        while start < pieces.count {
            let second = pieces[start].second
            var end = start
            while end < pieces.count, pieces[end].second == second { end += 1 }
            defer { start = end }
            // Most seconds hold nothing that is as slow.
            guard pieces[start..<end].contains(where: { Double($0.longest) > stallThreshold }) else { continue }
            room.reset()
            side.add(pieces[start..<end], to: &room)
            if room.count >= Self.samplesForStall, let p99 = room.value(atQuantile: 0.99), Double(p99) > stallThreshold
            {
                stalled.insert(second)
            }
        }
        return stalled
    }
}
