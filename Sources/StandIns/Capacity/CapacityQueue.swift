/// The line before the replicas: who is served where, who waits, who is turned away.
///
/// Pure: arrivals, completions and changes of the replicas come in with their times, and what to do comes out. First
/// come, first served; a request bound to a replica by its connection waits for that one.
struct CapacityQueue: Sendable {
    /// A request's number, given by the owner.
    typealias Ticket = UInt64

    /// What the owner has to do.
    enum Action: Sendable, Equatable {
        case start(Ticket, replica: String)
        case reject(Ticket, Rejection)
    }

    /// Why a request is turned away.
    enum Rejection: String, Sendable {
        case queueFull = "the queue is full"
        case noReplicas = "there is no replica"
    }

    /// A request in line.
    struct Waiting: Sendable, Equatable {
        var ticket: Ticket
        var connection: UInt64
        /// The replica that it has to wait for, or nil for whichever is free first.
        var replica: String?
        /// How much work it is.
        var workNs: Int64
    }

    private(set) var replicas: [Replica] = []
    private var slots: Int
    private var queueLimit: Int
    private var balancing: Capacity.Balancing
    private var line = WaitingLine()
    private var homes: [UInt64: String] = [:]
    private var places: [Ticket: String] = [:]
    private var cursor = 0

    init(_ capacity: Capacity) {
        slots = capacity.slots
        queueLimit = capacity.queueLimit
        balancing = capacity.balancing
        replicas = capacity.replicas.map { Replica(name: $0) }
    }

    /// The number of requests in line.
    var waiting: Int { line.count }

    /// The replica that serves a request, which must have been started.
    func replica(of ticket: Ticket) -> String {
        guard let name = places[ticket] else { preconditionFailure("request \(ticket) was never started") }
        return name
    }

    // MARK: - Events

    /// A request came; nil means that it waits.
    ///
    /// - Parameter workNs: how much of a slot's time it takes; it ends when the owner says so.
    mutating func arrived(_ ticket: Ticket, connection: UInt64, workNs: Int64, atNs: Int64) -> Action? {
        guard !active.isEmpty else { return .reject(ticket, .noReplicas) }
        let home = balancing == .perConnection ? home(of: connection) : nil
        let isFirst = home.map { line.isEmpty(for: $0) } ?? line.isEmpty
        if isFirst, let index = freeReplica(home) {
            return start(ticket, workNs: workNs, on: index, atNs: atNs)
        }
        guard line.count < queueLimit else { return .reject(ticket, .queueFull) }
        line.append(Waiting(ticket: ticket, connection: connection, replica: home, workNs: workNs))
        return nil
    }

    /// A request has been served; returns what starts in its place.
    mutating func completed(_ ticket: Ticket, atNs: Int64) -> [Action] {
        guard let name = places.removeValue(forKey: ticket),
            let index = replicas.firstIndex(where: { $0.name == name })
        else { preconditionFailure("request \(ticket) was completed without having been started") }
        replicas[index].completed(ticket, atNs: atNs)
        if replicas[index].isLeaving, replicas[index].running == 0 {
            replicas.remove(at: index)
            return []
        }
        return startWaiting(atNs: atNs)
    }

    /// A connection was closed: it has no home any more.
    mutating func connectionEnded(_ connection: UInt64) {
        homes[connection] = nil
    }

    /// The capacity was changed; returns what that lets start or turns away.
    ///
    /// A replica that goes finishes what it serves; what waits for it looks for another.
    mutating func changed(to capacity: Capacity, atNs: Int64) -> [Action] {
        slots = capacity.slots
        queueLimit = capacity.queueLimit
        balancing = capacity.balancing
        let wanted = Set(capacity.replicas)
        for index in replicas.indices { replicas[index].isLeaving = !wanted.contains(replicas[index].name) }
        replicas.removeAll { $0.isLeaving && $0.running == 0 }
        let known = Set(replicas.map(\.name))
        replicas += capacity.replicas.filter { !known.contains($0) }.map { Replica(name: $0) }
        homes = homes.filter { wanted.contains($0.value) }
        guard !active.isEmpty else {
            return line.removeAll().map { .reject($0.ticket, .noReplicas) }
        }
        for var waiting in line.removeAll() {
            waiting.replica = balancing == .perConnection ? home(of: waiting.connection) : nil
            line.append(waiting)
        }
        return startWaiting(atNs: atNs)
    }

    // MARK: - Decisions

    /// The replicas that take requests.
    private var active: [Int] { replicas.indices.filter { !replicas[$0].isLeaving } }

    /// The replica that a connection is bound to; a new connection gets the next one in turn.
    private mutating func home(of connection: UInt64) -> String {
        if let home = homes[connection] { return home }
        let candidates = active
        cursor = (cursor + 1) % candidates.count
        let home = replicas[candidates[cursor]].name
        homes[connection] = home
        return home
    }

    /// The bound replica if it has a free slot, or the next one in turn that has.
    private mutating func freeReplica(_ home: String?) -> Int? {
        if let home {
            return replicas.firstIndex { $0.name == home && $0.running < slots }
        }
        let count = replicas.count
        for step in 1...count {
            let index = (cursor + step) % count
            if !replicas[index].isLeaving, replicas[index].running < slots {
                cursor = index
                return index
            }
        }
        return nil
    }

    private mutating func start(_ ticket: Ticket, workNs: Int64, on index: Int, atNs: Int64) -> Action {
        replicas[index].started(ticket, workNs: workNs, atNs: atNs)
        places[ticket] = replicas[index].name
        return .start(ticket, replica: replicas[index].name)
    }

    private mutating func startWaiting(atNs: Int64) -> [Action] {
        var actions: [Action] = []
        while !line.isEmpty {
            let free = Set(active.filter { replicas[$0].running < slots }.map { replicas[$0].name })
            guard !free.isEmpty, let next = line.removeFirst(for: free),
                let index = freeReplica(next.replica)
            else { break }
            actions.append(start(next.ticket, workNs: next.workNs, on: index, atNs: atNs))
        }
        return actions
    }
}
