import Measurement

extension QueuePlan {
    /// What the plan would create and do, for `--check`.
    package var lines: [String] {
        var lines = ["\(name): \(connection.servers.map(\.description).joined(separator: ", "))"]
        lines[0] += usesJetStream ? ", JetStream" : ", core NATS"
        if usesJetStream, let domain = connection.jetStreamDomain { lines[0] += " domain \(domain)" }
        if let duration { lines[0] += ", \(SpanText.text(nanoseconds: duration.nanoseconds))" }
        for stream in streams {
            let config = stream.config
            var words = [
                config.storage.rawValue, "replicas \(config.replicas)", "retention \(config.retention.rawValue)",
            ]
            words.append("discard \(config.discard.rawValue)")
            if config.maxAgeNs > 0 { words.append("max age \(SpanText.text(nanoseconds: config.maxAgeNs))") }
            if config.maxMessages > 0 { words.append("max messages \(config.maxMessages)") }
            if config.maxBytes > 0 { words.append("max bytes \(config.maxBytes)") }
            if config.maxMessagesPerSubject > 0 { words.append("max per subject \(config.maxMessagesPerSubject)") }
            if config.maxConsumers > 0 { words.append("max consumers \(config.maxConsumers)") }
            lines.append(
                "  stream \(config.name) on \(config.subjects.joined(separator: ", ")): \(words.joined(separator: ", "))"
            )
        }
        var publisherLines: [String: Int] = [:]
        for publisher in publishers {
            let sizes = publisher.payloads.map(\.count)
            let (low, high) = (sizes.min() ?? 0, sizes.max() ?? 0)
            let text =
                "to \(publisher.subjects.joined(separator: ", ")), \(publisher.shape.words), \(low < high ? "\(low)–\(high)" : "\(low)") bytes"
            publisherLines[text, default: 0] += 1
        }
        for (text, count) in publisherLines.sorted(by: { $0.key < $1.key }) {
            lines.append("  \(count) publisher\(count == 1 ? "" : "s") \(text)")
        }
        for consumer in consumers {
            var words = ["\(consumer.kind.rawValue)", "ack \(consumer.config.acknowledgement.rawValue)"]
            if let ns = consumer.config.ackWaitNs { words.append("ack wait \(SpanText.text(nanoseconds: ns))") }
            if let count = consumer.config.maxAckPending { words.append("max ack pending \(count)") }
            if consumer.delayNs > 0 { words.append("delay \(SpanText.text(nanoseconds: consumer.delayNs))") }
            words.append("\(consumer.members) client\(consumer.members == 1 ? "" : "s")")
            lines.append("  consumer \(consumer.name) of \(consumer.stream): \(words.joined(separator: ", "))")
        }
        return lines
    }
}

extension PublishSchedule.Shape {
    /// The shape in words.
    package var words: String {
        switch self {
        case .steady(let rate, let ramp, _):
            "steady \(rate.short)/s each" + (ramp > 0 ? " after a ramp of \(SpanText.text(nanoseconds: ramp))" : "")
        case .random(let rate, let burst, let ramp, _):
            "random bursts of up to \(burst), \(rate.short)/s each"
                + (ramp > 0 ? " after a ramp of \(SpanText.text(nanoseconds: ramp))" : "")
        case .bursts(let count, let size, let interval, let pause):
            "\(count) bursts of \(size) with \(SpanText.text(nanoseconds: interval)) between messages and "
                + "\(SpanText.text(nanoseconds: pause)) between bursts"
        case .unpaced(let count, _):
            count.map { "\($0) messages as fast as they are taken" } ?? "as fast as they are taken"
        }
    }
}

extension Double {
    fileprivate var short: String { self == rounded() ? "\(Int64(self))" : "\(self)" }
}
