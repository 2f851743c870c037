import Synchronization

/// A response body that is written bit by bit, from any thread: watches, server-sent events.
///
/// A reader that stays behind by more than `limit` bytes is cut off, since a client that has gone away isn't noticed
/// otherwise and would fill the memory.
package final class HTTPStream: Sendable {
    private enum Phase {
        case open, finished, aborted
    }

    private struct State {
        var phase = Phase.open
        var pending: [UInt8] = []
        var read = 0
        var parked: ConnectionHandle?
        var onEnd: (@Sendable () -> Void)?
        var hasEnded = false
    }

    private let limit: Int
    private let state = Mutex(State())
    private let lot = Mutex<ParkingLot?>(nil)

    /// - Parameter limit: the bytes that may wait for the client.
    package init(limit: Int = 16 << 20) {
        self.limit = limit
    }

    /// Adds bytes; false when nobody reads any more.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        change { state in
            guard state.phase == .open, !state.hasEnded else { return false }
            state.pending += bytes
            if state.pending.count - state.read > limit {
                state.phase = .aborted
                return false
            }
            return true
        }
    }

    /// Adds text; false when nobody reads any more.
    @discardableResult
    package func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    /// Ends the body properly, after what was written.
    package func finish() {
        change { state in
            if state.phase == .open { state.phase = .finished }
        }
    }

    /// Closes the connection in the middle of the body.
    package func abort() {
        change { $0.phase = .aborted }
    }

    /// Is called once, when the client or either end has closed the stream.
    package func whenEnded(_ action: @escaping @Sendable () -> Void) {
        let hasEnded = state.withLock { state in
            if !state.hasEnded { state.onEnd = action }
            return state.hasEnded
        }
        if hasEnded { action() }
    }

    private func change<Result: Sendable>(_ body: (inout State) -> Result) -> Result {
        let lot = lot.withLock { $0 }
        return state.withLock { state in
            let result = body(&state)
            if let connection = state.parked, state.phase != .open || !state.pending.isEmpty {
                state.parked = nil
                lot?.wake(connection)
            }
            return result
        }
    }
}

// MARK: - The server's side

extension HTTPStream {
    /// What the server gets to send.
    enum Reading: Equatable {
        case bytes(Int)
        case end
        case failure
    }

    /// Binds the stream to the server that sends it.
    func attach(to lot: ParkingLot) {
        self.lot.withLock { $0 = lot }
    }

    /// Copies what waits into the server's buffer; parks the connection when nothing does.
    func read(into buffer: UnsafeMutableRawBufferPointer, for connection: ConnectionHandle) -> Reading {
        let lot = lot.withLock { $0 }
        return state.withLock { state in
            let waiting = state.pending.count - state.read
            if state.phase == .aborted { return .failure }
            guard waiting > 0 else {
                if state.phase == .finished { return .end }
                guard let lot, lot.park(connection) else { return .failure }
                state.parked = connection
                return .bytes(0)
            }
            let count = min(waiting, buffer.count)
            state.pending.withUnsafeBytes { pending in
                buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: pending[state.read..<state.read + count]))
            }
            state.read += count
            if state.read == state.pending.count {
                state.pending.removeAll(keepingCapacity: true)
                state.read = 0
            }
            return .bytes(count)
        }
    }

    /// Takes note that nobody reads any more.
    func ended() {
        let action = state.withLock { state in
            state.hasEnded = true
            state.parked = nil
            state.pending = []
            state.read = 0
            defer { state.onEnd = nil }
            return state.onEnd
        }
        action?()
    }
}
