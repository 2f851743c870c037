extension LoadSpec {
    /// Bytes of a name's prefix: an index follows, and servers take 255.
    static let longestName = 200

    static let fields = [
        "name", "nats_url", "nats_creds_file", "use_jetstream", "jetstream_domain", "client_id_prefix", "streams",
        "publishers", "consumers", "behavior", "log_limits",
    ]

    /// Reads a spec; faults and defaults go to the reader's log.
    init(_ reader: FieldReader, number: Int) {
        reader.refuseUnknown(Self.fields)
        name = reader.text("name", default: "spec-\(number)", required: true)
        url = reader.text("nats_url", default: "nats://localhost:4222", required: true)
        do {
            _ = try ServerAddress.list(url)
        } catch {
            reader.log.fault(reader.path("nats_url"), error.description)
        }
        credentialsFile = reader.text("nats_creds_file", default: "")
        usesJetStream = reader.boolean("use_jetstream", default: false)
        jetStreamDomain = reader.text("jetstream_domain", default: "")
        if !jetStreamDomain.isEmpty {
            do {
                _ = try JetStreamDomain(jetStreamDomain)
            } catch {
                reader.log.fault(reader.path("jetstream_domain"), error.description)
            }
            if !usesJetStream {
                reader.log.remark(reader.path("jetstream_domain"), "without effect: use_jetstream is false")
            }
        }
        clientIDPrefix = reader.text("client_id_prefix", default: "load-tester")
        if !reader.has("streams") {
            reader.log.fault(reader.path("streams"), "required: a spec without streams has nothing to load")
        }
        let isStored = usesJetStream
        streams = reader.objects("streams").enumerated().map { Stream($1, number: $0 + 1, isStored: isStored) }
        let firstPrefix = streams.first?.namePrefix ?? ""
        publishers = reader.objects("publishers", required: true).map { Publisher($0, streams: streams) }
        consumers = reader.objects("consumers", required: true).map { Consumer($0, streamPrefix: firstPrefix) }
        if reader.has("log_limits") {
            reader.log.remark(
                reader.path("log_limits"),
                "accepted and without effect: errors are counted by kind, not logged one by one")
        }
        if let behavior = reader.object("behavior") {
            behavior.refuseUnknown(["duration_seconds", "ramp_up_seconds"])
            durationSeconds = behavior.number("duration_seconds", default: 60, in: 0.001...31_536_000, required: true)
            rampUpSeconds = behavior.number("ramp_up_seconds", default: 0, in: 0...31_536_000, required: true)
            if rampUpSeconds > durationSeconds {
                behavior.log.fault(
                    behavior.path("ramp_up_seconds"),
                    "the ramp (\(rampUpSeconds) s) is longer than the test (\(durationSeconds) s)")
            }
        } else {
            reader.log.remark(reader.path("behavior"), "not given, taken as 60 s without a ramp")
        }
        check(reader)
    }
}

extension LoadSpec.Stream {
    static let fields = [
        "name_prefix", "count", "replicas", "subjects", "messages_per_stream_per_second", "retention", "max_age",
        "storage",
        "discard_new_per_subject", "discard", "max_msgs", "max_bytes", "max_msgs_per_subject", "max_consumers",
    ]

    init(_ reader: FieldReader, number: Int, isStored: Bool) {
        reader.refuseUnknown(Self.fields)
        namePrefix = reader.text("name_prefix", default: "stream\(number)", required: true)
        if !Self.isName(namePrefix) {
            reader.log.fault(
                reader.path("name_prefix"),
                "“\(namePrefix.prefix(80))” can't be a stream's name: no blanks, dots, slashes, * or >")
        } else if namePrefix.utf8.count > LoadSpec.longestName {
            reader.log.fault(
                reader.path("name_prefix"),
                "has \(namePrefix.utf8.count) bytes; with its index a stream's name may have 255")
        }
        count = reader.integer("count", default: 1, in: 0...100_000, required: true)
        replicas = reader.integer("replicas", default: 1, in: 1...5, required: true)
        let texts = reader.texts("subjects", default: ["\(namePrefix).{}.>"], required: true)
        for (place, text) in texts {
            if let fault = SubjectPattern.fault(text, isStored: isStored) {
                reader.log.fault(reader.path("subjects[\(place)]"), fault)
            }
        }
        subjects = texts.map { $0.text }
        if subjects.isEmpty { reader.log.fault(reader.path("subjects"), "a stream needs at least one subject") }
        messagesPerSecond = reader.number("messages_per_stream_per_second", default: 0, in: 0...1e9)
        if !reader.has("messages_per_stream_per_second") {
            reader.log.remark(
                reader.path("messages_per_stream_per_second"), "not given, the publishers' rates decide")
        }
        retention = reader.choice("retention", default: .limits)
        maxAgeNs = reader.span("max_age", default: "1m")
        if (1..<100_000_000).contains(maxAgeNs) {
            reader.log.fault(
                reader.path("max_age"),
                "servers take 100ms at least, or 0 for no limit, found \(SpanText.text(nanoseconds: maxAgeNs))")
        }
        storage = reader.choice("storage", default: .memory)
        discard = reader.choice("discard", default: .old)
        maxMessages = Int64(reader.integer("max_msgs", default: -1, in: -1...1 << 52))
        maxBytes = Int64(reader.integer("max_bytes", default: -1, in: -1...1 << 52))
        maxMessagesPerSubject = Int64(reader.integer("max_msgs_per_subject", default: -1, in: -1...1 << 52))
        maxConsumers = reader.integer("max_consumers", default: -1, in: -1...1_000_000)
        discardNewPerSubject = reader.boolean("discard_new_per_subject", default: true)
        if reader.has("discard_new_per_subject"), discardNewPerSubject, discard != .new || maxMessagesPerSubject <= 0 {
            reader.log.remark(
                reader.path("discard_new_per_subject"),
                "without effect: servers accept it with discard “new” and a max_msgs_per_subject only")
        }
    }

    /// Whether a server takes it as a stream's or a consumer's name. Scalar by scalar: to Swift, a carriage return with its line feed is one
    /// character.
    static func isName(_ text: String) -> Bool {
        !text.isEmpty
            && text.unicodeScalars.allSatisfy {
                $0.value > 0x20 && $0.value != 0x7f && !$0.properties.isWhitespace
                    && !".*>/\\".unicodeScalars.contains($0)
            }
    }

    package static func isSubject(_ text: String) -> Bool {
        !text.isEmpty && !text.contains { $0.isWhitespace }
            && text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { !$0.isEmpty }
    }
}

extension LoadSpec.Publisher {
    static let fields = [
        "count_per_stream", "stream_name_prefix", "publish_rate_per_second", "publish_pattern", "publish_burst_size",
        "message_size_bytes", "track_latency",
    ]

    init(_ reader: FieldReader, streams: [LoadSpec.Stream]) {
        reader.refuseUnknown(Self.fields)
        countPerStream = reader.integer("count_per_stream", default: 1, in: 0...100_000, required: true)
        let prefix = reader.text("stream_name_prefix", default: streams.first?.namePrefix ?? "", required: true)
        streamNamePrefix = prefix
        let whole = streams.first { $0.namePrefix == prefix }?.messagesPerSecond ?? 0
        ratePerSecond = reader.number(
            "publish_rate_per_second", default: whole > 0 ? whole / Double(max(countPerStream, 1)) : 1, in: 0...1e8,
            required: true)
        pattern = reader.choice("publish_pattern", default: .steady, required: true)
        burstSize = reader.integer(
            "publish_burst_size", default: pattern == .random ? 10 : 1, in: 1...1_000_000, required: pattern == .random)
        messageSizeBytes = reader.integer("message_size_bytes", default: 256, in: 0...64 << 20, required: true)
        tracksLatency = reader.boolean("track_latency", default: true, required: true)
    }
}

extension LoadSpec.Consumer {
    static let fields = [
        "stream_name_prefix", "type", "count_per_stream", "durable_name_prefix", "ack_wait_seconds", "max_ack_pending",
        "consume_delay_ms", "ack_policy",
    ]

    init(_ reader: FieldReader, streamPrefix: String) {
        reader.refuseUnknown(Self.fields)
        streamNamePrefix = reader.text("stream_name_prefix", default: streamPrefix, required: true)
        kind = reader.choice("type", default: .pull, required: true)
        countPerStream = reader.integer("count_per_stream", default: 1, in: 0...100_000, required: true)
        durableNamePrefix = reader.text("durable_name_prefix", default: "consumer", required: true)
        if durableNamePrefix.contains(where: { $0.isWhitespace || ".*>/\\".contains($0) }) {
            reader.log.fault(
                reader.path("durable_name_prefix"),
                "“\(durableNamePrefix.prefix(80))” can't be a consumer's name: no blanks, dots, slashes, * or >")
        } else if durableNamePrefix.utf8.count > LoadSpec.longestName {
            reader.log.fault(
                reader.path("durable_name_prefix"),
                "has \(durableNamePrefix.utf8.count) bytes; with its index a consumer's name may have 255")
        }
        ackWaitSeconds = reader.number("ack_wait_seconds", default: 30, in: 0.001...86_400, required: true)
        maxAckPending = reader.integer("max_ack_pending", default: 1000, in: -1...10_000_000, required: true)
        consumeDelayMs = reader.number("consume_delay_ms", default: 0, in: 0...3_600_000)
        ackPolicy = reader.choice("ack_policy", default: .explicit, required: true)
    }
}
