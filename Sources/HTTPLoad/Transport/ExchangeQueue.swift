/// Exchanges that wait for others to be over, first come, first served.
struct ExchangeQueue {
    private var exchanges: [Exchange?] = []
    private var head = 0

    /// How many wait.
    private(set) var count = 0

    mutating func append(_ exchange: Exchange) {
        exchanges.append(exchange)
        count += 1
    }

    /// Takes one out. Returns whether it was there.
    mutating func remove(_ exchange: Exchange) -> Bool {
        guard let index = exchanges[head...].firstIndex(where: { $0 === exchange }) else { return false }
        exchanges[index] = nil
        count -= 1
        return true
    }

    mutating func popFirst() -> Exchange? {
        while head < exchanges.count {
            let first = exchanges[head].take()
            head += 1
            // Moved now and then, so that the whole costs the same for each.
            if head > 256, head * 2 > exchanges.count {
                exchanges.removeFirst(head)
                head = 0
            }
            if let first {
                count -= 1
                return first
            }
        }
        return nil
    }

    mutating func takeAll() -> [Exchange] {
        defer {
            exchanges = []
            head = 0
            count = 0
        }
        return exchanges[head...].compactMap { $0 }
    }
}
