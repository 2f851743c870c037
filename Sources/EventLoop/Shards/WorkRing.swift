/// A queue without a lock, for the work that a shard's thread gives to itself.
struct WorkRing {
    /// A power of two of places; those outside the queue hold nil.
    private var places: [Work?]
    private var head = 0
    private(set) var count = 0

    init(capacity: Int = 1024) {
        precondition(capacity > 0 && capacity & (capacity - 1) == 0, "a ring needs a power of two of places")
        places = Array(repeating: nil, count: capacity)
    }

    var isEmpty: Bool { count == 0 }

    mutating func append(_ work: Work) {
        if count == places.count { grow() }
        places[(head + count) & (places.count - 1)] = work
        count += 1
    }

    mutating func popFirst() -> Work? {
        guard count > 0 else { return nil }
        let work = places[head].take()
        head = (head + 1) & (places.count - 1)
        count -= 1
        return work
    }

    private mutating func grow() {
        var larger: [Work?] = []
        larger.reserveCapacity(places.count * 2)
        larger.append(contentsOf: places[head...])
        larger.append(contentsOf: places[..<head])
        larger.append(contentsOf: repeatElement(nil, count: places.count))
        places = larger
        head = 0
    }
}
