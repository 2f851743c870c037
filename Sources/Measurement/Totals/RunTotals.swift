/// All slices of a run, added up by phase and endpoint.
///
/// What a report is made from. Its size depends on the number of phases, endpoints and different messages, and on the seconds by a few
/// bytes each; never on the number of requests.
package struct RunTotals: Sendable {
    /// Where in the totals a tally stands.
    package struct Place: Hashable, Sendable {
        /// The phase, by its place in the list.
        package var phase: Int
        /// The endpoint, by its place in the list.
        package var endpoint: Int
    }

    /// The run's phases in order; at least one.
    package let phases: [PhaseMark]
    /// Where the phases of a name stand in the list.
    let phasePlaces: [String: [Int]]
    /// The endpoints in order of their first appearance.
    package private(set) var endpoints: [Endpoint] = []
    /// The tallies.
    package private(set) var tallies: [Place: Tally] = [:]
    /// What belongs to a phase and not to an endpoint.
    package private(set) var phaseTotals: [Int: PhaseTotals] = [:]
    /// Users at the end of each second.
    package private(set) var users: [Int: Int] = [:]
    /// The last second of which anything is known; -1 when nothing is.
    package private(set) var lastSecond = -1
    /// What a reader has to know.
    package private(set) var warnings: [String] = []

    private var places: [String: [Int]] = [:]

    /// Creates empty totals; no phases stand for one.
    package init(phases: [PhaseMark]) {
        let phases = phases.isEmpty ? [.whole] : phases
        self.phases = phases
        phasePlaces = Dictionary(grouping: phases.indices) { phases[$0].name }
    }

    /// Adds slices, those of several shards or workers in any order.
    package mutating func add(_ slices: ShardSlices) {
        for slice in slices.slices { add(slice) }
        for second in slices.seconds { add(second) }
        for warning in slices.warnings { warn(warning) }
    }

    /// Adds the slice of an endpoint.
    package mutating func add(_ slice: Slice) {
        lastSecond = max(lastSecond, slice.second)
        let place = Place(phase: phase(slice.phase), endpoint: index(of: slice.endpoint))
        tallies[place, default: Tally(response: slice.tally.response, service: slice.tally.service).emptied].merge(
            slice.tally)
    }

    /// Adds the slice of a second.
    package mutating func add(_ second: SecondSlice) {
        lastSecond = max(lastSecond, second.second)
        if second.users > 0 { users[second.second, default: 0] += second.users }
        phaseTotals[phase(second.phase), default: PhaseTotals()].add(second)
    }

    /// Adds a warning, once.
    package mutating func warn(_ warning: String) {
        if !warnings.contains(warning) { warnings.append(warning) }
    }

    /// A phase that is in the list: the nearest, when a file names another.
    private func phase(_ phase: Int) -> Int { min(max(phase, 0), phases.count - 1) }

    private mutating func index(of endpoint: Endpoint) -> Int {
        if let found = places[endpoint.name]?.first(where: { endpoints[$0].kind == endpoint.kind }) {
            // One name is one row; its tags add up.
            let fresh = endpoint.tags.filter { !endpoints[found].tags.contains($0) }
            endpoints[found].tags += fresh
            return found
        }
        endpoints.append(endpoint)
        places[endpoint.name, default: []].append(endpoints.count - 1)
        return endpoints.count - 1
    }
}

extension Tally {
    /// An empty tally of the same layouts.
    fileprivate var emptied: Tally {
        Tally(response: Histogram(layout: response.layout), service: Histogram(layout: service.layout))
    }
}
