internal import Glibc

/// Waits with POSIX's poll: what other systems would use, and the yardstick for the faster selector.
package final class PollSelector: Selector {
    private var entries: [pollfd] = []
    private var generations: [UInt32] = []
    /// Where a descriptor stands in the entries.
    private var positions: [Int32: Int] = [:]

    package init() {}

    package func add(_ token: WatchToken, for interest: Interest) throws {
        guard positions[token.descriptor] == nil else {
            throw EventLoopError(.selector, call: "poll(\(token.descriptor))", errno: EEXIST)
        }
        // Poll itself says nothing of a closed descriptor until it waits.
        guard fcntl(token.descriptor, F_GETFD) >= 0 else {
            throw EventLoopError(.selector, call: "poll(\(token.descriptor))", errno: EBADF)
        }
        positions[token.descriptor] = entries.count
        entries.append(pollfd(fd: token.descriptor, events: Self.events(of: interest), revents: 0))
        generations.append(token.generation)
    }

    package func change(_ token: WatchToken, to interest: Interest) throws {
        guard let position = positions[token.descriptor] else {
            throw EventLoopError(.selector, call: "poll(\(token.descriptor))", errno: ENOENT)
        }
        entries[position].events = Self.events(of: interest)
        generations[position] = token.generation
    }

    package func remove(_ token: WatchToken, closed: Bool) {
        guard let position = positions.removeValue(forKey: token.descriptor) else { return }
        let last = entries.count - 1
        if position != last {
            entries.swapAt(position, last)
            generations.swapAt(position, last)
            positions[entries[position].fd] = position
        }
        entries.removeLast()
        generations.removeLast()
    }

    package func wait(timeoutNs: Int64?, into ready: inout [Readiness]) throws {
        var count = poll(&entries, nfds_t(entries.count), Milliseconds.roundedUp(timeoutNs ?? -1))
        if count < 0 {
            if errno == EINTR { return }
            throw EventLoopError(.selector, call: "poll", errno: errno)
        }
        for (entry, generation) in zip(entries, generations) where count > 0 && entry.revents != 0 {
            count -= 1
            ready.append(
                Readiness(
                    token: WatchToken(descriptor: entry.fd, generation: generation),
                    interest: Self.interest(ofEvents: entry.revents)))
        }
    }

    package func close() {
        entries = []
        generations = []
        positions = [:]
    }

    private static func events(of interest: Interest) -> Int16 {
        var events: Int32 = 0
        if interest.contains(.readable) { events |= POLLIN }
        if interest.contains(.writable) { events |= POLLOUT }
        return Int16(events)
    }

    private static func interest(ofEvents events: Int16) -> Interest {
        let events = Int32(events)
        var interest: Interest = []
        if events & (POLLIN | POLLHUP) != 0 { interest.insert(.readable) }
        if events & POLLOUT != 0 { interest.insert(.writable) }
        if events & (POLLERR | POLLHUP | POLLNVAL) != 0 { interest.insert(.failed) }
        return interest
    }
}
