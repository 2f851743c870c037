package import Results

extension StreamLedger {
    /// The account in one line.
    package var summary: String {
        var parts = ["\(published.acknowledged) of \(published.attempted) acknowledged"]
        for (name, count) in [
            ("refused", published.refused), ("unknown", published.unknown), ("unconfirmed", published.unconfirmed),
        ] where count > 0 { parts.append("\(count) \(name)") }
        if !isCore { parts.append("\(stored.map(String.init) ?? "not known") stored") }
        for consumer in consumers {
            let counts = consumer.counts
            parts.append("\(consumer.name) received \(counts.distinct)")
            if counts.redelivered > 0 { parts.append("\(counts.redelivered) again") }
        }
        return "\(stream): \(parts.joined(separator: ", ")); "
            + (isBalanced ? "adds up" : differences.joined(separator: "; "))
    }

    /// The account's numbers, for the events of a run.
    package var fields: [String: EventValue] {
        var fields: [String: EventValue] = ["stream": .text(stream), "balanced": .flag(isBalanced)]
        fields["attempted"] = .number(Double(published.attempted))
        fields["acknowledged"] = .number(Double(published.acknowledged))
        fields["refused"] = .number(Double(published.refused))
        fields["unknown"] = .number(Double(published.unknown))
        fields["unconfirmed"] = .number(Double(published.unconfirmed))
        fields["unsent"] = .number(Double(published.unsent))
        if let stored { fields["stored"] = .number(Double(stored)) }
        if let remaining { fields["remaining"] = .number(Double(remaining)) }
        if let removed { fields["removed"] = .number(Double(removed)) }
        for consumer in consumers {
            let counts = consumer.counts
            fields["\(consumer.name).delivered"] = .number(Double(counts.delivered))
            fields["\(consumer.name).distinct"] = .number(Double(counts.distinct))
            fields["\(consumer.name).redelivered"] = .number(Double(counts.redelivered))
            fields["\(consumer.name).duplicates"] = .number(Double(counts.duplicates))
            fields["\(consumer.name).acknowledged"] = .number(Double(counts.acknowledged))
            fields["\(consumer.name).pending"] = .number(Double(consumer.pending))
            fields["\(consumer.name).ack_pending"] = .number(Double(consumer.ackPending))
        }
        return fields
    }
}
