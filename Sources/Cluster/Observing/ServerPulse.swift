internal import Measurement

/// Decides from the API server's answers and silences whether it lives.
///
/// Pure: events in the past tense go in, what to do comes out. One late answer may be the fault of this machine, which is
/// under load itself, and is asked for again at once; two in a row, or a refusal, are the server's.
struct ServerPulse: Sendable {
    private enum State: Sendable, Equatable {
        case alive
        /// One answer was late.
        case doubted
        case lost
    }

    /// What follows from an event.
    enum Action: Sendable, Equatable {
        case nothing
        /// Nothing was seen since a time.
        case tellLoss(since: WallTime)
        case tellReturn
    }

    private var state = State.alive
    private var lastAlive: WallTime

    /// The pulse of a server that was alive at a time.
    init(aliveAt time: WallTime) {
        lastAlive = time
    }

    /// The server answered.
    mutating func answered(at time: WallTime) -> Action {
        defer { (state, lastAlive) = (.alive, time) }
        return state == .lost ? .tellReturn : .nothing
    }

    /// The server did not answer as it should.
    ///
    /// - Parameter isLate: whether it said nothing at all in the time it was given.
    mutating func failed(isLate: Bool) -> Action {
        switch state {
        case .alive where isLate:
            state = .doubted
            return .nothing
        case .alive, .doubted:
            state = .lost
            return .tellLoss(since: lastAlive)
        case .lost:
            return .nothing
        }
    }

    /// How long to wait before the next question.
    func pause(_ interval: Duration) -> Duration {
        switch state {
        case .alive: interval
        case .doubted: .zero
        case .lost: min(interval, .seconds(2))
        }
    }
}
