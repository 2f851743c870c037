/// Counts what one shard measures. Recording a sample is a few increments in memory that is there already: no allocation, no lock, no
/// reference counting.
///
/// Samples are counted in the second in which they ended and in the phase in which they were planned to start. `drain` hands over what
/// belongs to past seconds; a sample that comes later than its second was drained goes into a further slice of the same second, since
/// slices are additive.
///
/// Belongs to the shard's thread and isn't Sendable; nothing here is locked.
package final class Recorder {
    /// The state of an endpoint on the hot path.
    private struct Row {
        /// The cell that the last sample went into.
        var recent: UnsafeMutablePointer<RecorderCell>?
        var started: Int64 = 0
    }

    /// What is counted in one cell.
    private struct CellPlace: Hashable {
        let second: Int
        let phase: Int
        let row: Int
    }

    /// What is gathered as one besides the endpoints' samples.
    private struct Moment: Hashable {
        let second: Int
        let phase: Int
    }

    private let originNs: Int64
    private let phases: [PhaseMark]
    /// Where each phase begins on the monotonic clock.
    private let phaseStarts: [Int64]
    private let endpointLimit: Int
    private let layout: HistogramLayout

    private var endpoints: [Endpoint] = []
    private var ids: [Endpoint: EndpointID] = [:]
    /// A row for each endpoint, as many as there may be; freed in deinit with all cells.
    private let rows: UnsafeMutablePointer<Row>
    private let rowCapacity: Int
    /// The cells that are being filled. The hot path doesn't look here, and there may be as many as a second has phases.
    private var cells: [CellPlace: UnsafeMutablePointer<RecorderCell>] = [:]
    private var freeCells: UnsafeMutablePointer<RecorderCell>?

    /// The phase of the last sample and its bounds on the monotonic clock.
    private var phase = 0
    private var phaseStartNs: Int64 = 0
    private var phaseEndNs: Int64 = 0

    private var seconds: [Moment: RecordedSecond] = [:]
    private var recentSecond: RecordedSecond?
    private var nextSecond = 0
    private var latestSecond = -1
    private var metricNames: Set<String> = []
    private var warnings: [String] = []

    /// Requests in flight on this shard.
    package private(set) var inFlight = 0
    private var peakInFlight = 0
    /// Users active on this shard.
    package private(set) var users = 0
    private var peakUsers = 0

    /// Creates a recorder for a run that begins at `originNs` of the monotonic clock.
    ///
    /// - Parameters:
    ///   - phases: in order; empty stands for one phase, `load`.
    ///   - endpointLimit: how many endpoint names are told apart; further ones share a name.
    ///   - significantDigits: the histograms' precision, 1 … 5.
    package init(originNs: Int64, phases: [PhaseMark], endpointLimit: Int = 200, significantDigits: Int = 3) {
        self.originNs = originNs
        self.phases = phases.isEmpty ? [.whole] : phases
        phaseStarts = self.phases.map { originNs &+ $0.startNs }
        self.endpointLimit = max(endpointLimit, 1)
        layout = Histogram(significantDigits: significantDigits).layout
        // One for each endpoint and one of each kind for what is beyond the limit.
        rowCapacity = self.endpointLimit + EndpointKind.allCases.count
        rows = .allocate(capacity: rowCapacity)
        rows.initialize(repeating: Row(), count: rowCapacity)
        enterPhase(at: originNs)
    }

    deinit {
        func release(_ first: UnsafeMutablePointer<RecorderCell>?) {
            var cell = first
            while let current = cell {
                cell = current.pointee.next
                current.pointee.free()
                current.deallocate()
            }
        }
        for cell in cells.values {
            cell.pointee.next = nil
            release(cell)
        }
        release(freeCells)
        rows.deallocate()
    }
}

// MARK: - Requests

extension Recorder {
    /// The short name of an endpoint. Callers keep it: this looks the name up.
    ///
    /// Beyond the limit of names all further ones share one, and the report warns.
    package func endpoint(_ name: String, kind: EndpointKind = .request, tags: [String] = []) -> EndpointID {
        let endpoint = Endpoint(name: name, kind: kind, tags: tags)
        if let id = ids[endpoint] { return id }
        if endpoints.count(where: { $0.name != Endpoint.overflowName }) >= endpointLimit, name != Endpoint.overflowName
        {
            let warning =
                "more than \(endpointLimit) endpoint names: the rest, from “\(name)” on, is counted as “\(Endpoint.overflowName)”; "
                + "give requests that differ by an id one name, as in get(path, as: \"GET /product/{id}\")"
            if !warnings.contains(where: { $0.hasPrefix("more than \(endpointLimit) endpoint names") }) {
                warnings.append(warning)
            }
            return self.endpoint(Endpoint.overflowName, kind: kind)
        }
        let id = EndpointID(index: endpoints.count)
        endpoints.append(endpoint)
        ids[endpoint] = id
        return id
    }

    /// Counts a request that was started.
    package func started(_ endpoint: EndpointID) {
        rows[endpoint.index].started &+= 1
        inFlight &+= 1
        if inFlight > peakInFlight { peakInFlight = inFlight }
    }

    /// Counts a finished request.
    package func finished(_ endpoint: EndpointID, _ sample: Sample) {
        inFlight &-= 1
        if sample.plannedNs < phaseStartNs || sample.plannedNs >= phaseEndNs { enterPhase(at: sample.plannedNs) }
        // In bounds: an EndpointID is an index that this recorder gave out.
        if let cell = rows[endpoint.index].recent, cell.pointee.phase == phase, sample.endNs >= cell.pointee.startNs,
            sample.endNs < cell.pointee.endNs
        {
            cell.pointee.record(sample, layout: layout)
        } else {
            openCell(endpoint.index, second: second(of: sample.endNs), phase: phase)
                .pointee.record(sample, layout: layout)
        }
    }

    /// Keeps what a failed request, or a scenario that threw, has to say.
    ///
    /// - Parameters:
    ///   - message: what is the same in all failures of its sort.
    ///   - example: what came this time.
    package func failure(
        _ endpoint: EndpointID, _ kind: FailureKind, status: Int, message: String, example: String = "", atNs: Int64
    ) {
        moment(atNs).failed(
            endpoint: endpoints[endpoint.index].name, kind: kind, status: status, message: message, example: example,
            at: offset(atNs))
    }

    /// The endpoint's cell for a second and phase, kept in the row, so that the next sample finds it at once.
    private func openCell(_ row: Int, second: Int, phase: Int) -> UnsafeMutablePointer<RecorderCell> {
        let place = CellPlace(second: second, phase: phase, row: row)
        if let cell = cells[place] {
            rows[row].recent = cell
            return cell
        }
        let fresh: UnsafeMutablePointer<RecorderCell>
        if let free = freeCells {
            freeCells = free.pointee.next
            fresh = free
        } else {
            fresh = .allocate(capacity: 1)
            fresh.initialize(to: RecorderCell(layout: layout))
        }
        fresh.pointee.second = second
        fresh.pointee.phase = phase
        // The first second takes what ended before the run's start, too.
        fresh.pointee.startNs = second == 0 ? .min : originNs &+ Int64(second) &* 1_000_000_000
        fresh.pointee.endNs = originNs &+ Int64(second + 1) &* 1_000_000_000
        fresh.pointee.next = nil
        cells[place] = fresh
        rows[row].recent = fresh
        if second > latestSecond { latestSecond = second }
        return fresh
    }
}

// MARK: - Arrivals, users, checks, metrics

extension Recorder {
    /// Counts how late an arrival or an iteration started, or how late it was when it was given up.
    package func lateStart(plannedNs: Int64, startedNs: Int64) {
        moment(startedNs, plannedNs: plannedNs).recordLag(startedNs &- plannedNs, layout: layout)
    }

    /// Counts an arrival that was due and wasn't started.
    package func droppedArrival(atNs: Int64) {
        moment(atNs).slice.arrivalsDropped += 1
    }

    /// Counts an arrival that was started.
    package func startedArrival(atNs: Int64) {
        moment(atNs).slice.arrivalsStarted += 1
    }

    /// Counts an iteration that a user came to the end of, or that an error ended.
    package func iterationEnded(failed: Bool, atNs: Int64) {
        let moment = moment(atNs)
        moment.slice.iterations += 1
        if failed { moment.slice.iterationsFailed += 1 }
    }

    /// Notes how many users are active on this shard.
    package func users(active: Int) {
        users = active
        peakUsers = max(peakUsers, active)
    }

    /// Notes how the generator fared in the second of a time.
    package func health(_ health: HealthTally, atNs: Int64) {
        let moment = moment(atNs)
        moment.slice.health = moment.slice.health.merged(with: health)
    }

    /// Counts a check.
    package func check(_ name: String, passed: Bool, atNs: Int64) {
        let name = bounded(name)
        if passed {
            moment(atNs).slice.checks[name, default: CheckTally()].passed += 1
        } else {
            moment(atNs).slice.checks[name, default: CheckTally()].failed += 1
        }
    }

    /// Adds to a counter of the user's own.
    package func counter(_ name: String, add amount: Double, atNs: Int64) {
        moment(atNs).slice.counters[bounded(name), default: 0] += amount
    }

    /// Sets a gauge of the user's own.
    package func gauge(_ name: String, set value: Double, atNs: Int64) {
        let name = bounded(name)
        let tally = GaugeTally(value, atNs: atNs &- originNs)
        let moment = moment(atNs)
        moment.slice.gauges[name] = moment.slice.gauges[name]?.merged(with: tally) ?? tally
    }

    /// Counts a time of the user's own.
    package func timing(_ name: String, ns: Int64, atNs: Int64) {
        if ns < 0 || ns > layout.highest {
            let kept = ns < 0 ? "zero" : Duration.nanoseconds(layout.highest).brief
            warn("times of “\(name)” beyond what can be measured were counted as \(kept)")
        }
        moment(atNs).slice.timings[bounded(name), default: Histogram(layout: layout)].record(ns)
    }

    /// Tells whoever reads the report, once.
    package func warn(_ warning: String) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// The name of a check or metric, or the one that all beyond the limit share.
    private func bounded(_ name: String) -> String {
        if metricNames.contains(name) { return name }
        guard metricNames.count < endpointLimit else {
            warn(
                "more than \(endpointLimit) names of checks and metrics: the rest is counted as “(other)”; use names without ids"
            )
            return "(other)"
        }
        metricNames.insert(name)
        return name
    }
}

// MARK: - Handing over

extension Recorder {
    /// Hands over everything that belongs to seconds before this one; `.max` hands over all.
    ///
    /// What it returned is gone from here. It may be called as often as one likes.
    package func drain(before second: Int) -> ShardSlices {
        var drained = ShardSlices(warnings: warnings)
        warnings = []
        let end = second == .max ? max(latestSecond + 1, nextSecond) : second
        noteStarted(in: max(end - 1, 0))
        let over = cells.keys.filter { $0.second < end }
            .sorted { ($0.second, $0.phase, $0.row) < ($1.second, $1.phase, $1.row) }
        for place in over {
            guard let cell = cells.removeValue(forKey: place) else { continue }
            if rows[place.row].recent == cell { rows[place.row].recent = nil }
            drained.slices.append(
                Slice(
                    second: place.second, phase: place.phase, endpoint: endpoints[place.row],
                    tally: cell.pointee.take(layout: layout)))
            cell.pointee.next = freeCells
            freeCells = cell
        }
        drainSeconds(before: end, into: &drained)
        return drained
    }

    /// Puts the requests started since the last time into the second that is being handed over.
    private func noteStarted(in second: Int) {
        for index in endpoints.indices where rows[index].started > 0 {
            let phase = phaseIndex(at: originNs &+ Int64(second) &* 1_000_000_000)
            openCell(index, second: second, phase: phase).pointee.started &+= rows[index].started
            rows[index].started = 0
        }
    }

    private func drainSeconds(before end: Int, into drained: inout ShardSlices) {
        recentSecond = nil
        // The gauges belong to each second once, in the phase of its last moment.
        for second in nextSecond..<max(end, nextSecond) {
            let moment = moment(originNs &+ Int64(second + 1) &* 1_000_000_000 &- 1)
            // The most there were: when the last second is handed over, everybody has gone already.
            moment.slice.users = peakUsers
            moment.slice.inFlight = max(inFlight, 0)
            moment.slice.peakInFlight = max(peakInFlight, 0)
        }
        if end > nextSecond {
            nextSecond = end
            (peakInFlight, peakUsers) = (inFlight, users)
        }
        recentSecond = nil
        drained.seconds = seconds.values.filter { $0.second < end }.map { $0.take(layout: layout) }
        seconds = seconds.filter { $0.key.second >= end }
        drained.seconds.sort { ($0.second, $0.phase) < ($1.second, $1.phase) }
    }
}

// MARK: - Seconds and phases

extension Recorder {
    private func offset(_ ns: Int64) -> Duration { .nanoseconds(ns &- originNs) }

    private func second(of ns: Int64) -> Int {
        ns <= originNs ? 0 : Int((ns &- originNs) / 1_000_000_000)
    }

    /// The last phase that has begun by a time; the first before any has. In logarithmic time: it is asked for each arrival.
    private func phaseIndex(at ns: Int64) -> Int {
        if ns >= phaseStartNs, ns < phaseEndNs { return phase }
        var (begun, pending) = (0, phaseStarts.count)
        while pending - begun > 1 {
            let middle = (begun + pending) / 2
            if phaseStarts[middle] <= ns { begun = middle } else { pending = middle }
        }
        return begun
    }

    /// Makes the phase of a time the one that the next sample is compared with.
    private func enterPhase(at ns: Int64) {
        phase = phaseIndex(at: ns)
        // The first phase takes what was planned before the run's start, too.
        phaseStartNs = phase == 0 ? .min : phaseStarts[phase]
        phaseEndNs = phase + 1 < phaseStarts.count ? phaseStarts[phase + 1] : .max
    }

    /// What is gathered about the second of a time, in the phase of another or the same.
    private func moment(_ ns: Int64, plannedNs: Int64? = nil) -> RecordedSecond {
        let second = second(of: ns)
        let phase = phaseIndex(at: plannedNs ?? ns)
        if let recentSecond, recentSecond.second == second, recentSecond.phase == phase { return recentSecond }
        let place = Moment(second: second, phase: phase)
        if let found = seconds[place] {
            recentSecond = found
            return found
        }
        let fresh = RecordedSecond(second: second, phase: phase, layout: layout)
        seconds[place] = fresh
        if second > latestSecond { latestSecond = second }
        recentSecond = fresh
        return fresh
    }
}
