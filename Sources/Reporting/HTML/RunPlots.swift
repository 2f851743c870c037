#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

internal import Measurement
internal import Results

/// The plots of a run. Time is divided so that a plot has no more points than can be seen.
struct RunPlots {
    private let run: StoredRun
    private let bins: [(seconds: Range<Int>, point: Timeline.Point, response: Histogram)]
    private let time: PlotAxis
    private let bands: [Plot.Band]
    /// How many rows the tables beside the plots have at most.
    private static let tableRows = 60

    init(_ run: StoredRun) throws {
        self.run = run
        let timeline = try Timeline(of: run, isBrief: true)
        // At least twenty requests in an interval, where there are that many, so that quantiles mean something.
        let requests = timeline.seconds.reduce(0) { $0 + timeline.point($1).requests }
        bins = timeline.bins(atMost: Int(min(max(requests / 20, 20), 240)))
        let end = Swift.max(Double(timeline.seconds.upperBound), run.report.runDuration.seconds, 1)
        time = .time(end)
        let marks = run.description.phaseMarks
        bands = marks.enumerated().map { place, mark in
            Plot.Band(
                from: mark.start.seconds, to: place + 1 < marks.count ? marks[place + 1].start.seconds : end,
                name: marks.count > 1 || mark.excluded ? mark.name + (mark.excluded ? " (left out)" : "") : "",
                isExcluded: mark.excluded)
        }
    }

    /// All plots that the run has something to show in.
    var all: [Plot] {
        var plots: [Plot] = []
        if bins.contains(where: { $0.response.count > 0 }) { plots.append(quantiles) }
        if bins.contains(where: { $0.point.requests > 0 }) { plots.append(throughput) }
        if bins.contains(where: { $0.point.failed > 0 }) { plots.append(errors) }
        if bins.contains(where: { $0.point.users > 0 || $0.point.arrivals > 0 }) { plots.append(users) }
        if run.report.evidence.tally.response.count > 0 { plots += [distribution, nines] }
        return plots
    }

    // MARK: - Over time

    private static let shares: [(name: String, tone: String, share: Double)] = [
        ("p50", "s1", 0.5), ("p95", "s2", 0.95), ("p99", "s3", 0.99),
    ]

    private var quantiles: Plot {
        func ms(_ bin: Int, _ share: Double) -> Double? { bins[bin].response.value(atQuantile: share).map(Double.init) }
        let greatest = bins.indices.compactMap { ms($0, 0.99) }.max() ?? 1
        var plot = Plot(
            id: "response", title: "Response time",
            description: "Quantiles of the response time over the run; p99 reached \(text(greatest)) at most.", x: time,
            y: .linear(upTo: greatest, label: { text($0) }))
        plot.series = Self.shares.map { name, tone, share in
            Plot.Series(name: name, tone: tone, shape: .line, points: bins.indices.map { (middle($0), ms($0, share)) })
        }
        plot.bands = bands
        func words(_ bin: Int) -> [String] {
            Self.shares.map { ms(bin, $0.share).map { text($0) } ?? "–" } + [bins[bin].point.requests.grouped]
        }
        plot.hovers = hovers { bin in
            let cells = words(bin)
            return "p50 \(cells[0]), p95 \(cells[1]), p99 \(cells[2]) of \(cells[3])"
        }
        plot.tableHeader = ["time", "p50", "p95", "p99", "requests"]
        plot.tableRows = rows { words($0) }
        return plot
    }

    private var throughput: Plot {
        func rate(_ bin: Int) -> Double { Double(bins[bin].point.requests) / Double(bins[bin].seconds.count) }
        func failed(_ bin: Int) -> Double { Double(bins[bin].point.failed) / Double(bins[bin].seconds.count) }
        let greatest = bins.indices.map(rate).max() ?? 1
        var plot = Plot(
            id: "throughput", title: "Requests per second",
            description: "Requests finished per second, and how many of them failed; at most \(greatest.short()).",
            x: time,
            y: .linear(upTo: greatest, label: { $0.short() }))
        plot.series = [
            Plot.Series(
                name: "requests/s", tone: "s1", shape: .area, points: bins.indices.map { (middle($0), rate($0)) }),
            Plot.Series(
                name: "failures/s", tone: "bad", shape: .area, points: bins.indices.map { (middle($0), failed($0)) }),
        ]
        plot.bands = bands
        plot.hovers = hovers { "\(rate($0).short()) requests/s, \(failed($0).short()) failures/s" }
        plot.tableHeader = ["time", "requests/s", "failures/s"]
        plot.tableRows = rows { [rate($0).short(), failed($0).short()] }
        return plot
    }

    private var errors: Plot {
        let kinds = FailureKind.allCases.filter { kind in bins.contains { $0.point.failures[kind] ?? 0 > 0 } }
        func share(_ bin: Int) -> Double? {
            let point = bins[bin].point
            return point.requests > 0 ? Double(point.failed) / Double(point.requests) * 100 : nil
        }
        let greatest = bins.indices.compactMap(share).max() ?? 1
        var plot = Plot(
            id: "errors", title: "Failed requests",
            description: "The share of requests that failed over the run; at most \(greatest.short()) percent.",
            x: time,
            y: .linear(upTo: greatest, label: { $0.short() + " %" }))
        plot.series = [
            Plot.Series(
                name: "failed", tone: "bad", shape: .bars,
                points: bins.indices.map { (Double(bins[$0].seconds.lowerBound), share($0)) })
        ]
        plot.bands = bands
        func words(_ bin: Int) -> [String] {
            [share(bin).map { $0.short() + " %" } ?? "–"] + kinds.map { (bins[bin].point.failures[$0] ?? 0).grouped }
        }
        plot.hovers = hovers { bin in
            zip(["failed"] + kinds.map(\.rawValue), words(bin)).map { "\($0) \($1)" }.joined(separator: ", ")
        }
        plot.tableHeader = ["time", "failed"] + kinds.map(\.rawValue)
        plot.tableRows = rows { words($0) }
        return plot
    }

    private var users: Plot {
        func arrivals(_ bin: Int) -> Double { Double(bins[bin].point.arrivals) / Double(bins[bin].seconds.count) }
        func dropped(_ bin: Int) -> Double { Double(bins[bin].point.dropped) / Double(bins[bin].seconds.count) }
        let hasArrivals = bins.contains { $0.point.arrivals > 0 || $0.point.dropped > 0 }
        let hasDropped = bins.contains { $0.point.dropped > 0 }
        let greatest =
            bins.indices.map { Swift.max(Double(bins[$0].point.users), arrivals($0), dropped($0)) }.max() ?? 1
        var plot = Plot(
            id: "users", title: hasArrivals ? "Users and arrivals" : "Users",
            description: "Users active over the run, at most \(run.report.peakUsers.grouped)"
                + (hasArrivals ? ", and arrivals per second." : "."),
            x: time, y: .linear(upTo: greatest, label: { $0.short() }))
        plot.series = [
            Plot.Series(
                name: "users", tone: "s4", shape: .area,
                points: bins.indices.map { (middle($0), Double(bins[$0].point.users)) })
        ]
        if hasArrivals {
            plot.series.append(
                Plot.Series(
                    name: "arrivals/s", tone: "s2", shape: .line,
                    points: bins.indices.map { (middle($0), arrivals($0)) }))
        }
        if hasDropped {
            plot.series.append(
                Plot.Series(
                    name: "dropped/s", tone: "bad", shape: .line, points: bins.indices.map { (middle($0), dropped($0)) }
                ))
        }
        plot.bands = bands
        plot.hovers = hovers { bin in
            "\(bins[bin].point.users.grouped) users"
                + (hasArrivals ? ", \(arrivals(bin).short()) arrivals/s" : "")
                + (hasDropped ? ", \(dropped(bin).short()) dropped/s" : "")
        }
        plot.tableHeader = ["time", "users"] + (hasArrivals ? ["arrivals/s", "dropped/s"] : [])
        plot.tableRows = rows { bin in
            [bins[bin].point.users.grouped] + (hasArrivals ? [arrivals(bin).short(), dropped(bin).short()] : [])
        }
        return plot
    }

    // MARK: - Distribution

    private var distribution: Plot {
        let response = run.report.evidence.tally.response
        let (least, greatest) = (Double(Swift.max(response.min ?? 1, 1)), Double(Swift.max(response.max ?? 1, 2)))
        let axis = PlotAxis.durations(from: least / 1.1, to: greatest * 1.1)
        let (from, to) = (log10(least / 1.1), log10(greatest * 1.1))
        let count = 60
        let edges = (0...count).map { pow(10, from + (to - from) * Double($0) / Double(count)) }
        let below = edges.map { Double(response.count(atOrBelow: Int64($0))) }
        let shares = (0..<count).map { (below[$0 + 1] - below[$0]) / Double(response.count) * 100 }
        let most = shares.max() ?? 1
        var plot = Plot(
            id: "distribution", title: "How response times are distributed",
            description:
                "A histogram of response times on a logarithmic scale, from \(text(least)) to \(text(greatest)).",
            x: axis, y: .linear(upTo: most, label: { $0.short() + " %" }))
        plot.series = [
            Plot.Series(name: "requests", tone: "s1", shape: .bars, points: (0..<count).map { (edges[$0], shares[$0]) })
        ]
        plot.markers = Self.shares.compactMap { name, _, share in
            run.report.quantile(share).value.map { Plot.Marker(x: Double($0.nanoseconds), name: name) }
        }
        plot.hovers = (0..<count).map {
            Plot.Hover(
                from: edges[$0], to: edges[$0 + 1],
                words: "\(text(edges[$0])) – \(text(edges[$0 + 1])): \(shares[$0].short()) % of the requests")
        }
        plot.tableHeader = ["from", "to", "share"]
        plot.tableRows = (0..<count).filter { shares[$0] > 0 }.map {
            [text(edges[$0]), text(edges[$0 + 1]), shares[$0].short() + " %"]
        }
        return plot
    }

    private var nines: Plot {
        let tally = run.report.evidence.tally
        let samples = Int(tally.response.count)
        let axis = PlotAxis.nines(samples: samples)
        let steps = 120
        func curve(_ histogram: Histogram) -> [(x: Double, y: Double?)] {
            (0...steps).map { step in
                let odds = pow(Double(Swift.max(samples, 2)), Double(step) / Double(steps))
                return (odds, histogram.value(atQuantile: 1 - 1 / odds).map(Double.init))
            }
        }
        let greatest = Double(Swift.max(tally.response.max ?? 1, tally.service.max ?? 1))
        var plot = Plot(
            id: "nines", title: "Response time by share of requests",
            description:
                "The response and service times that a share of the requests didn't exceed; the slowest took \(text(greatest)).",
            x: axis, y: .linear(upTo: greatest, label: { text($0) }))
        plot.series = [
            Plot.Series(name: "response time", tone: "s1", shape: .line, points: curve(tally.response)),
            Plot.Series(name: "service time", tone: "s2", shape: .line, points: curve(tally.service)),
        ]
        plot.tableHeader = ["share", "response time", "service time"]
        plot.tableRows = [0.5, 0.75, 0.9, 0.95, 0.99, 0.999, 0.9999].compactMap { share in
            guard let response = run.report.response.quantile(share).value else { return nil }
            let service = run.report.service.quantile(share).value
            return [LatencyFigures.name(of: share), response.brief, service?.brief ?? "–"]
        }
        return plot
    }

    // MARK: - Words

    private func middle(_ bin: Int) -> Double {
        Double(bins[bin].seconds.lowerBound + bins[bin].seconds.upperBound) / 2
    }

    private func text(_ ns: Double) -> String { Duration.nanoseconds(Int64(ns.rounded())).brief }

    private func clock(_ seconds: Int) -> String { String(Duration.seconds(seconds).clock.dropLast(2)) }

    private func hovers(_ words: (Int) -> String) -> [Plot.Hover] {
        bins.indices.map {
            Plot.Hover(
                from: Double(bins[$0].seconds.lowerBound), to: Double(bins[$0].seconds.upperBound),
                words: "\(clock(bins[$0].seconds.lowerBound)): \(words($0))")
        }
    }

    /// Rows of a table beside a plot: every bin, or each so-manieth when there are many.
    private func rows(_ cells: (Int) -> [String]) -> [[String]] {
        let step = Swift.max((bins.count + Self.tableRows - 1) / Self.tableRows, 1)
        return stride(from: 0, to: bins.count, by: step).map { [clock(bins[$0].seconds.lowerBound)] + cells($0) }
    }
}
