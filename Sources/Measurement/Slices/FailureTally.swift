/// Failures of one endpoint that share a kind, a status and a message.
public struct FailureTally: Sendable, Hashable {
    /// The endpoint's name, or the action's whose code threw.
    public let endpoint: String
    /// What kind of failure it was.
    public let kind: FailureKind
    /// The answer's status; 0 when there was none.
    public let status: Int
    /// What went wrong, in a sentence.
    public let message: String
    /// What came in the first of them, where that differs from one to the next; empty otherwise. No part of what makes two failures the same.
    public let example: String
    /// How often.
    public package(set) var count: Int64
    /// When it was first seen, from the run's start.
    public package(set) var first: Duration
    /// When it was last seen, from the run's start.
    public package(set) var last: Duration

    /// Creates a tally.
    package init(
        endpoint: String, kind: FailureKind, status: Int, message: String, example: String = "", count: Int64,
        first: Duration, last: Duration
    ) {
        self.endpoint = endpoint
        self.kind = kind
        self.status = status
        self.message = message
        self.example = example
        self.count = count
        self.first = first
        self.last = last
    }

    /// What went wrong, with an example where there is one.
    public var sentence: String { example.isEmpty ? message : "\(message), for example \(example)" }

    /// The message that stands for all beyond the limit.
    package static let overflowMessage = "(other messages)"

    /// What makes two failures the same.
    package struct Key: Hashable, Sendable {
        let endpoint: String
        let kind: FailureKind
        let status: Int
        let message: String
    }

    package var key: Key { Key(endpoint: endpoint, kind: kind, status: status, message: message) }

    /// Adds up those that are the same, in order of their first appearance.
    package static func merge(_ tallies: [FailureTally]) -> [FailureTally] {
        guard tallies.count > 1 else { return tallies }
        var places: [Key: Int] = [:]
        var merged: [FailureTally] = []
        for tally in tallies {
            if let place = places[tally.key] {
                merged[place].count += tally.count
                merged[place].first = min(merged[place].first, tally.first)
                merged[place].last = max(merged[place].last, tally.last)
            } else {
                places[tally.key] = merged.count
                merged.append(tally)
            }
        }
        return merged
    }
}
