import EventLoop
import Load
import Measurement
import Results

/// The end of a run: the accounts are closed with what the server says, and what the run made is removed.
extension QueueRun {
    func conclude(_ admin: NATSConnection, endNs: Int64, wasInterrupted: Bool) async -> QueueResult {
        let limitNs = Shard.now() + plan.settling.nanoseconds
        if plan.usesJetStream, !admin.isReady {
            // A server that is being restarted gets the time to come back, so that the account can be closed.
            while !admin.isReady, !admin.isClosed, Shard.now() < limitNs, !stopSign.isUrgent {
                try? await shard.sleep(until: Shard.now() + 100_000_000)
            }
        }
        let ledgers = await closeAccounts(admin, until: limitNs)
        let slices = recorder.drain(before: .max)
        totals.add(slices)
        surroundings.slices(slices)
        for consumer in consumers { for complaint in consumer.complaints { notice(complaint) } }
        if let monitor = plan.monitor {
            do { latestServer = try await ServerStatistics.fetch(monitor) } catch { notice("\(error)") }
        }
        let version = admin.info.version
        for connection in connections { connection.close() }
        let duration = Duration.nanoseconds(max(1, endNs - originNs))
        let invalid = invalidity(after: duration, wasInterrupted: wasInterrupted, ledgers)
        return QueueResult(
            report: RunReport(
                totals: totals, duration: duration, seed: plan.seed,
                results: surroundings.results?.url, source: surroundings.results.map { FolderSlices(folders: [$0]) },
                rules: surroundings.rules, invalid: invalid),
            ledgers: ledgers, lags: lags, notices: notices, server: latestServer, serverVersion: version,
            wasInterrupted: wasInterrupted, invalid: invalid)
    }

    /// Why the figures don't say what they were to say: the run ended early, or messages are unaccounted for.
    private func invalidity(after duration: Duration, wasInterrupted: Bool, _ ledgers: [StreamLedger])
        -> [InvalidReason]
    {
        let reason = stopReason ?? (wasInterrupted ? .interrupted("asked to stop") : .completed)
        let early = reason.sentence(after: duration, of: plan.plannedDuration ?? duration)
        return (early.map { [InvalidReason($0, remedy: reason.remedy)] } ?? [])
            + ledgers.flatMap(\.differences).map {
                InvalidReason($0, remedy: "find these messages before believing the other figures")
            }
    }

    private func closeAccounts(_ admin: NATSConnection, until limitNs: Int64) async -> [StreamLedger] {
        let names = plan.usesJetStream ? sequencesBefore.keys.sorted() : Set(plan.publishers.map(\.stream)).sorted()
        var ledgers: [StreamLedger] = []
        for name in names {
            var ledger = StreamLedger(stream: name)
            for publisher in publishers where publisher.stream == name { ledger.published.add(publisher.counts) }
            ledger.isCore = !plan.usesJetStream
            ledger.droppingLimits = configurations[name]?.droppingLimits ?? []
            ledger.origins = configurations[name]?.origins ?? []
            ledger.hasForeignPublishers = plan.hasForeignPublishers
            if plan.usesJetStream { await ask(admin, about: name, until: limitNs, into: &ledger) }
            for group in groups where group.plan.stream == name {
                ledger.consumers.append(await account(of: group, admin, until: limitNs))
            }
            if !ledger.consumers.isEmpty, let earlier = ledger.stored {
                // Others may have stored, and limits removed, while its consumers were asked.
                ledger.storedEarlier = earlier
                await ask(admin, about: name, until: limitNs, into: &ledger)
            }
            ledgers.append(ledger)
        }
        return ledgers
    }

    /// Asks the server again and again until a moment, as a cluster that has lost a leader needs a while to elect another.
    private func persistently<Answer>(
        _ admin: NATSConnection, until limitNs: Int64, _ question: () async throws -> Answer
    ) async throws -> Answer {
        while true {
            do {
                return try await question()
            } catch {
                if Self.isGone(error) || admin.isClosed || stopSign.isUrgent || Shard.now() >= limitNs { throw error }
                try? await shard.sleep(until: Shard.now() + 250_000_000)
            }
        }
    }

    /// Closes an account with what the server says of the stream, or with why it says nothing.
    private func ask(_ admin: NATSConnection, about name: String, until limitNs: Int64, into ledger: inout StreamLedger)
        async
    {
        do {
            let info = try await persistently(admin, until: limitNs) { try await JetStream(admin).existingStream(name) }
            guard let info else {
                ledger.absence =
                    "the stream is gone with its messages; one in memory doesn't outlive its server, else somebody removed it"
                return
            }
            ledger.stored = Int64(info.state.lastSequence) - Int64(sequencesBefore[name] ?? 0)
            ledger.remaining = Int64(info.state.messages)
            ledger.removed =
                Int64(messagesBefore[name] ?? 0) + Int64(info.state.lastSequence) - Int64(sequencesBefore[name] ?? 0)
                - Int64(info.state.messages)
            ledger.removesAnswered =
                info.config.retention != .limits && info.state.consumers == 1
                && groups.count(where: { $0.plan.stream == name }) == 1
        } catch {
            ledger.absence = "\(error)"
        }
    }

    private func account(of group: ConsumerGroup, _ admin: NATSConnection, until limitNs: Int64) async
        -> StreamLedger.Consumer
    {
        var consumer = StreamLedger.Consumer(name: group.name)
        consumer.counts = group.counts
        consumer.acknowledges = group.plan.config.acknowledgement != .none
        consumer.acknowledgesEach = group.plan.config.acknowledgement == .explicit
        consumer.maxDeliver = group.plan.config.maxDeliver.flatMap { $0 > 0 ? $0 : nil }
        consumer.foreseen = group.foreseen
        consumer.isOurs = group.isCreated && !plan.hasForeignConsumers
        consumer.refusal = group.refusal
        guard plan.usesJetStream else { return consumer }
        do {
            let info = try await persistently(admin, until: limitNs) {
                try await JetStream(admin).consumerInfo(group.name, on: group.plan.stream)
            }
            consumer.pending = Int64(info.pending)
            consumer.ackPending = Int64(info.ackPending)
        } catch {
            consumer.absence = "\(error)"
            notice("consumer \(group.name) of stream \(group.plan.stream) can't be asked at the end: \(error)")
        }
        return consumer
    }

    func stopClients() {
        for publisher in publishers { publisher.stop() }
        for consumer in consumers { consumer.stop() }
        for connection in connections { connection.close() }
    }

    /// Removes what this run created, and nothing else.
    func clearUp(_ admin: NATSConnection) async {
        let api = JetStream(admin)
        if !plan.keeps {
            for (stream, name) in createdConsumers where !createdStreams.contains(stream) {
                do { try await api.deleteConsumer(name, on: stream) } catch {
                    if Self.isGone(error) { continue }
                    notice("consumer \(name) of stream \(stream) could not be removed: \(error)")
                }
            }
            for name in createdStreams {
                do { try await api.deleteStream(name) } catch {
                    if Self.isGone(error) { continue }
                    let domain = plan.connection.jetStreamDomain.map { " --js-domain \($0)" } ?? ""
                    notice(
                        "stream \(name) could not be removed; remove it with `nats stream rm \(name)\(domain)`: \(error)"
                    )
                }
            }
        }
        await admin.drained()
        loop.close()
    }

    /// Whether what was to be removed isn't there any more.
    static func isGone(_ error: any Error) -> Bool {
        let code = (error as? JetStreamRefusal)?.errorCode
        return code == JetStreamRefusal.streamNotFound || code == JetStreamRefusal.consumerNotFound
    }

    func notice(_ text: String) {
        guard notices.count < 200, !notices.contains(text) else { return }
        notices.append(text)
        surroundings.notice(text)
    }
}
