import Foundation

/// One job of a simulation: a machine on which the two builds are measured in blocks.
///
/// The protocol is the real one: both sides launched anew for each block, twelve slices a block in the order ABBA… from
/// a random side, of each slice one second to settle and five that count, so that each side is measured for 30 s.
struct SimulatedJob {
    /// The endpoints, each with 200 requests a second.
    static let endpoints = 4

    /// The contract: four medians, four p99w, the throughput and the bad seconds.
    static let metrics: [Metric] =
        (0..<endpoints).map { Metric(.p50, of: "endpoint \($0)") }
        + (0..<endpoints).map { Metric(.p99w, of: "endpoint \($0)") }
        + [Metric(.throughput), Metric(.badSeconds)]

    private static let slices = 12
    private static let sliceSeconds = 5
    private static let settleSeconds = 1
    private static let launchSeconds = 20
    private static let requestsPerWindow = 1000.0
    /// The spread of response times on the log scale; the p99 is then 4.5 times the median.
    private static let spread = 0.65
    private static let medianMilliseconds = 20.0

    private let noise: NoiseModel
    private let change: InjectedChange
    private var random: SimulationGenerator
    private var drift: Double
    private var flutter = 0.0
    private var burstGoesOn = false
    private var blocks = 0
    private var clock: Double
    private let seed: UInt64
    /// How much noisier than others this job is.
    private let scale: Double
    private let driftMemory: Double
    private let driftStep: Double
    private let flutterStep: Double

    /// Begins a job on some machine of the pool.
    init(noise: NoiseModel, change: InjectedChange, random: SimulationGenerator) {
        var random = random
        self.noise = noise
        self.change = change
        seed = random.next()
        clock = NoisePattern.period.length * random.uniform()
        scale = noise.pattern == .outliers ? exp(0.35 * random.normal()) : 1
        driftMemory = exp(-1 / noise.driftTime)
        driftStep = scale * noise.drift * (1 - driftMemory * driftMemory).squareRoot()
        flutterStep = scale * noise.second * (1 - noise.secondCorrelation * noise.secondCorrelation).squareRoot()
        drift = scale * noise.drift * random.normal()
        self.random = random
    }

    /// What one launch of a side measured.
    private struct Launch {
        var luck: Double
        var endpointLuck: [Double]
        var tailLuck: [Double]
        var latent = 0.0
        var seconds = 0
        var stalled = 0.0
        var badSeconds = 0
        var windows: [[Double]]
    }

    /// Returns the pairs of the next block, in the order of the metrics.
    mutating func block() -> [Pair] {
        blocks += 1
        let plan = BlockPlan(index: blocks, slices: Self.slices, seed: seed)
        pass(seconds: Self.launchSeconds)
        var launches: [Side: Launch] = [:]
        for side in Side.allCases { launches[side] = launch(isSecond: side != plan.launchedFirst) }
        for side in plan.order {
            pass(seconds: Self.settleSeconds)
            measure(&launches[side]!, shifts: side == .head)
        }
        let (base, head) = (launches[.base]!, launches[.head]!)
        return pairs(levels(base, isHead: false), levels(head, isHead: true), base, head)
    }

    private mutating func launch(isSecond: Bool) -> Launch {
        let isOutlier = noise.pattern == .outliers && random.uniform() < 0.05
        let spread = scale * noise.launch * (isOutlier ? 5 : 1)
        let luck = spread * random.normal()
        // Half of the variance is the process's, half the endpoint's own.
        let part = spread * 0.5.squareRoot()
        let late = noise.pattern == .order && isSecond ? noise.job : 0
        return Launch(
            luck: luck + late,
            endpointLuck: (0..<Self.endpoints).map { _ in late + luck * 0.5.squareRoot() + part * random.normal() },
            tailLuck: (0..<Self.endpoints).map { _ in late + luck * 0.5.squareRoot() + part * random.normal() },
            windows: Array(repeating: [], count: Self.endpoints))
    }

    private mutating func pass(seconds: Int) {
        for _ in 0..<seconds { step() }
    }

    private mutating func step() {
        clock += 1
        drift = drift * driftMemory + driftStep * random.normal()
        flutter = flutter * noise.secondCorrelation + flutterStep * random.normal()
    }

    /// What the neighbour does at the moment.
    private var neighbour: Double {
        guard noise.pattern == .neighbour else { return 0 }
        let period = NoisePattern.period
        return clock.truncatingRemainder(dividingBy: period.length) < period.awake ? 2 * noise.job : 0
    }

    /// Measures one slice, which is one window of the p99w.
    private mutating func measure(_ launch: inout Launch, shifts isHead: Bool) {
        var latent = 0.0
        var stallInWindow = 0.0
        for _ in 0..<Self.sliceSeconds {
            step()
            latent += drift + flutter + neighbour
            var stall = 0.0
            if random.uniform() < noise.stallsPerSecond { stall = 0.05 + 0.25 * random.uniform() }
            burstGoesOn = burstGoesOn ? random.uniform() < 2.0 / 3 : random.uniform() < noise.errorBurstsPerSecond
            // A stall that lifts a second's p99 above four times its usual level makes the second bad.
            let usual = Self.medianMilliseconds / 1000 * exp(2.326 * Self.spread)
            if burstGoesOn || stall - 0.01 > 4 * usual { launch.badSeconds += 1 }
            stallInWindow += stall
        }
        launch.latent += latent
        launch.seconds += Self.sliceSeconds
        launch.stalled += stallInWindow
        let mean = latent / Double(Self.sliceSeconds)
        // The error of a sample quantile, √(q (1 − q) / n) / f, for a log-normal response time.
        let sampling = (0.99 * 0.01 / Self.requestsPerWindow).squareRoot() / 0.02665 * Self.spread
        for endpoint in 0..<Self.endpoints {
            let luck = launch.tailLuck[endpoint]
            var level = 2.326 * Self.spread + noise.tailFactor * (luck + mean) + sampling * random.normal()
            if isHead { level += change.shift(.p99w, endpoint: endpoint) }
            // Requests that arrive in a stall wait for what is left of it.
            let share = stallInWindow / Double(Self.sliceSeconds)
            if share > 0.01 {
                let stalled = stallInWindow * 1000 * (1 - 0.01 / share) + Self.medianMilliseconds
                level = max(level, log(stalled / Self.medianMilliseconds))
            }
            launch.windows[endpoint].append(level)
        }
    }

    /// Returns the logarithms of the levels of a launch, in the order of the metrics.
    private mutating func levels(_ launch: Launch, isHead: Bool) -> [Double] {
        func shift(_ kind: Metric.Kind, _ endpoint: Int) -> Double {
            isHead ? change.shift(kind, endpoint: endpoint) : 0
        }
        let latent = launch.latent / Double(launch.seconds)
        let requests = Double(launch.seconds) * 200
        let sampling = 1.2533 * Self.spread / requests.squareRoot()
        var levels = (0..<Self.endpoints).map { endpoint in
            launch.endpointLuck[endpoint] + latent + sampling * random.normal() + shift(.p50, endpoint)
        }
        for endpoint in 0..<Self.endpoints {
            let sorted = launch.windows[endpoint].sorted()
            let middle = sorted.count / 2
            levels.append(sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2)
        }
        // A closed loop completes as much as the response times and the stalls leave it.
        let stalledShare = launch.stalled / Double(launch.seconds)
        let closedLoop =
            launch.luck + latent - log(1 - stalledShare) + Self.spread / (requests * 4).squareRoot() * random.normal()
        return levels + [-(closedLoop + shift(.throughput, 0))]
    }

    private func pairs(_ base: [Double], _ head: [Double], _ baseLaunch: Launch, _ headLaunch: Launch) -> [Pair] {
        Self.metrics.indices.map { index in
            let metric = Self.metrics[index]
            if metric.isCount {
                return .counts(
                    base: SecondCount(bad: baseLaunch.badSeconds, of: baseLaunch.seconds),
                    head: SecondCount(bad: headLaunch.badSeconds, of: headLaunch.seconds))
            }
            let (from, to) = (exp(base[index]), exp(head[index]))
            guard let change = Change(from: from, to: to, of: metric) else { return .missing("\(from) and \(to)") }
            return .change(change.logarithm, base: from, head: to)
        }
    }
}
