/// One of the servers behind a stand-in, and what it has done.
struct Replica: Sendable, Equatable {
    /// A request under work.
    private struct Work: Sendable, Equatable {
        var startedNs: Int64
        var workNs: Int64

        /// The part of it that is done at a time.
        func done(atNs: Int64) -> Int64 {
            min(workNs, max(0, atNs - startedNs))
        }
    }

    let name: String
    private var work: [CapacityQueue.Ticket: Work] = [:]
    /// The requests it has served.
    private(set) var served = 0
    /// The work that requests took which it has served.
    private var servedNs: Int64 = 0
    /// Whether it takes no more and goes when it has finished.
    var isLeaving = false

    init(name: String) {
        self.name = name
    }

    /// The requests it serves now.
    var running: Int { work.count }

    /// A request was taken on that is so much work.
    mutating func started(_ ticket: CapacityQueue.Ticket, workNs: Int64, atNs: Int64) {
        work[ticket] = Work(startedNs: atNs, workNs: workNs)
    }

    mutating func completed(_ ticket: CapacityQueue.Ticket, atNs: Int64) {
        guard let done = work.removeValue(forKey: ticket) else {
            preconditionFailure("request \(ticket) was completed by \(name), which never started it")
        }
        servedNs += done.done(atNs: atNs)
        served += 1
    }

    /// The time its slots have worked until now, summed over the slots: its share of a second's slots is what a
    /// cluster sees as utilisation.
    ///
    /// A request counts its own work and no more: that this machine looked at it late costs a real replica no processor
    /// time, and what an autoscaler does must not hang on how busy the machine of the stand-in is.
    func busyNs(atNs: Int64) -> Int64 {
        servedNs + work.values.reduce(0) { $0 + $1.done(atNs: atNs) }
    }
}
