/// One of the servers behind a stand-in, and what it has done.
struct Replica: Sendable, Equatable {
    let name: String
    /// The requests it serves now.
    private(set) var running = 0
    /// The requests it has served.
    private(set) var served = 0
    /// The time its slots were busy, summed over the slots, up to `changedNs`.
    private var busyNs: Int64 = 0
    private var changedNs: Int64
    /// Whether it takes no more and goes when it has finished.
    var isLeaving = false

    init(name: String, atNs: Int64) {
        self.name = name
        changedNs = atNs
    }

    mutating func started(atNs: Int64) {
        busyNs = busyNs(atNs: atNs)
        changedNs = atNs
        running += 1
    }

    mutating func completed(atNs: Int64) {
        busyNs = busyNs(atNs: atNs)
        changedNs = atNs
        running -= 1
        served += 1
    }

    /// The time its slots have been busy until now, summed over the slots: its share of a second's slots is what a
    /// cluster sees as utilisation.
    func busyNs(atNs: Int64) -> Int64 {
        busyNs + Int64(running) * max(0, atNs - changedNs)
    }
}
