/// Actions by their times; of equal times, the one that was added first comes first.
struct DeadlineHeap {
    private struct Entry {
        var ns: Int64
        var number: UInt64
        var action: @Sendable () -> Void

        func isBefore(_ other: Entry) -> Bool {
            (ns, number) < (other.ns, other.number)
        }
    }

    private var entries: [Entry] = []
    private var next: UInt64 = 0

    /// When the first is due.
    var firstNs: Int64? { entries.first?.ns }

    /// Adds an action; true when it is the first now.
    mutating func insert(atNs ns: Int64, _ action: @escaping @Sendable () -> Void) -> Bool {
        entries.append(Entry(ns: ns, number: next, action: action))
        next += 1
        var child = entries.count - 1
        while child > 0, case let parent = (child - 1) / 2, entries[child].isBefore(entries[parent]) {
            entries.swapAt(child, parent)
            child = parent
        }
        return child == 0
    }

    /// Takes out the first; there must be one.
    mutating func removeFirst() -> @Sendable () -> Void {
        entries.swapAt(0, entries.count - 1)
        let first = entries.removeLast()
        var parent = 0
        while true {
            let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < entries.count }
            guard let least = children.min(by: { entries[$0].isBefore(entries[$1]) }),
                entries[least].isBefore(entries[parent])
            else { break }
            entries.swapAt(parent, least)
            parent = least
        }
        return first.action
    }
}
