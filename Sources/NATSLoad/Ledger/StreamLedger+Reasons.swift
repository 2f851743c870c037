/// What looks like a difference and has its reason.
extension StreamLedger {
    /// What has its reason, one sentence each.
    public var explanations: [String] {
        var found: [String] = []
        if !origins.isEmpty {
            found.append(
                "\(stream): it takes messages from \(origins.joined(separator: ", ")) as well, so what it took beyond this run's is theirs"
            )
        }
        for consumer in consumers { found += isCore ? coreReasons(consumer) : reasons(consumer) }
        return found
    }

    private func reasons(_ consumer: Consumer) -> [String] {
        let place = "\(stream), consumer \(consumer.name)"
        var found: [String] = []
        if consumer.counts.duplicates > 0, consumer.counts.renumbered > 0 {
            found.append(
                "\(place): \(consumer.counts.duplicates) messages came twice without being marked as redelivered, "
                    + "because the server had forgotten \(consumer.counts.renumbered) deliveries (a crash or a change of leader)"
            )
        }
        guard stored != nil, consumer.isOurs, consumer.absence == nil else { return found }
        let limits = droppingLimits.joined(separator: ", ")
        let missing = undelivered(consumer)
        if missing > 0, missing <= droppable(consumer) {
            found.append("\(place): \(missing) messages left the stream before they were delivered (\(limits))")
        }
        let silent = unanswered(consumer)
        if silent > 0, let times = consumer.maxDeliver {
            found.append(
                "\(place): \(silent) messages were delivered as often as max_deliver allows (\(times)) and never acknowledged"
            )
        } else if silent > 0, silent <= droppable(consumer) {
            found.append("\(place): \(silent) messages left the stream before they were acknowledged (\(limits))")
        }
        return found
    }

    /// Core NATS keeps nothing, so what wasn't received is no fault of the account.
    private func coreReasons(_ consumer: Consumer) -> [String] {
        let missed = published.unconfirmed - consumer.counts.distinct
        guard missed > 0, !hasForeignPublishers else { return [] }
        return [
            "\(stream), consumer \(consumer.name): \(missed) of \(published.unconfirmed) messages weren't received; "
                + "core NATS keeps none for those who are slow or away"
        ]
    }

    // MARK: - Sums

    /// Delivered by the server and lost on the way to us: they stay ack pending until they are delivered again.
    func onTheirWay(_ consumer: Consumer) -> Int64 { consumer.acknowledges ? consumer.ackPending : 0 }

    /// Messages of its stream that a consumer was neither given nor still has to be.
    func undelivered(_ consumer: Consumer) -> Int64 {
        let all = (storedEarlier ?? stored ?? 0) + consumer.foreseen
        return max(0, all - consumer.counts.distinct - consumer.pending - onTheirWay(consumer))
    }

    /// Messages that a consumer received, and that neither have its answer nor wait for it.
    func unanswered(_ consumer: Consumer) -> Int64 {
        guard consumer.acknowledgesEach, consumer.refusal == nil else { return 0 }
        let counts = consumer.counts
        return max(
            0, counts.distinct - min(counts.distinct, counts.acknowledged + counts.terminated) - consumer.ackPending)
    }

    /// How many messages a limit may have taken away at most: no more than left the stream, and none that an acknowledgement removed.
    func droppable(_ consumer: Consumer) -> Int64 {
        if droppingLimits.isEmpty { return 0 }
        guard let removed else { return .max }
        let counts = consumer.counts
        let answered = min(counts.distinct, counts.acknowledged + counts.terminated)
        return max(0, removed - (removesAnswered ? max(0, answered - consumer.ackPending) : 0))
    }
}
