package import EventLoop
import Measurement
import Results

/// Carries out a plan on a shard: makes what it needs, publishes and consumes, watches, keeps the account, and clears up.
///
/// Everything happens on the shard's thread; `stop` may be called from anywhere.
package final class QueueRun {
    private let plan: QueuePlan
    private let shard: Shard
    private let surroundings: Surroundings
    private let loop: NATSLoop
    private var recorder = Recorder(originNs: 0, phases: [])
    private var publishers: [NATSPublisher] = []
    private var groups: [ConsumerGroup] = []
    private var consumers: [NATSConsumer] = []
    private var connections: [NATSConnection] = []
    private var lags: [String: QueueLag] = [:]
    private var totals = RunTotals(phases: [])
    private var notices: [String] = []
    private var createdStreams: [String] = []
    private var createdConsumers: [(stream: String, name: String)] = []
    /// The streams' last sequences and contents before the run.
    private var sequencesBefore: [String: UInt64] = [:]
    private var dropsUnseen: [String: Bool] = [:]
    private var originNs: Int64 = 0
    private var latestServer: ServerStatistics?
    private let stopSign: StopSign

    /// - Precondition: called on the shard.
    package init(_ plan: QueuePlan, on shard: Shard, surroundings: Surroundings = .init(), stopSign: StopSign = .init())
    {
        self.plan = plan
        self.shard = shard
        self.surroundings = surroundings
        self.stopSign = stopSign
        loop = NATSLoop(shard: shard)
    }

    /// Runs a plan on a shard of its own.
    package static func run(
        _ plan: QueuePlan, surroundings: Surroundings = .init(), stopSign: StopSign = .init()
    ) async throws -> QueueResult {
        let shard = try Shard(name: "nats")
        let task = Task(executorPreference: shard) {
            try await QueueRun(plan, on: shard, surroundings: surroundings, stopSign: stopSign).run()
        }
        let result = await withTaskCancellationHandler {
            await task.result
        } onCancel: {
            stopSign.raise()
        }
        await shard.shutDown()
        return try result.get()
    }

    // MARK: - Course

    package func run() async throws -> QueueResult {
        let admin = try NATSConnection(plan.connection, loop: loop)
        try await admin.connected()
        do {
            try await prepare(JetStream(admin))
            try await openClients()
            let result = try await load(admin)
            await clearUp(admin)
            return result
        } catch {
            stopClients()
            await clearUp(admin)
            throw error
        }
    }

    /// Makes the streams and consumers that aren't there yet.
    private func prepare(_ api: JetStream) async throws {
        guard plan.usesJetStream else {
            groups = plan.consumers.map { ConsumerGroup(plan: $0, name: $0.name, foreseen: 0, isCreated: false) }
            return
        }
        for stream in plan.streams { try await prepare(stream.config, api) }
        for name in Set(plan.publishers.map(\.stream) + plan.consumers.map(\.stream) + plan.watched.map(\.stream))
        where sequencesBefore[name] == nil {
            let info = try await api.streamInfo(name)
            sequencesBefore[name] = info.state.lastSequence
            dropsUnseen[name] = info.config.dropsUnseen
        }
        for consumer in plan.consumers { groups.append(try await prepare(consumer, api)) }
        for group in groups { lags["\(group.plan.stream)/\(group.name)"] = QueueLag() }
        for watched in plan.watched { lags["\(watched.stream)/\(watched.consumer)"] = QueueLag() }
    }

    private func prepare(_ config: StreamConfiguration, _ api: JetStream) async throws {
        let subject = "stream \(config.name)"
        if let existing = try await api.existingStream(config.name) {
            let differences = ConfigurationDifference.between(requested: config, actual: existing.config)
            if !differences.isEmpty { throw ExistingConfiguration(subject: subject, differences: differences) }
            notice("\(subject) exists already and is used as it is; it will not be removed")
            sequencesBefore[config.name] = existing.state.lastSequence
        } else {
            let info = try await api.createStream(config)
            createdStreams.append(config.name)
            sequencesBefore[config.name] = info.state.lastSequence
            for difference in ConfigurationDifference.between(requested: config, actual: info.config) {
                notice(difference.sentence(about: subject, serverVersion: api.connection.info.version))
            }
        }
        dropsUnseen[config.name] = config.dropsUnseen
    }

    private func prepare(_ consumer: QueuePlan.Consumer, _ api: JetStream) async throws -> ConsumerGroup {
        var consumer = consumer
        if consumer.kind == .push, consumer.config.deliverSubject == nil {
            consumer.config.deliverSubject = InboxName.make()
        }
        let subject = "consumer \(consumer.name) of stream \(consumer.stream)"
        if let durable = consumer.config.durableName,
            let existing = try await api.existingConsumer(durable, on: consumer.stream)
        {
            if let subject = existing.config.deliverSubject { consumer.config.deliverSubject = subject }
            let differences = ConfigurationDifference.between(requested: consumer.config, actual: existing.config)
            if !differences.isEmpty { throw ExistingConfiguration(subject: subject, differences: differences) }
            notice("\(subject) exists already and is used as it is; it will not be removed")
            return ConsumerGroup(
                plan: consumer, name: durable, foreseen: Int64(existing.pending) + Int64(existing.ackPending),
                isCreated: false)
        }
        let info = try await api.createConsumer(consumer.config, on: consumer.stream)
        createdConsumers.append((consumer.stream, info.name))
        for difference in ConfigurationDifference.between(requested: consumer.config, actual: info.config) {
            notice(difference.sentence(about: subject, serverVersion: api.connection.info.version))
        }
        return ConsumerGroup(plan: consumer, name: info.name, foreseen: Int64(info.pending), isCreated: true)
    }

    private func openClients() async throws {
        let phases = plan.phases.map { PhaseMark(name: $0.name, start: $0.start, excluded: $0.excluded) }
        let needed = plan.publishers.count + groups.reduce(0) { $0 + $1.plan.members }
        var options = plan.connection
        var fresh: [NATSConnection] = []
        for index in 0..<needed {
            options.name = "\(plan.connection.name)-\(index + 1)"
            fresh.append(try NATSConnection(options, loop: loop))
        }
        connections = fresh
        for connection in fresh {
            connection.listen { [unowned self] event in
                switch event {
                case .lost(let failure): notice("a connection was lost: \(failure)")
                case .refused(let refusal): notice(refusal.description)
                default: break
                }
            }
        }
        // In groups: a server's backlog of connections it hasn't accepted yet is bounded.
        for start in stride(from: 0, to: fresh.count, by: 128) {
            let batch = fresh[start..<min(start + 128, fresh.count)]
            for connection in batch { connection.open() }
            for connection in batch { try await connection.readyAgain() }
        }
        originNs = Shard.now() + 20_000_000
        recorder = Recorder(originNs: originNs, phases: phases)
        totals = RunTotals(phases: phases)
        let ackTimeoutNs = plan.ackTimeout.nanosecondsRounded
        for (index, publisher) in plan.publishers.enumerated() {
            publishers.append(
                NATSPublisher(
                    connection: fresh[index], plan: publisher, confirms: plan.usesJetStream, ackTimeoutNs: ackTimeoutNs,
                    seed: plan.seed &+ UInt64(index), recorder: recorder))
        }
        var next = plan.publishers.count
        for group in groups {
            for _ in 0..<group.plan.members {
                consumers.append(NATSConsumer(connection: fresh[next], group: group, recorder: recorder))
                next += 1
            }
        }
    }

    private func load(_ admin: NATSConnection) async throws -> QueueResult {
        for consumer in consumers { consumer.start() }
        surroundings.began(originNs)
        recorder.users(active: publishers.count)
        for publisher in publishers { publisher.start(atNs: originNs) }
        let deadline = plan.duration.map { originNs + $0.nanosecondsRounded }
        var ticker = Ticker(originNs: originNs, plan: plan, surroundings: surroundings)

        while !publishers.allSatisfy(\.isFinished), !stopSign.isRaised, deadline.map({ Shard.now() < $0 }) ?? true {
            try await turn(&ticker, admin)
        }
        for publisher in publishers { publisher.stop() }
        let lastAck = Shard.now() + plan.ackTimeout.nanosecondsRounded + 500_000_000
        while !publishers.allSatisfy(\.isFinished), Shard.now() < lastAck, !stopSign.isUrgent {
            try await turn(&ticker, admin)
        }
        let wasInterrupted = stopSign.isRaised
        for publisher in publishers { publisher.abandon() }
        recorder.users(active: 0)
        let endNs = Shard.now()
        let lastPublished = publishers.map(\.lastPublishedNs).max() ?? endNs
        for key in lags.keys { lags[key]?.publishingEnded = .nanoseconds(max(0, lastPublished - originNs)) }
        let drainEnd = endNs + plan.drain.nanosecondsRounded
        while try await !isDrained(admin), Shard.now() < drainEnd, !stopSign.isRaised {
            try await turn(&ticker, admin)
        }
        for consumer in consumers { consumer.stop() }
        // What consumers have answered last has to be with the server before it is asked.
        try? await shard.sleep(until: Shard.now() + 50_000_000)
        return await conclude(admin, endNs: endNs, wasInterrupted: wasInterrupted)
    }

    /// Waits for a moment and does what is due in it.
    private func turn(_ ticker: inout Ticker, _ admin: NATSConnection) async throws {
        try? await shard.sleep(until: Shard.now() + 20_000_000)
        let now = Shard.now()
        if ticker.isWatchDue(now) { await watch(admin) }
        if let second = ticker.secondEnded(now) { handOver(before: second, into: &ticker) }
        if ticker.isMomentDue(now) {
            if let monitor = plan.monitor { latestServer = try? await ServerStatistics.fetch(monitor) }
            surroundings.moment(ticker.moment(now, of: self))
        }
    }

    private func handOver(before second: Int, into ticker: inout Ticker) {
        let health = shard.takeHealth()
        recorder.health(HealthTally(longestStallNs: health.longestTurnNs), atNs: Shard.now())
        let slices = recorder.drain(before: second)
        totals.add(slices)
        ticker.add(slices)
        surroundings.slices(slices)
    }

    /// Looks at the depth of all queues.
    private func watch(_ admin: NATSConnection) async {
        guard plan.usesJetStream, admin.isReady else { return }
        var api = JetStream(admin)
        api.timeoutNs = 2_000_000_000
        for key in lags.keys.sorted() {
            let parts = key.split(separator: "/", maxSplits: 1).map(String.init)
            guard let info = try? await api.consumerInfo(parts[1], on: parts[0]),
                let stream = try? await api.streamInfo(parts[0])
            else { continue }
            let now = Shard.now()
            let group = groups.first { $0.plan.stream == parts[0] && $0.name == parts[1] }
            let acknowledged =
                group?.counts.acknowledged ?? Int64(info.delivered.consumerSequence) - Int64(info.ackPending)
            lags[key]?.add(
                QueueLag.Sample(
                    elapsed: .nanoseconds(max(0, now - originNs)), pending: Int64(info.pending),
                    ackPending: Int64(info.ackPending), redelivered: Int64(info.redelivered),
                    stored: Int64(stream.state.lastSequence) - Int64(sequencesBefore[parts[0]] ?? 0),
                    acknowledged: acknowledged))
            recorder.gauge("pending \(key)", set: Double(info.pending), atNs: now)
            recorder.gauge("ack pending \(key)", set: Double(info.ackPending), atNs: now)
            recorder.gauge("redelivered \(key)", set: Double(info.redelivered), atNs: now)
            recorder.gauge("stored bytes \(parts[0])", set: Double(stream.state.bytes), atNs: now)
        }
    }

    /// Whether nothing is left for the run's consumers.
    private func isDrained(_ admin: NATSConnection) async throws -> Bool {
        guard plan.usesJetStream, !groups.isEmpty else { return true }
        if consumers.contains(where: { $0.backlog > 0 }) { return false }
        await watch(admin)
        return groups.allSatisfy { lags["\($0.plan.stream)/\($0.name)"]?.samples.last?.depth == 0 }
    }

    // MARK: - End

    private func conclude(_ admin: NATSConnection, endNs: Int64, wasInterrupted: Bool) async -> QueueResult {
        if plan.usesJetStream, !admin.isReady {
            // A server that is being restarted gets the time to come back, so that the account can be closed.
            let limit = Shard.now() + 10_000_000_000
            while !admin.isReady, !admin.isClosed, Shard.now() < limit, !stopSign.isUrgent {
                try? await shard.sleep(until: Shard.now() + 100_000_000)
            }
        }
        let ledgers = await closeAccounts(admin)
        let slices = recorder.drain(before: .max)
        totals.add(slices)
        surroundings.slices(slices)
        for consumer in consumers { for complaint in consumer.complaints { notice(complaint) } }
        if let monitor = plan.monitor {
            do { latestServer = try await ServerStatistics.fetch(monitor) } catch { notice("\(error)") }
        }
        let version = admin.info.version
        for connection in connections { connection.close() }
        return QueueResult(
            report: RunReport(
                totals: totals, duration: .nanoseconds(max(1, endNs - originNs)), seed: plan.seed,
                results: surroundings.results?.url, source: surroundings.results.map { FolderSlices(folders: [$0]) }),
            ledgers: ledgers, lags: lags, notices: notices, server: latestServer, serverVersion: version,
            wasInterrupted: wasInterrupted)
    }

    private func closeAccounts(_ admin: NATSConnection) async -> [StreamLedger] {
        let names = plan.usesJetStream ? sequencesBefore.keys.sorted() : Set(plan.publishers.map(\.stream)).sorted()
        var ledgers: [StreamLedger] = []
        for name in names {
            var ledger = StreamLedger(stream: name)
            for publisher in publishers where publisher.stream == name { ledger.published.add(publisher.counts) }
            ledger.isCore = !plan.usesJetStream
            ledger.mayDropUnseen = dropsUnseen[name] ?? false
            ledger.hasForeignPublishers = plan.hasForeignPublishers
            if plan.usesJetStream, let info = try? await JetStream(admin).streamInfo(name) {
                ledger.stored = Int64(info.state.lastSequence) - Int64(sequencesBefore[name] ?? 0)
                ledger.remaining = Int64(info.state.messages)
            }
            for group in groups where group.plan.stream == name {
                ledger.consumers.append(await account(of: group, admin))
            }
            ledgers.append(ledger)
        }
        return ledgers
    }

    private func account(of group: ConsumerGroup, _ admin: NATSConnection) async -> StreamLedger.Consumer {
        var consumer = StreamLedger.Consumer(name: group.name)
        consumer.counts = group.counts
        consumer.acknowledges = group.plan.config.acknowledgement != .none
        consumer.foreseen = group.foreseen
        consumer.isOurs = group.isCreated
        guard plan.usesJetStream else { return consumer }
        do {
            let info = try await JetStream(admin).consumerInfo(group.name, on: group.plan.stream)
            consumer.pending = Int64(info.pending)
            consumer.ackPending = Int64(info.ackPending)
        } catch {
            // Its part can't be checked; what was received is still said.
            consumer.isOurs = false
            notice("consumer \(group.name) of stream \(group.plan.stream) can't be asked at the end: \(error)")
        }
        return consumer
    }

    private func stopClients() {
        for publisher in publishers { publisher.stop() }
        for consumer in consumers { consumer.stop() }
        for connection in connections { connection.close() }
    }

    /// Removes what this run created, and nothing else.
    private func clearUp(_ admin: NATSConnection) async {
        let api = JetStream(admin)
        if !plan.keeps {
            for (stream, name) in createdConsumers where !createdStreams.contains(stream) {
                do { try await api.deleteConsumer(name, on: stream) } catch {
                    notice("consumer \(name) of stream \(stream) could not be removed: \(error)")
                }
            }
            for name in createdStreams {
                do { try await api.deleteStream(name) } catch {
                    notice("stream \(name) could not be removed; remove it with `nats stream rm \(name)`: \(error)")
                }
            }
        }
        await admin.drained()
        loop.close()
    }

    private func notice(_ text: String) {
        guard notices.count < 200, !notices.contains(text) else { return }
        notices.append(text)
        surroundings.notice(text)
    }

    // MARK: - For the ticker

    func moment(elapsed: Duration, endToEnd: Histogram, acknowledgement: Histogram, errors: Int64) -> Moment {
        var published = PublishCounts()
        for publisher in publishers { published.add(publisher.counts) }
        var consumed = ConsumeCounts()
        for group in groups { consumed.add(group.counts) }
        return Moment(
            elapsed: elapsed, published: published, consumed: consumed, lags: lags.compactMapValues(\.samples.last),
            endToEnd: endToEnd, acknowledgement: acknowledgement, errors: errors, server: latestServer,
            bytesSent: connections.reduce(0) { $0 + $1.counters.bytesSent },
            bytesReceived: connections.reduce(0) { $0 + $1.counters.bytesReceived },
            reconnections: connections.reduce(0) { $0 + $1.counters.reconnections })
    }
}

extension StreamConfiguration {
    /// Whether messages may go before anybody has seen them.
    var dropsUnseen: Bool {
        let hasLimit =
            maxAgeNs > 0 || (discard == .old && (maxMessages > 0 || maxBytes > 0))
            || (maxMessagesPerSubject > 0 && discard == .old)
        // With interest retention a message that no consumer wants goes at once.
        return hasLimit || retention == .interest
    }
}

extension Duration {
    /// Whole nanoseconds.
    var nanosecondsRounded: Int64 { components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000 }
}
