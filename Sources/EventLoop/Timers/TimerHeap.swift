/// A timer that was set, for cancelling it.
package struct TimerID: Hashable, Sendable {
    let slot: Int32
    let generation: UInt32
}

/// Timers in the order of their deadlines; those of one deadline in the order they were set.
///
/// A binary heap whose entries know their place, so that cancelling is as cheap as setting: O(log n), no allocation once
/// it has grown.
struct TimerHeap<Payload> {
    private struct Entry {
        var deadline: Int64
        var sequence: UInt64
        var slot: Int32

        func isBefore(_ other: Entry) -> Bool {
            deadline != other.deadline ? deadline < other.deadline : sequence < other.sequence
        }
    }

    private struct Slot {
        var payload: Payload?
        var position: Int32
        var generation: UInt32
    }

    private var entries: [Entry] = []
    private var slots: [Slot] = []
    private var freeSlots: [Int32] = []
    private var sequence: UInt64 = 0

    var count: Int { entries.count }

    /// The earliest deadline.
    var nextDeadline: Int64? { entries.first?.deadline }

    /// Sets a timer.
    mutating func insert(deadline: Int64, _ payload: Payload) -> TimerID {
        let slot: Int32
        if let free = freeSlots.popLast() {
            slot = free
        } else {
            slot = Int32(slots.count)
            slots.append(Slot(payload: nil, position: 0, generation: 0))
        }
        slots[Int(slot)].payload = payload
        entries.append(Entry(deadline: deadline, sequence: sequence, slot: slot))
        sequence += 1
        moveUp(from: entries.count - 1)
        return TimerID(slot: slot, generation: slots[Int(slot)].generation)
    }

    /// Takes a timer out; nil when it has fired or was cancelled before.
    mutating func remove(_ id: TimerID) -> Payload? {
        let slot = Int(id.slot)
        guard slot < slots.count, slots[slot].generation == id.generation, slots[slot].payload != nil else {
            return nil
        }
        return removeEntry(at: Int(slots[slot].position))
    }

    /// Takes out the earliest timer that is due.
    mutating func popDue(at now: Int64) -> Payload? {
        guard let first = entries.first, first.deadline <= now else { return nil }
        return removeEntry(at: 0)
    }

    /// Takes out the earliest timer, due or not.
    mutating func popFirst() -> Payload? {
        entries.isEmpty ? nil : removeEntry(at: 0)
    }

    private mutating func removeEntry(at position: Int) -> Payload? {
        let slot = Int(entries[position].slot)
        let last = entries.removeLast()
        if position < entries.count {
            entries[position] = last
            slots[Int(last.slot)].position = Int32(position)
            moveUp(from: position)
            moveDown(from: Int(slots[Int(last.slot)].position))
        }
        let payload = slots[slot].payload.take()
        slots[slot].generation &+= 1
        freeSlots.append(Int32(slot))
        return payload
    }

    private mutating func moveUp(from start: Int) {
        let moving = entries[start]
        var position = start
        while position > 0 {
            let parent = (position - 1) / 2
            guard moving.isBefore(entries[parent]) else { break }
            place(entries[parent], at: position)
            position = parent
        }
        place(moving, at: position)
    }

    private mutating func moveDown(from start: Int) {
        let moving = entries[start]
        var position = start
        while true {
            var child = 2 * position + 1
            guard child < entries.count else { break }
            if child + 1 < entries.count, entries[child + 1].isBefore(entries[child]) { child += 1 }
            guard entries[child].isBefore(moving) else { break }
            place(entries[child], at: position)
            position = child
        }
        place(moving, at: position)
    }

    private mutating func place(_ entry: Entry, at position: Int) {
        entries[position] = entry
        slots[Int(entry.slot)].position = Int32(position)
    }
}
