import EventLoop
import Measurement

/// Starts a shard's share of an open model's arrivals when they are due, whatever the target does.
///
/// An arrival that can't start at once keeps its planned start, and its latency counts from there. One that would exceed the cap in flight is dropped and
/// counted. Each shard goes through all arrivals and takes its own, so that the moments are the same for any number of shards.
///
/// After a moment in which the machine did something else, many arrivals are due at once, while the answers that would free the users already there lie
/// unread. Were a newcomer made for each, with a connection that costs several times what a request does, the generator would fall further behind than it
/// was, and never catch up. So only a few newcomers are made before the loop looks at its sockets again; whoever has been answered meanwhile goes first.
/// Where even that doesn't help, arrivals that are hopelessly late are given up: see `ArrivalPatience`.
final class ArrivalFlow<User: VirtualUser>: LoadFlow {
    /// How many users are made in one round of the loop.
    private static var newcomersARound: Int { 4 }

    private struct Arrival {
        let dueNs: Int64
        let kind: Int
    }

    private var schedule: ArrivalSchedule
    private var allotment: ShareAllotment
    private var number = 0
    private let limit: Int
    private let crew: ShardCrew<User>
    private let originNs: Int64
    private var upcoming: Arrival?
    private var timer: TimerID?
    private var patience = ArrivalPatience()
    private(set) var isExhausted = false

    init(_ schedule: ArrivalSchedule, inFlightLimit: Int, crew: ShardCrew<User>, originNs: Int64) {
        self.schedule = schedule
        self.crew = crew
        self.originNs = originNs
        limit = UserPlan.share(of: inFlightLimit, shard: crew.place.index, of: crew.place.count)
        allotment = ShareAllotment(crew.shares)
    }

    func start() {
        upcoming = nextArrival()
        startDue()
    }

    /// The plan ends with its last arrival, whose turn comes even when the machine is late.
    func planEnded() {}

    func stop() {
        if let timer { crew.shard.cancel(timer) }
        timer = nil
        upcoming = nil
        finish()
    }

    func giveUp() {
        guard !isExhausted else { return }
        let now = Shard.now()
        while let arrival = upcoming ?? nextArrival(), arrival.dueNs <= now {
            drop(arrival, tooLateNs: now)
            upcoming = nil
        }
        stop()
    }

    /// Starts all arrivals that are due, and comes back for the next.
    private func startDue() {
        timer = nil
        let now = Shard.now()
        var newcomers = 0
        while let arrival = upcoming, arrival.dueNs <= now, newcomers < Self.newcomersARound {
            if patience.givesUp(dueNs: arrival.dueNs, nowNs: now) {
                drop(arrival, tooLateNs: now)
            } else if start(arrival) {
                newcomers += 1
            }
            upcoming = nextArrival()
        }
        if let upcoming {
            if upcoming.dueNs > now { patience.caughtUp() }
            // A moment that has passed comes in the next round.
            timer = crew.shard.at(upcoming.dueNs) { [unowned self] in startDue() }
        } else {
            finish()
        }
    }

    /// Whether it took a newcomer.
    private func start(_ arrival: Arrival) -> Bool {
        if let life = crew.takeParked(kind: arrival.kind) {
            crew.recorder.startedArrival(atNs: arrival.dueNs)
            life.serve(arrivalNs: arrival.dueNs)
            return false
        }
        guard crew.busyCount < limit else {
            crew.recorder.droppedArrival(atNs: arrival.dueNs)
            return false
        }
        crew.recorder.startedArrival(atNs: arrival.dueNs)
        crew.make(kind: arrival.kind, duty: .arrivals, arrivalNs: arrival.dueNs)
        return true
    }

    /// Counts an arrival that the generator didn't come to in time.
    private func drop(_ arrival: Arrival, tooLateNs now: Int64) {
        crew.recorder.droppedArrival(atNs: arrival.dueNs)
        crew.recorder.lateStart(plannedNs: arrival.dueNs, startedNs: now)
    }

    private func nextArrival() -> Arrival? {
        while let moment = schedule.next() {
            let kind = allotment.next()!
            defer { number += 1 }
            if crew.place.owns(number) { return Arrival(dueNs: originNs + moment, kind: kind) }
        }
        return nil
    }

    /// No more arrivals: those who wait for one may go.
    private func finish() {
        guard !isExhausted else { return }
        isExhausted = true
        crew.retireAll()
    }
}
