/// What a recorder gathers about one second and phase besides its endpoints' samples.
///
/// A class of its own memory for the lag, which is recorded per arrival; used on the recorder's thread.
final class RecordedSecond {
    let second: Int
    let phase: Int
    var slice: SecondSlice
    private var lag: CounterTable
    /// The failures, by what makes them the same.
    private var failurePlaces: [FailureTally.Key: Int] = [:]

    /// How many different messages are kept in a second.
    static let messageLimit = 100
    /// How many characters of a message are kept.
    static let messageLength = 300

    init(second: Int, phase: Int, layout: HistogramLayout) {
        self.second = second
        self.phase = phase
        slice = SecondSlice(second: second, phase: phase)
        lag = CounterTable(counterCount: layout.counterCount)
    }

    deinit {
        lag.free()
    }

    func recordLag(_ ns: Int64, layout: HistogramLayout) {
        lag.record(ns, layout: layout)
    }

    func failed(
        endpoint: String, kind: FailureKind, status: Int, message: String, example: String, at time: Duration
    ) {
        var tally = FailureTally(
            endpoint: endpoint, kind: kind, status: status, message: Self.bounded(message),
            example: Self.bounded(example), count: 1, first: time, last: time)
        if failurePlaces[tally.key] == nil, failurePlaces.count >= Self.messageLimit {
            tally = FailureTally(
                endpoint: Endpoint.overflowName, kind: kind, status: 0, message: FailureTally.overflowMessage, count: 1,
                first: time, last: time)
        }
        if let place = failurePlaces[tally.key] {
            slice.failures[place].count += 1
            slice.failures[place].first = Swift.min(slice.failures[place].first, time)
            slice.failures[place].last = Swift.max(slice.failures[place].last, time)
        } else {
            failurePlaces[tally.key] = slice.failures.count
            slice.failures.append(tally)
        }
    }

    private static func bounded(_ text: String) -> String {
        text.count > messageLength ? text.prefix(messageLength) + "…" : text
    }

    /// What was gathered. Called once.
    func take(layout: HistogramLayout) -> SecondSlice {
        slice.lag = lag.take(layout: layout)
        return slice
    }
}
