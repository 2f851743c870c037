/// Exchanges that wait for others to be over, first come, first served.
struct ExchangeQueue {
    private var exchanges: [Exchange?] = []
    private var head = 0

    var count: Int { exchanges.count - head }

    mutating func append(_ exchange: Exchange) {
        exchanges.append(exchange)
    }

    mutating func popFirst() -> Exchange? {
        guard head < exchanges.count else { return nil }
        let first = exchanges[head].take()
        head += 1
        // Moved now and then, so that the whole costs the same for each.
        if head > 256, head * 2 > exchanges.count {
            exchanges.removeFirst(head)
            head = 0
        }
        return first
    }

    mutating func takeAll() -> [Exchange] {
        defer {
            exchanges = []
            head = 0
        }
        return exchanges[head...].compactMap { $0 }
    }
}
