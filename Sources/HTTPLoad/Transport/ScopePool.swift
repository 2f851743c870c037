/// Numbers that keep the connections of users apart, from 1 on; the lowest free one is taken.
struct ScopePool {
    private var next = 1
    private var free: [Int] = []

    mutating func take() -> Int {
        if let number = free.popLast() { return number }
        defer { next += 1 }
        return next
    }

    mutating func giveBack(_ number: Int) {
        free.append(number)
    }
}
