/// The published messages that wait for their acknowledgement: a fixed number of places, found by the token in the reply subject.
///
/// A full window makes its publisher wait; that is the back-pressure. A token is never used twice, so a late answer can't be taken for another's.
package struct PublishWindow: ~Copyable {
    package struct Entry: Equatable, Sendable {
        package var token: UInt64
        package var plannedNs: Int64
        package var sentNs: Int64
        // 32 bytes in all: a thousand entries stay in the processor's nearest cache.
        private var shortBytes: Int32
        private var shortSubject: Int32
        package var bytes: Int { Int(shortBytes) }
        /// Which of the publisher's subjects it went to.
        package var subject: Int { Int(shortSubject) }

        package init(token: UInt64, plannedNs: Int64, sentNs: Int64, bytes: Int, subject: Int = 0) {
            (self.token, self.plannedNs, self.sentNs) = (token, plannedNs, sentNs)
            // No server takes as much as two gibibytes, nor has a plan as many subjects.
            (shortBytes, shortSubject) = (Int32(clamping: bytes), Int32(clamping: subject))
        }
    }

    private static let free = UInt64.max
    // Pointers and not arrays, which would ask for each message whether somebody else holds them: both have `capacity` elements from `init` to
    // `deinit`, places are below `capacity`, and at most as many are free.
    private let entries: UnsafeMutableBufferPointer<Entry>
    private let freePlaces: UnsafeMutablePointer<Int32>
    private var freeCount: Int
    private var generation: UInt64 = 0
    private let shift: UInt64
    private let mask: UInt64
    package let capacity: Int
    package var inFlight: Int { capacity - freeCount }
    package var isFull: Bool { freeCount == 0 }
    package var isEmpty: Bool { inFlight == 0 }
    /// Whether at least half of the places are free: who publishes as fast as it can fills them together then, as a message for each
    /// acknowledgement would cost both sides a system call for each.
    package var isHalfFree: Bool { freeCount * 2 >= capacity }

    package init(capacity: Int) {
        precondition((1...1 << 20).contains(capacity), "a window has 1 to 1,048,576 places, not \(capacity)")
        self.capacity = capacity
        shift = UInt64(64 - (UInt64(capacity) - 1).leadingZeroBitCount)
        mask = (1 << shift) - 1
        entries = .allocate(capacity: capacity)
        entries.initialize(repeating: Entry(token: Self.free, plannedNs: 0, sentNs: 0, bytes: 0))
        freePlaces = .allocate(capacity: capacity)
        freeCount = capacity
        for place in 0..<capacity { freePlaces[place] = Int32(capacity - 1 - place) }
    }

    deinit {
        entries.deallocate()
        freePlaces.deallocate()
    }

    /// Takes a place; the caller has looked that there is one.
    package mutating func reserve(plannedNs: Int64, sentNs: Int64, bytes: Int, subject: Int = 0) -> UInt64 {
        precondition(freeCount > 0, "a full window of \(capacity) was asked for a place")
        freeCount -= 1
        let place = freePlaces[freeCount]
        generation &+= 1
        let token = generation << shift | UInt64(place)
        entries[Int(place)] = Entry(
            token: token, plannedNs: plannedNs, sentNs: sentNs, bytes: bytes, subject: subject)
        return token
    }

    /// The token in the subject of an answer, behind the publisher's own part of it; `nil` when there is none.
    package func token(of answer: IncomingMessage, behind length: Int) -> UInt64? {
        ReplyToken.read(answer.subject, behind: length)
    }

    /// Gives the place back without an answer, for a message that wasn't taken.
    package mutating func withdraw(_ token: UInt64) {
        _ = answered(token)
    }

    /// The entry that an answer is for, or `nil` when nobody waits for it any more.
    package mutating func answered(_ token: UInt64) -> Entry? {
        let place = Int(token & mask)
        guard place < capacity, entries[place].token == token else { return nil }
        let entry = entries[place]
        release(place)
        return entry
    }

    private mutating func release(_ place: Int) {
        entries[place].token = Self.free
        freePlaces[freeCount] = Int32(place)
        freeCount += 1
    }

    /// Tokens grow, so the smallest generation was sent first.
    private func oldestToken(subject: Int) -> UInt64? {
        entries.lazy.filter { $0.token != Self.free && $0.subject == subject }.map(\.token)
            .min { $0 >> shift < $1 >> shift }
    }

    /// Takes out what was sent before a time, oldest places first.
    package mutating func expire(sentBefore ns: Int64) -> [Entry] {
        guard inFlight > 0 else { return [] }
        var expired: [Entry] = []
        for place in entries.indices where entries[place].token != Self.free && entries[place].sentNs < ns {
            expired.append(entries[place])
            release(place)
        }
        return expired
    }
}

extension PublishWindow {
    /// Takes out the message that was sent to a subject first; linear, for faults only.
    package mutating func takeOldest(subject: Int = 0) -> Entry? {
        oldestToken(subject: subject).flatMap { answered($0) }
    }
}
