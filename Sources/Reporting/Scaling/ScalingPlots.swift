internal import Measurement
internal import Results

/// Response times, load and replicas on one time axis, from the load's start to the end of the observation.
struct ScalingPlots {
    private let scaling: ScalingDocument
    private let bins: [(seconds: Range<Int>, point: Timeline.Point, response: Histogram)]
    private let end: Double
    private let time: PlotAxis

    init(_ run: StoredRun, _ scaling: ScalingDocument) throws {
        self.scaling = scaling
        let timeline = try Timeline(of: run, isBrief: true)
        end = Swift.max(scaling.observed, Double(timeline.seconds.upperBound), 1)
        // As fine as the whole axis can show, with enough requests in each for a quantile.
        let share = Double(timeline.seconds.count) / end
        let requests = timeline.seconds.reduce(0) { $0 + timeline.point($1).requests }
        bins = timeline.bins(atMost: Swift.max(8, Swift.min(Int(240 * share), Int(requests / 20))))
        time = .time(end)
    }

    /// The plots, from top to bottom.
    var all: [Plot] {
        var plots = [response, load].filter { plot in plot.series.contains { $0.points.contains { $0.y != nil } } }
        plots.append(replicas)
        return plots
    }

    // MARK: - The callers' side

    private var response: Plot {
        func quantile(_ bin: Int, _ share: Double) -> Double? {
            bins[bin].response.value(atQuantile: share).map { Double($0) }
        }
        func text(_ nanoseconds: Double) -> String { Duration.nanoseconds(Int64(nanoseconds.rounded())).brief }
        let greatest = bins.indices.compactMap { quantile($0, 0.95) }.max() ?? 1
        var plot = Plot(
            id: "scaling-response", title: "Response time beside the replicas",
            description: "The median and the 95th percentile of the response time; at most \(text(greatest)).", x: time,
            y: .linear(upTo: greatest, ticks: 3, label: text))
        plot.series = [("p50", "s1", 0.5), ("p95", "s2", 0.95)].map { name, tone, share in
            Plot.Series(
                name: name, tone: tone, shape: .line, points: bins.indices.map { (middle($0), quantile($0, share)) })
        }
        plot.markers = loadEnd
        plot.hovers = hovers { bin in
            "p50 \(quantile(bin, 0.5).map(text) ?? "–"), p95 \(quantile(bin, 0.95).map(text) ?? "–")"
        }
        return plot
    }

    private var load: Plot {
        func rate(_ bin: Int) -> Double { Double(bins[bin].point.requests) / Double(bins[bin].seconds.count) }
        let greatest = bins.indices.map(rate).max() ?? 1
        var plot = Plot(
            id: "scaling-load", title: "Load",
            description: "Requests finished per second, at most \(greatest.short()), and active users.", x: time,
            y: .linear(upTo: greatest, ticks: 3, label: { $0.short() }))
        plot.series = [
            Plot.Series(
                name: "requests/s", tone: "s1", shape: .area,
                points: bins.indices.map { (middle($0), rate($0)) } + bins.suffix(1).map { _ in (end, nil) })
        ]
        plot.markers = loadEnd
        plot.hovers = hovers { "\(rate($0).short()) requests/s, \(bins[$0].point.users.grouped) users" }
        return plot
    }

    // MARK: - The cluster's side

    private var replicas: Plot {
        let counts = (scaling.ready + scaling.desired).map(\.count)
        let most = counts.max() ?? 0
        var plot = Plot(
            id: "scaling-replicas", title: "Replicas",
            description: "Pods ready and replicas wanted over time; at most \(most).", x: time,
            y: .linear(upTo: Double(Swift.max(most, 1)), ticks: Swift.min(Swift.max(most, 1), 5), label: { $0.short() })
        )
        plot.series = [
            Plot.Series(name: "ready", tone: "s4", shape: .area, points: stairs(scaling.ready)),
            Plot.Series(name: "wanted", tone: "s3", shape: .line, points: stairs(scaling.desired)),
        ]
        plot.bands = scaling.gaps.filter { ["pods", "workload"].contains($0.source) }.map { gap in
            Plot.Band(from: gap.from, to: gap.to ?? end, name: "not seen", isExcluded: true)
        }
        plot.markers = loadEnd
        let times = ([0, end] + (scaling.ready + scaling.desired).map(\.second).filter { $0 > 0 && $0 < end }).sorted()
        plot.hovers = zip(times, times.dropFirst()).filter { $1 > $0 }.map { from, to in
            Plot.Hover(from: from, to: to, words: "\(ScalingSection.clock(from)): \(words(at: from))")
        }
        plot.tableHeader = ["time", "ready", "wanted"]
        plot.tableRows = times.dropLast().map { at in
            [ScalingSection.clock(at)]
                + [scaling.ready, scaling.desired].map { value(of: $0, at: at).map { "\($0)" } ?? "–" }
        }
        return plot
    }

    private func words(at second: Double) -> String {
        let ready = value(of: scaling.ready, at: second).map { "\($0) ready" } ?? "nothing known"
        let wanted = value(of: scaling.desired, at: second).map { ", \($0) wanted" } ?? ""
        let decision = scaling.decisions.last { $0.second <= second }.map { "; \($0.decider): \($0.reason)" } ?? ""
        return ready + wanted + decision
    }

    private func value(of steps: [ScalingDocument.Step], at second: Double) -> Int? {
        steps.last { $0.second <= second }?.count
    }

    /// A number that stays as it is until its next step, from the load's start on.
    private func stairs(_ steps: [ScalingDocument.Step]) -> [(x: Double, y: Double?)] {
        var points: [(x: Double, y: Double?)] = []
        var level = value(of: steps, at: 0).map { Double($0) }
        if let level { points.append((0, level)) }
        for step in steps where step.second > 0 {
            if let level { points.append((step.second, level)) }
            level = Double(step.count)
            points.append((step.second, level))
        }
        if let level { points.append((end, level)) }
        return points
    }

    // MARK: - Words

    private var loadEnd: [Plot.Marker] {
        scaling.load.map { $0 < end ? [Plot.Marker(x: $0, name: "load ends")] : [] } ?? []
    }

    private func middle(_ bin: Int) -> Double {
        Double(bins[bin].seconds.lowerBound + bins[bin].seconds.upperBound) / 2
    }

    private func hovers(_ words: (Int) -> String) -> [Plot.Hover] {
        bins.indices.map {
            Plot.Hover(
                from: Double(bins[$0].seconds.lowerBound), to: Double(bins[$0].seconds.upperBound),
                words: "\(ScalingSection.clock(Double(bins[$0].seconds.lowerBound))): \(words($0))")
        }
    }
}
