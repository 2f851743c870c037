package import EventLoop
import Load
import Measurement
import Results

/// Carries out a plan on a shard: makes what it needs, publishes and consumes, watches, keeps the account, and clears up.
///
/// Everything happens on the shard's thread; `stop` may be called from anywhere.
package final class QueueRun {
    let plan: QueuePlan
    let shard: Shard
    let surroundings: Surroundings
    let loop: NATSLoop
    var recorder = Recorder(originNs: 0, phases: [])
    var publishers: [NATSPublisher] = []
    var groups: [ConsumerGroup] = []
    var consumers: [NATSConsumer] = []
    var connections: [NATSConnection] = []
    var lags: [String: QueueLag] = [:]
    var totals = RunTotals(phases: [])
    var notices: [String] = []
    var createdStreams: [String] = []
    var createdConsumers: [(stream: String, name: String)] = []
    /// The streams' last sequences and contents before the run.
    var sequencesBefore: [String: UInt64] = [:]
    var messagesBefore: [String: UInt64] = [:]
    /// The streams as they are, whoever made them.
    var configurations: [String: StreamConfiguration] = [:]
    /// Streams that acknowledge nothing.
    var silentStreams: Set<String> = []
    var originNs: Int64 = 0
    var latestServer: ServerStatistics?
    let stopSign: StopSign
    private var monitor = GeneratorMonitor(atNs: Shard.now())
    private var health = HealthTally()
    private var watch: GuardWatch
    /// What a guard has seen.
    var stopReason: StopReason?

    /// - Precondition: called on the shard.
    package init(_ plan: QueuePlan, on shard: Shard, surroundings: Surroundings = .init(), stopSign: StopSign = .init())
    {
        self.plan = plan
        self.shard = shard
        self.surroundings = surroundings
        self.stopSign = stopSign
        loop = NATSLoop(shard: shard)
        watch = GuardWatch(plan.guards, costs: plan.costs)
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
        let faults = plan.faultsOfNames
        if !faults.isEmpty { throw InvalidLoad(faults: faults) }
        GeneratorMonitor.raiseDescriptorLimit()
        let admin = try NATSConnection(plan.connection, loop: loop)
        do {
            try await admin.connected()
        } catch {
            loop.close()
            throw error
        }
        do {
            try await prepare(JetStream(admin))
            try await openClients()
            var result = try await load(admin)
            await clearUp(admin)
            result.notices = notices
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
        for stream in plan.streams {
            try checkStop()
            try await prepare(stream.config, api)
        }
        for name in Set(plan.publishers.map(\.stream) + plan.consumers.map(\.stream) + plan.watched.map(\.stream))
        where sequencesBefore[name] == nil {
            guard let info = try await api.existingStream(name) else { throw AbsentStream(name: name) }
            take(info)
        }
        for consumer in plan.consumers {
            try checkStop()
            groups.append(try await prepare(consumer, api))
        }
        for name in Set(groups.map(\.plan.stream)) { try await countFromOneMoment(name, api) }
        for group in groups {
            var lag = QueueLag()
            lag.members = group.plan.members
            lags["\(group.plan.stream)/\(group.name)"] = lag
        }
        for watched in plan.watched { lags["\(watched.stream)/\(watched.consumer)"] = QueueLag() }
    }

    private func checkStop() throws { if stopSign.isRaised { throw StoppedEarly() } }

    private func prepare(_ config: StreamConfiguration, _ api: JetStream) async throws {
        let subject = "stream \(config.name)"
        if let existing = try await api.existingStream(config.name) {
            let differences = ConfigurationDifference.between(requested: config, actual: existing.config)
            if !differences.isEmpty { throw ExistingConfiguration(subject: subject, differences: differences) }
            notice("\(subject) exists already and is used as it is; it will not be removed")
            take(existing)
        } else {
            let info = try await api.createStream(config)
            createdStreams.append(config.name)
            take(info)
            for difference in ConfigurationDifference.between(requested: config, actual: info.config) {
                notice(difference.sentence(about: subject, serverVersion: api.connection.info.version))
            }
        }
    }

    /// Takes note of a stream as it is before the load.
    private func take(_ info: StreamInfo) {
        let name = info.config.name
        count(from: info)
        configurations[name] = info.config
        if info.config.acknowledgementsOff == true {
            silentStreams.insert(name)
            notice("stream \(name) acknowledges nothing (no_ack), so what is published to it stays unconfirmed")
        }
    }

    private func count(from info: StreamInfo) {
        sequencesBefore[info.config.name] = info.state.lastSequence
        messagesBefore[info.config.name] = info.state.messages
    }

    /// Counts a stream and its consumers from the same moment.
    ///
    /// What a source or somebody else stores after the stream was looked at and before its consumer was made would count twice: as stored
    /// by this run, and as there before it. A stream that never rests for three questions stays as it was seen last.
    private func countFromOneMoment(_ name: String, _ api: JetStream) async throws {
        for _ in 0..<20 {
            try checkStop()
            guard let before = try await api.existingStream(name) else { throw AbsentStream(name: name) }
            if before.state.lastSequence == sequencesBefore[name] { return }
            for group in groups where group.plan.stream == name {
                let info = try await api.consumerInfo(group.name, on: name)
                group.foresee(info.outstanding)
            }
            count(from: before)
        }
    }

    private func prepare(_ consumer: QueuePlan.Consumer, _ api: JetStream) async throws -> ConsumerGroup {
        var consumer = consumer
        if consumer.kind == .push, consumer.config.deliverSubject == nil {
            consumer.config.deliverSubject = InboxName.make(plan.connection.inboxPrefix)
        }
        // Servers keep 512 requests of a consumer unless told otherwise, and a member has up to two under way.
        if consumer.kind == .pull, consumer.members > 200, consumer.config.maxWaiting == nil {
            consumer.config.maxWaiting = consumer.members * 3
        }
        let subject = "consumer \(consumer.name) of stream \(consumer.stream)"
        if let durable = consumer.config.durableName,
            let existing = try await api.existingConsumer(durable, on: consumer.stream)
        {
            var differences: [ConfigurationDifference] = []
            if let subject = existing.config.deliverSubject {
                if consumer.kind == .pull {
                    differences = [.init(field: "deliver_subject", requested: "none, as one pulls", actual: subject)]
                } else {
                    consumer.config.deliverSubject = subject
                    // Outside of its group nothing would be delivered to us.
                    consumer.config.deliverGroup = existing.config.deliverGroup
                }
            }
            differences += ConfigurationDifference.between(requested: consumer.config, actual: existing.config)
            if !differences.isEmpty { throw ExistingConfiguration(subject: subject, differences: differences) }
            notice("\(subject) exists already and is used as it is; it will not be removed")
            consumer.config.takeRequestLimits(of: existing.config)
            return ConsumerGroup(plan: consumer, name: durable, foreseen: existing.outstanding, isCreated: false)
        }
        let info = try await api.createConsumer(consumer.config, on: consumer.stream)
        createdConsumers.append((consumer.stream, info.name))
        for difference in ConfigurationDifference.between(requested: consumer.config, actual: info.config) {
            notice(difference.sentence(about: subject, serverVersion: api.connection.info.version))
        }
        consumer.config.takeRequestLimits(of: info.config)
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
            try checkStop()
            let batch = fresh[start..<min(start + 128, fresh.count)]
            for connection in batch { connection.open() }
            for connection in batch { try await connection.readyAgain() }
        }
        originNs = Shard.now() + 20_000_000
        recorder = Recorder(originNs: originNs, phases: phases)
        totals = RunTotals(phases: phases)
        let ackTimeoutNs = plan.ackTimeout.nanoseconds
        for (index, publisher) in plan.publishers.enumerated() {
            publishers.append(
                NATSPublisher(
                    connection: fresh[index], plan: publisher,
                    confirms: plan.usesJetStream && !silentStreams.contains(publisher.stream),
                    ackTimeoutNs: ackTimeoutNs, seed: plan.seed &+ UInt64(index), recorder: recorder))
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
        let deadline = plan.duration.map { originNs + $0.nanoseconds }
        var ticker = Ticker(originNs: originNs, plan: plan, surroundings: surroundings)

        while !publishers.allSatisfy(\.isFinished), !isStopped, deadline.map({ Shard.now() < $0 }) ?? true {
            try await turn(&ticker, admin)
        }
        for publisher in publishers { publisher.stop() }
        let lastAck = Shard.now() + plan.ackTimeout.nanoseconds + 500_000_000
        while !publishers.allSatisfy(\.isFinished), Shard.now() < lastAck, !stopSign.isUrgent {
            try await turn(&ticker, admin)
        }
        let wasInterrupted = stopSign.isRaised
        for publisher in publishers { publisher.abandon() }
        recorder.users(active: 0)
        let endNs = Shard.now()
        let lastPublished = publishers.map(\.lastPublishedNs).max() ?? endNs
        for key in lags.keys { lags[key]?.publishingEnded = .nanoseconds(max(0, lastPublished - originNs)) }
        let drainEnd = endNs + plan.drain.nanoseconds
        while try await !isDrained(admin), Shard.now() < drainEnd, !isStopped {
            try await turn(&ticker, admin)
        }
        for consumer in consumers { consumer.stop() }
        await drainConsumers()
        await look(admin)
        return await conclude(admin, endNs: endNs, wasInterrupted: wasInterrupted)
    }

    /// Waits until the server has seen every answer, and every message that it has sent was received.
    private func drainConsumers() async {
        let consuming = connections.suffix(consumers.count)
        for connection in consuming { connection.drain() }
        while !consuming.allSatisfy(\.isClosed), !stopSign.isUrgent {
            try? await shard.sleep(until: Shard.now() + 2_000_000)
        }
    }

    /// Whether the run is to end before its time.
    private var isStopped: Bool { stopSign.isRaised || stopReason != nil }

    /// Waits for a moment and does what is due in it.
    private func turn(_ ticker: inout Ticker, _ admin: NATSConnection) async throws {
        try? await shard.sleep(until: Shard.now() + 20_000_000)
        let now = Shard.now()
        if ticker.isWatchDue(now) { await look(admin) }
        if let second = ticker.secondEnded(now) { handOver(before: second, into: &ticker) }
        if ticker.isMomentDue(now) {
            if let monitor = plan.monitor { latestServer = try? await ServerStatistics.fetch(monitor) }
            surroundings.moment(ticker.moment(now, of: self))
        }
    }

    private func handOver(before second: Int, into ticker: inout Ticker) {
        let now = Shard.now()
        health = monitor.measure(atNs: now)
        health.longestStallNs = shard.takeHealth().longestTurnNs
        recorder.health(health, atNs: now)
        let slices = recorder.drain(before: second)
        totals.add(slices)
        ticker.add(slices)
        surroundings.slices(slices)
        if let reason = watch.secondPassed(SecondFacts(slices, costs: plan.costs)), stopReason == nil {
            stopReason = reason
        }
    }

    /// Looks at the depth of all queues; whether the server told all of those that are still there.
    @discardableResult
    private func look(_ admin: NATSConnection) async -> Bool {
        guard plan.usesJetStream, admin.isReady else { return false }
        var api = JetStream(admin)
        api.timeoutNs = 2_000_000_000
        for key in lags.keys.sorted() {
            let parts = key.split(separator: "/", maxSplits: 1).map(String.init)
            let (info, stream): (ConsumerInfo, StreamInfo)
            do {
                (info, stream) = (
                    try await api.consumerInfo(parts[1], on: parts[0]), try await api.streamInfo(parts[0])
                )
            } catch {
                guard Self.isGone(error) else { return false }
                // Whoever removed one consumer left the others.
                lags[key]?.isGone = true
                continue
            }
            lags[key]?.isGone = false
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
        return true
    }

    /// Whether nothing is left for the run's consumers.
    private func isDrained(_ admin: NATSConnection) async throws -> Bool {
        guard plan.usesJetStream, !groups.isEmpty, !admin.isClosed else { return true }
        if consumers.contains(where: { $0.backlog > 0 }) { return false }
        guard await look(admin) else { return false }
        return groups.allSatisfy { group in
            guard let lag = lags["\(group.plan.stream)/\(group.name)"] else { return false }
            return lag.isGone || lag.samples.last?.depth == 0
        }
    }

    // MARK: - For the ticker

    func moment(elapsed: Duration, endToEnd: Histogram, acknowledgement: Histogram, errors: [String: Int64]) -> Moment {
        var published = PublishCounts()
        for publisher in publishers { published.add(publisher.counts) }
        var consumed = ConsumeCounts()
        for group in groups { consumed.add(group.counts) }
        return Moment(
            elapsed: elapsed, published: published, consumed: consumed, lags: lags.compactMapValues(\.samples.last),
            endToEnd: endToEnd, acknowledgement: acknowledgement, errors: errors, server: latestServer,
            bytesSent: connections.reduce(0) { $0 + $1.counters.bytesSent },
            bytesReceived: connections.reduce(0) { $0 + $1.counters.bytesReceived },
            reconnections: connections.reduce(0) { $0 + $1.counters.reconnections },
            connected: connections.count(where: \.isReady), connections: connections.count, health: health,
            planned: plan.plannedDuration)
    }
}
