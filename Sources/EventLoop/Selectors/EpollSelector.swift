internal import CLinux
internal import Glibc

/// Waits with Linux's epoll.
package final class EpollSelector: Selector {
    private let epoll: Int32
    private let capacity = 256
    /// Where the kernel writes; allocated once, freed with the selector.
    private let events: UnsafeMutablePointer<epoll_event>
    /// False once the kernel has said that it doesn't know time-outs in nanoseconds.
    private var knowsNanoseconds: Bool
    private var isOpen = true

    /// - Parameter knowsNanoseconds: false to behave as on a kernel before 5.11, for tests.
    package init(knowsNanoseconds: Bool = true) throws {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        guard epoll >= 0 else { throw EventLoopError(.selector, call: "epoll_create1", errno: errno) }
        events = .allocate(capacity: capacity)
        self.knowsNanoseconds = knowsNanoseconds
    }

    deinit {
        close()
        events.deallocate()
    }

    package func add(_ token: WatchToken, for interest: Interest) throws {
        try control(EPOLL_CTL_ADD, token, interest)
    }

    package func change(_ token: WatchToken, to interest: Interest) throws {
        try control(EPOLL_CTL_MOD, token, interest)
    }

    package func remove(_ token: WatchToken, closed: Bool) {
        // Closing a descriptor takes it out of the set.
        if closed { return }
        var event = epoll_event()
        epoll_ctl(epoll, EPOLL_CTL_DEL, token.descriptor, &event)
    }

    package func wait(timeoutNs: Int64?, into ready: inout [Readiness]) throws {
        let count = wait(timeoutNs ?? -1)
        if count < 0 {
            if errno == EINTR { return }
            throw EventLoopError(.selector, call: "epoll_wait", errno: errno)
        }
        for index in 0..<Int(count) {
            let event = events[index]
            ready.append(
                Readiness(token: WatchToken(word: event.data.u64), interest: Self.interest(ofEvents: event.events)))
        }
    }

    package func close() {
        guard isOpen else { return }
        isOpen = false
        Glibc.close(epoll)
    }

    private func wait(_ timeoutNs: Int64) -> Int32 {
        if knowsNanoseconds {
            let count = plimsoll_epoll_pwait2(epoll, events, Int32(capacity), timeoutNs)
            guard count < 0, errno == ENOSYS else { return count }
            knowsNanoseconds = false
        }
        return epoll_wait(epoll, events, Int32(capacity), Milliseconds.roundedUp(timeoutNs))
    }

    private func control(_ operation: Int32, _ token: WatchToken, _ interest: Interest) throws {
        var event = epoll_event()
        event.events = Self.events(of: interest)
        event.data.u64 = token.word
        guard epoll_ctl(epoll, operation, token.descriptor, &event) == 0 else {
            throw EventLoopError(.selector, call: "epoll_ctl(\(token.descriptor))", errno: errno)
        }
    }

    private static func events(of interest: Interest) -> UInt32 {
        var events: UInt32 = 0
        if interest.contains(.readable) { events |= EPOLLIN.rawValue }
        if interest.contains(.writable) { events |= EPOLLOUT.rawValue }
        return events
    }

    private static func interest(ofEvents events: UInt32) -> Interest {
        var interest: Interest = []
        if events & (EPOLLIN.rawValue | EPOLLHUP.rawValue) != 0 { interest.insert(.readable) }
        if events & EPOLLOUT.rawValue != 0 { interest.insert(.writable) }
        if events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0 { interest.insert(.failed) }
        return interest
    }
}
