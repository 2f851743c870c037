extension LoadSpec {
    /// Clients that one process can have: more than there are ports on an address isn't a load but a slip of the pen.
    static let clientLimit = 100_000

    /// Checks what can only be seen with all parts of a spec at hand; faults go to the reader's log.
    func check(_ reader: FieldReader) {
        checkReferences(reader)
        checkSubjects(reader)
        checkConsumers(reader)
        checkRates(reader)
        if let fault = clientFault { reader.log.fault(reader.path, fault) }
    }

    /// Publishers and consumers must name streams that the spec has.
    private func checkReferences(_ reader: FieldReader) {
        let prefixes = streams.map(\.namePrefix)
        let known = prefixes.isEmpty ? "none" : prefixes.map { "“\($0)”" }.joined(separator: ", ")
        for (index, publisher) in publishers.enumerated() where !prefixes.contains(publisher.streamNamePrefix) {
            reader.log.fault(
                reader.path("publishers[\(index)].stream_name_prefix"),
                "there is no stream with the prefix “\(publisher.streamNamePrefix)”; there is \(known)")
        }
        for (index, consumer) in consumers.enumerated() where !prefixes.contains(consumer.streamNamePrefix) {
            reader.log.fault(
                reader.path("consumers[\(index)].stream_name_prefix"),
                "there is no stream with the prefix “\(consumer.streamNamePrefix)”; there is \(known)")
        }
        if Set(prefixes).count < prefixes.count {
            reader.log.fault(
                reader.path("streams"), "two of them have the same name_prefix; their streams would be the same")
        }
    }

    /// A server lets a message into one stream only, and so refuses streams that would take the same.
    private func checkSubjects(_ reader: FieldReader) {
        struct Place {
            let stream: Int
            let subject: Int
            let text: String
        }
        var places: [Place] = []
        for (number, stream) in streams.enumerated() {
            // What holds for the first copies of a stream holds for all.
            for copy in 1...2 where copy <= stream.count {
                // One that is wrong has been told of.
                for (subject, text) in stream.subjects.enumerated()
                where SubjectPattern.fault(text, isStored: usesJetStream) == nil {
                    let expanded = Self.expanded(text, index: copy, pod: "pod")
                    places.append(Place(stream: number, subject: subject, text: expanded))
                }
            }
        }
        // Pairs are looked at one by one; with thousands of subjects the server says it.
        guard places.count <= 1000 else { return }
        var told: Set<String> = []
        for (index, second) in places.enumerated() {
            for first in places[..<index] where SubjectPattern.overlap(first.text, second.text) {
                // On core NATS a message goes to whoever listens.
                if first.stream != second.stream, !usesJetStream { continue }
                let path = reader.path("streams[\(second.stream)].subjects[\(second.subject)]")
                guard told.insert(path).inserted else { continue }
                reader.log.fault(path, overlapText(first.stream, first.subject, second.stream, second.subject))
            }
        }
    }

    private func overlapText(_ stream: Int, _ subject: Int, _ otherStream: Int, _ otherSubject: Int) -> String {
        if stream == otherStream, subject == otherSubject {
            return
                "\(streams[stream].count) streams would take the same messages; put {} in, which becomes the stream's index"
        }
        let first = streams[stream].subjects[subject]
        let place = stream == otherStream ? "subjects[\(subject)]" : "streams[\(stream)].subjects[\(subject)]"
        return "takes messages that \(place) (“\(first)”) takes as well; a message goes into one stream once"
    }

    private func checkConsumers(_ reader: FieldReader) {
        for (index, consumer) in consumers.enumerated() {
            guard let stream = streams.first(where: { $0.namePrefix == consumer.streamNamePrefix }), usesJetStream
            else {
                continue
            }
            if stream.retention == .workqueue, consumer.ackPolicy != .explicit {
                reader.log.fault(
                    reader.path("consumers[\(index)].ack_policy"),
                    "a workqueue stream needs “explicit”, found “\(consumer.ackPolicy.rawValue)”")
            }
            let rivals = consumers[..<index].enumerated().filter { $1.streamNamePrefix == consumer.streamNamePrefix }
            if let rival = rivals.first(where: { $1.durableNamePrefix == consumer.durableNamePrefix }) {
                reader.log.fault(
                    reader.path("consumers[\(index)].durable_name_prefix"),
                    "“\(consumer.durableNamePrefix)” is that of consumers[\(rival.offset)] on the same stream; they would be one consumer"
                )
            } else if stream.retention == .workqueue, let rival = rivals.first {
                reader.log.fault(
                    reader.path("consumers[\(index)].stream_name_prefix"),
                    "a workqueue stream takes one consumer, and consumers[\(rival.offset)] is there; raise its count_per_stream instead"
                )
            }
        }
        for (index, stream) in streams.enumerated() where usesJetStream && stream.maxConsumers > 0 {
            let own = consumers.filter { $0.streamNamePrefix == stream.namePrefix }
            let isOne = stream.retention == .workqueue
            let count = own.reduce(0) { $0 + (isOne ? min(1, $1.countPerStream) : $1.countPerStream) }
            guard count > stream.maxConsumers else { continue }
            reader.log.fault(
                reader.path("streams[\(index)].max_consumers"),
                "is \(stream.maxConsumers), but the consumers' count_per_stream makes \(count)")
        }
    }

    /// The stream's own rate is what its publishers make together; where they make another, theirs rule, and that is said.
    private func checkRates(_ reader: FieldReader) {
        for (index, stream) in streams.enumerated() where stream.messagesPerSecond > 0 {
            let made = publishers.filter { $0.streamNamePrefix == stream.namePrefix }
                .reduce(0) { $0 + $1.ratePerSecond * Double($1.countPerStream) }
            guard abs(made - stream.messagesPerSecond) > 1e-6 * stream.messagesPerSecond else { continue }
            reader.log.remark(
                reader.path("streams[\(index)].messages_per_stream_per_second"),
                "is \(stream.messagesPerSecond.brief), but its publishers make \(made.brief) together; theirs rule")
        }
    }

    // MARK: - Sizes

    /// Clients of all publishers and consumers together; a product of counts that may be larger than any integer.
    var clients: Double {
        streams.reduce(0.0) { sum, stream in
            let publishing = publishers.filter { $0.streamNamePrefix == stream.namePrefix }.map(\.countPerStream)
            let consuming = consumers.filter { $0.streamNamePrefix == stream.namePrefix }.map(\.countPerStream)
            return sum + (publishing + consuming).reduce(0.0) { $0 + Double($1) } * Double(stream.count)
        }
    }

    private var clientFault: String? {
        clients <= Double(Self.clientLimit)
            ? nil
            : "count × count_per_stream makes \(clients.brief) clients; a process has \(Self.clientLimit) at most, so lower them or use several"
    }

    /// What a round's multipliers have made too large or too small, a sentence each; empty for a spec as it was read.
    package var sizeFaults: [String] {
        var faults = [clientFault].compactMap(\.self)
        func check(_ name: String, _ value: Double, _ range: ClosedRange<Double>) {
            if range.contains(value) { return }
            faults.append(
                "\(name) is \(value.brief), which isn't from \(range.lowerBound.brief) to \(range.upperBound.brief)")
        }
        for stream in streams {
            check("streams.count", Double(stream.count), 0...1e5)
            check("streams.replicas", Double(stream.replicas), 1...5)
            check("streams.max_age in ns", Double(stream.maxAgeNs), 0...4e18)
        }
        for publisher in publishers {
            check("publishers.publish_rate_per_second", publisher.ratePerSecond, 0...1e8)
            check("publishers.publish_burst_size", Double(publisher.burstSize), 1...1e6)
            check("publishers.message_size_bytes", Double(publisher.messageSizeBytes), 0...Double(64 << 20))
        }
        for consumer in consumers {
            check("consumers.ack_wait_seconds", consumer.ackWaitSeconds, 0.001...86_400)
            check("consumers.max_ack_pending", Double(consumer.maxAckPending), -1...1e7)
            check("consumers.consume_delay_ms", consumer.consumeDelayMs, 0...3.6e6)
        }
        check("behavior.duration_seconds", durationSeconds, 0.001...31_536_000)
        check("behavior.ramp_up_seconds", rampUpSeconds, 0...31_536_000)
        return faults
    }
}

extension Double {
    /// Without a fraction where there is none.
    fileprivate var brief: String { self == rounded() && magnitude < 1e15 ? "\(Int64(self))" : "\(self)" }
}
