/// Values under keys, of which the oldest goes when there are too many.
struct BoundedTable<Value> {
    let limit: Int
    private var values: [String: Value] = [:]
    /// The keys in the order in which they came, from `first` on.
    private var order: [String] = []
    private var first = 0

    init(limit: Int) {
        self.limit = limit
    }

    var count: Int { values.count }

    /// The value under a key; a new one is the youngest, and setting nil isn't possible.
    subscript(_ key: String) -> Value? {
        values[key]
    }

    /// Changes the value under a key, `fresh` if there is none.
    mutating func change<Result>(_ key: String, fresh: Value, _ body: (inout Value) -> Result) -> Result {
        if values[key] == nil {
            order.append(key)
            if order.count - first > limit { removeOldest() }
        }
        return body(&values[key, default: fresh])
    }

    private mutating func removeOldest() {
        values[order[first]] = nil
        first += 1
        if first * 2 > order.count {
            order.removeFirst(first)
            first = 0
        }
    }
}
