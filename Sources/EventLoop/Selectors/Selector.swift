/// The system's way to wait for many descriptors at once.
///
/// Used on one thread only. Level-triggered: what isn't read is told again. A descriptor is known by a token that holds
/// its number and a generation, so that news of a closed descriptor never reaches the next owner of its number.
package protocol Selector: AnyObject {
    /// Starts watching a descriptor that isn't watched.
    func add(_ token: WatchToken, for interest: Interest) throws
    /// Changes what a watched descriptor is watched for.
    func change(_ token: WatchToken, to interest: Interest) throws
    /// Stops watching.
    ///
    /// - Parameter closed: the descriptor is closed already, which some systems take for a removal.
    func remove(_ token: WatchToken, closed: Bool)
    /// Waits until something is ready or the time is over, and appends what is ready.
    ///
    /// - Parameter timeoutNs: how long to wait at most; 0 to look only, nil to wait for ever.
    func wait(timeoutNs: Int64?, into ready: inout [Readiness]) throws
    /// Frees what the selector holds.
    func close()
}

/// A watched descriptor and the generation of its watching.
package struct WatchToken: Hashable, Sendable {
    package let descriptor: Int32
    package let generation: UInt32

    package init(descriptor: Int32, generation: UInt32) {
        self.descriptor = descriptor
        self.generation = generation
    }

    /// Both parts in one word, as a kernel can carry it.
    var word: UInt64 {
        UInt64(generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
    }

    init(word: UInt64) {
        descriptor = Int32(bitPattern: UInt32(truncatingIfNeeded: word))
        generation = UInt32(truncatingIfNeeded: word >> 32)
    }
}

/// A descriptor that is ready, and for what.
package struct Readiness: Equatable, Sendable {
    package let token: WatchToken
    package let interest: Interest

    package init(token: WatchToken, interest: Interest) {
        self.token = token
        self.interest = interest
    }
}
