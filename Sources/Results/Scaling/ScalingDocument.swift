/// What a cluster did beside a run, as `timeline.json` holds it: replicas over time, pods, decisions, metrics, gaps, figures.
///
/// Times are seconds since the load's start, negative before it; other keys carry their units. A figure that is missing
/// says why.
package struct ScalingDocument: Codable, Sendable, Equatable {
    /// A number from a time on.
    package struct Step: Codable, Sendable, Equatable {
        package var second: Double
        package var count: Int

        package init(second: Double, count: Int) {
            self.second = second
            self.count = count
        }
    }

    /// A figure: its value, or why there is none.
    package struct Figure: Codable, Sendable, Equatable {
        package var value: Double?
        package var missing: String?

        package init(value: Double?, missing: String?) {
            self.value = value
            self.missing = missing
        }
    }

    /// A figure as words.
    package struct Row: Codable, Sendable, Equatable {
        package var name: String
        package var text: String

        package init(name: String, text: String) {
            self.name = name
            self.text = text
        }
    }

    /// The load's start, in nanoseconds since 1970.
    package var zero: Int64
    /// When the observation ended.
    package var observed: Double
    /// When the load ended; nil when there was none, or it hadn't.
    package var load: Double?
    /// The replicas wanted, existing, with a node, and taking traffic.
    package var desired: [Step], current: [Step], scheduled: [Step], ready: [Step]
    /// Every pod's life.
    package var pods: [Pod]
    /// Who decided what, and why.
    package var decisions: [Decision]
    /// What the autoscaler read.
    package var metrics: [Metric]
    /// When something couldn't be seen.
    package var gaps: [Gap]
    /// What the pods used.
    package var usage: [Usage]
    /// What a VerticalPodAutoscaler recommended; nil when none was observed.
    package var advice: [Advice]?
    /// What KEDA said of its ScaledObject; nil when none was observed.
    package var keda: [Keda]?
    /// The figures by name.
    package var figures: [String: Figure]
    /// The figures that mean something here, as a person reads them.
    package var rows: [Row]
    /// The replicas over time, drawn with characters.
    package var chart: [String]

    package init(
        zero: Int64, observed: Double, load: Double?, desired: [Step], current: [Step], scheduled: [Step],
        ready: [Step], pods: [Pod], decisions: [Decision], metrics: [Metric], gaps: [Gap], usage: [Usage],
        figures: [String: Figure], rows: [Row], chart: [String], advice: [Advice]? = nil, keda: [Keda]? = nil
    ) {
        self.zero = zero
        self.observed = observed
        self.load = load
        self.desired = desired
        self.current = current
        self.scheduled = scheduled
        self.ready = ready
        self.pods = pods
        self.decisions = decisions
        self.metrics = metrics
        self.gaps = gaps
        self.usage = usage
        self.advice = advice
        self.keda = keda
        self.figures = figures
        self.rows = rows
        self.chart = chart
    }

    /// All moments that a plot or a table shows.
    var moments: [Double] {
        var moments = [observed]
        if let load { moments.append(load) }
        for steps in [desired, current, scheduled, ready] { moments += steps.map(\.second) }
        moments += decisions.map(\.second)
        moments += metrics.map(\.second)
        moments += gaps.map(\.from)
        moments += gaps.compactMap(\.to)
        moments += usage.map(\.second)
        return moments
    }

    private enum CodingKeys: String, CodingKey {
        case desired, current, scheduled, ready, pods, decisions, metrics, gaps, usage, figures, rows, chart, advice,
            keda
        case zero = "zero_unix_ns"
        case observed = "observed_s"
        case load = "load_s"
    }
}
