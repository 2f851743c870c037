/// A pause of everything that comes again and again: a garbage collector, a neighbour on the same disk.
package struct Stall: Sendable, Equatable {
    /// From one stall's end to the next one's.
    package var every: Duration
    /// How long it lasts; the last part of each period.
    package var length: Duration

    package init(every: Duration, length: Duration) {
        self.every = every
        self.length = length
    }

    /// When work of so many nanoseconds ends that begins at a time, both counted from the first period's start:
    /// work rests while a stall lasts.
    func end(ofWorkNs work: Int64, startedNs: Int64) -> Int64 {
        let (every, length) = (every.nanoseconds, length.nanoseconds)
        let open = every - length
        let position = startedNs % every
        // Where the clock stands, with a stall at hand already passed.
        var time = position >= open ? startedNs + every - position : startedNs
        let left = open - (position >= open ? 0 : position)
        guard work > left else { return time + work }
        time += left + length
        let (periods, rest) = (work - left).quotientAndRemainder(dividingBy: open)
        // Work that just fills a period ends before that period's stall.
        return rest == 0 ? time + periods * every - length : time + periods * every + rest
    }
}
