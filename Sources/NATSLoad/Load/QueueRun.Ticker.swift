import Measurement

extension QueueRun {
    /// What is due when during a run: looks at the queues, seconds to hand over, moments to tell.
    struct Ticker {
        private let originNs: Int64
        private let watchNs: Int64
        private let momentNs: Int64
        private var nextWatchNs: Int64
        private var nextMomentNs: Int64
        private var nextSecond = 1
        private var endToEnd = Histogram()
        private var acknowledgement = Histogram()
        private var errors: [String: Int64] = [:]

        init(originNs: Int64, plan: QueuePlan, surroundings: Surroundings) {
            self.originNs = originNs
            watchNs = plan.watchInterval.nanoseconds
            momentNs = surroundings.interval.nanoseconds
            nextWatchNs = originNs
            nextMomentNs = originNs + momentNs
        }

        mutating func isWatchDue(_ now: Int64) -> Bool {
            guard now >= nextWatchNs else { return false }
            nextWatchNs = now + watchNs
            return true
        }

        /// The second before which everything can be handed over, when another has ended.
        mutating func secondEnded(_ now: Int64) -> Int? {
            let second = Int((now - originNs) / 1_000_000_000)
            guard second >= nextSecond else { return nil }
            nextSecond = second + 1
            return second
        }

        mutating func isMomentDue(_ now: Int64) -> Bool {
            guard now >= nextMomentNs else { return false }
            nextMomentNs += momentNs
            if nextMomentNs <= now { nextMomentNs = now + momentNs }
            return true
        }

        mutating func add(_ slices: ShardSlices) {
            for slice in slices.slices {
                if slice.endpoint.kind == .message { endToEnd.merge(slice.tally.response) }
                if slice.endpoint.kind == .request { acknowledgement.merge(slice.tally.response) }
                for (kind, count) in slice.tally.failures { errors[kind.rawValue, default: 0] += count }
            }
        }

        /// The run's state, with the latencies since the last time.
        mutating func moment(_ now: Int64, of run: QueueRun) -> Moment {
            defer { (endToEnd, acknowledgement, errors) = (Histogram(), Histogram(), [:]) }
            return run.moment(
                elapsed: .nanoseconds(now - originNs), endToEnd: endToEnd, acknowledgement: acknowledgement,
                errors: errors)
        }
    }
}
