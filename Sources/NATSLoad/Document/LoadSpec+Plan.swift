import Foundation

extension LoadSpec {
    /// What of a spec this process does.
    package enum Mode: String, CaseIterable, Sendable { case publish, consume, both }

    /// The plan that a spec stands for, with all names and numbers settled.
    ///
    /// - Parameters:
    ///   - pod: replaces `{pod}`; dots and blanks in it become dashes, as a subject's word has none.
    ///   - round: which repetition it is, from 0, for the plan's name; nil where nothing is repeated.
    package func plan(mode: Mode = .both, pod: String, round: Int? = nil) throws(CredentialsFile.Fault) -> QueuePlan {
        let pod = String(pod.map { " .*>".contains($0) ? "-" : $0 })
        // A document's addresses were checked when it was read.
        let servers = (try? ServerAddress.list(url)) ?? [ServerAddress(host: "localhost")]
        var options = ConnectionOptions(servers: servers)
        options.name = "\(clientIDPrefix)-\(pod)"
        if !credentialsFile.isEmpty {
            options.credentials = .file(try CredentialsFile(path: Self.atHome(credentialsFile)))
        }
        if !jetStreamDomain.isEmpty { options.jetStreamDomain = jetStreamDomain }
        var plan = QueuePlan(name: round.map { "\(name), round \($0 + 1)" } ?? name, connection: options)
        plan.usesJetStream = usesJetStream
        plan.duration = .seconds(durationSeconds)
        plan.hasForeignPublishers = mode == .consume
        for stream in streams {
            for index in 1...max(stream.count, 1) where stream.count > 0 {
                let config = stream.configuration(index: index, pod: pod)
                if usesJetStream { plan.streams.append(.init(config)) }
                if mode != .consume { plan.publishers += publishers(of: stream, config, index: index) }
                if mode != .publish { plan.consumers += consumers(of: stream, config, index: index, pod: pod) }
            }
        }
        if mode == .consume { plan.drain = .zero }
        return plan
    }

    /// A path with the home folder for ~, which a shell would have put in.
    private static func atHome(_ path: String) -> String {
        path.hasPrefix("~/") ? NSHomeDirectory() + path.dropFirst() : path
    }

    private func publishers(of stream: Stream, _ config: StreamConfiguration, index: Int) -> [QueuePlan.Publisher] {
        let (rampNs, durationNs) = (Int64(rampUpSeconds * 1e9), Int64(durationSeconds * 1e9))
        return publishers.filter { $0.streamNamePrefix == stream.namePrefix }.flatMap {
            publisher -> [QueuePlan.Publisher] in
            // One for all of them, as there may be thousands.
            let payload = Array(repeating: UInt8(ascii: "x"), count: publisher.messageSizeBytes)
            return (0..<publisher.countPerStream).map { place in
                let shape: PublishSchedule.Shape =
                    switch publisher.pattern {
                    case .steady: .steady(perSecond: publisher.ratePerSecond, rampNs: rampNs, durationNs: durationNs)
                    case .random:
                        .random(
                            perSecond: publisher.ratePerSecond, burst: publisher.burstSize, rampNs: rampNs,
                            durationNs: durationNs)
                    }
                var made = QueuePlan.Publisher(
                    stream: config.name, subjects: config.subjects.map(Self.concrete),
                    payloads: [payload], shape: shape)
                made.isStamped = publisher.tracksLatency
                (made.place, made.places) = (place, publisher.countPerStream)
                return made
            }
        }
    }

    private func consumers(of stream: Stream, _ config: StreamConfiguration, index: Int, pod: String)
        -> [QueuePlan.Consumer]
    {
        consumers.filter { $0.streamNamePrefix == stream.namePrefix }.flatMap { consumer -> [QueuePlan.Consumer] in
            guard consumer.countPerStream > 0 else { return [] }
            let prefix = Self.expanded(consumer.durableNamePrefix, index: index, pod: pod)
            // A workqueue has one consumer for a subject, so its clients share it; elsewhere each client has its own.
            let isShared = stream.retention == .workqueue
            return (1...(isShared ? 1 : consumer.countPerStream)).map { number in
                var settings = ConsumerConfiguration(durableName: "\(prefix)_\(number)")
                settings.acknowledgement = consumer.ackPolicy
                settings.ackWaitNs = Int64(consumer.ackWaitSeconds * 1e9)
                settings.maxAckPending = consumer.ackPolicy == .none ? nil : consumer.maxAckPending
                if consumer.kind == .push {
                    if isShared, consumer.countPerStream > 1 {
                        settings.deliverGroup = "\(prefix)_group"
                    } else {
                        settings.flowControl = true
                        settings.idleHeartbeatNs = 5_000_000_000
                    }
                }
                var made = QueuePlan.Consumer(stream: config.name, config: settings)
                made.kind = consumer.kind == .push ? .push : .pull
                made.members = isShared ? consumer.countPerStream : 1
                made.delayNs = Int64(consumer.consumeDelayMs * 1e6)
                if consumer.maxAckPending > 0, consumer.ackPolicy != .none {
                    made.batch = min(256, consumer.maxAckPending)
                }
                if !usesJetStream { made.subjects = config.subjects }
                return made
            }
        }
    }

    /// A text with `{pod}` and `{}` replaced.
    static func expanded(_ text: String, index: Int, pod: String) -> String {
        text.replacing("{pod}", with: pod).replacing("{}", with: "\(index)")
    }

    /// A subject that can be published to: a wildcard becomes a word.
    static func concrete(_ subject: String) -> String {
        subject.split(separator: ".").map { $0 == "*" ? "1" : $0 == ">" ? "data" : String($0) }.joined(separator: ".")
    }
}

extension LoadSpec.Stream {
    /// The configuration of the nth stream (from 1).
    package func configuration(index: Int, pod: String) -> StreamConfiguration {
        func expanded(_ text: String) -> String { LoadSpec.expanded(text, index: index, pod: pod) }
        var config = StreamConfiguration(name: "\(expanded(namePrefix))_\(index)", subjects: subjects.map(expanded))
        config.retention = retention
        config.storage = storage
        config.discard = discard
        config.replicas = replicas
        config.maxAgeNs = maxAgeNs
        config.maxMessages = maxMessages
        config.maxBytes = maxBytes
        config.maxMessagesPerSubject = maxMessagesPerSubject
        config.maxConsumers = maxConsumers
        // Servers refuse it in any other combination.
        if discardNewPerSubject, discard == .new, maxMessagesPerSubject > 0 { config.discardNewPerSubject = true }
        return config
    }
}
