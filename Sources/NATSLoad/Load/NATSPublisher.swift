import EventLoop
import Measurement

/// One client that publishes on schedule and keeps account of every message, as a state machine on the loop.
///
/// A message is due whether or not the one before was acknowledged; latency counts from when it was due. When the window is full or the connection has no room
/// the publisher waits for the server: that shows in the latency, and is no lag of the generator's. Used on the shard's thread only.
final class NATSPublisher {
    private let connection: NATSConnection
    private let plan: QueuePlan.Publisher
    private let confirms: Bool
    private let ackTimeoutNs: Int64
    private let recorder: Recorder
    private let endpoint: EndpointID
    private let endpointName: String

    private let subjects: [[UInt8]]
    private let replyPrefix: [UInt8]
    private let replyText: String
    private var headers: [UInt8] = []
    private var schedule: PublishSchedule
    private var window: PublishWindow
    /// Messages whose fate is unknown, so that a late answer is counted once.
    private var unknownTokens: Set<UInt64> = []
    private static let unknownLimit = 1_000_000

    private var startNs: Int64 = 0
    private var nextDueNs: Int64?
    private var number = 0
    private var timer: TimerID?
    private var expiry: TimerID?
    private var wallOffsetNs: Int64 = 0
    /// Whether the next message waits for an answer or for the connection, and until when the last wait was.
    private var isHeldUp = false
    private var heldUpUntilNs: Int64 = 0
    private var isRunning = false
    private(set) var counts = PublishCounts()
    /// When the last message was handed over.
    private(set) var lastPublishedNs: Int64 = 0
    /// Told once nothing is left to publish and nothing waits for an answer.
    var onFinish: (() -> Void)?

    init(
        connection: NATSConnection, plan: QueuePlan.Publisher, confirms: Bool, ackTimeoutNs: Int64, seed: UInt64,
        recorder: Recorder
    ) {
        self.connection = connection
        self.plan = plan
        self.confirms = confirms
        self.ackTimeoutNs = ackTimeoutNs
        self.recorder = recorder
        endpointName = "publish \(plan.stream)"
        endpoint = recorder.endpoint(endpointName, tags: ["publish"])
        subjects = plan.subjects.map { Array($0.utf8) }
        replyText = InboxName.make(connection.options.inboxPrefix) + "."
        replyPrefix = Array(replyText.utf8)
        schedule = PublishSchedule(plan.shape, seed: seed, place: plan.place, of: plan.places)
        window = PublishWindow(capacity: confirms ? plan.window : 1)
        if plan.isStamped { headers = MessageStamp.template() }
        // Strongly, here and below: what is also held weakly pays for that whenever it is held, which is for each message.
        connection.listen { [self] in happened($0) }
    }

    var stream: String { plan.stream }
    var inFlight: Int { window.inFlight }
    var isFinished: Bool { !isRunning && window.isEmpty }

    func start(atNs: Int64) {
        startNs = atNs
        isRunning = true
        wallOffsetNs = MessageStamp.wallOffsetNs(monotonicNs: Shard.now())
        if confirms {
            _ = connection.subscribe(replyText + "*") { [self] in answered($0) }
            scheduleExpiry()
        }
        nextDueNs = schedule.next().map { $0 + startNs }
        pump()
    }

    /// Publishes nothing more; what was due and isn't sent is counted.
    func stop() {
        guard isRunning else { return }
        isRunning = false
        let now = Shard.now()
        if case .unpaced = plan.shape { nextDueNs = nil }
        while let due = nextDueNs, due <= now {
            counts.unsent += 1
            recorder.droppedArrival(atNs: now)
            nextDueNs = schedule.next().map { $0 + startNs }
        }
        checkFinish()
    }

    /// Gives up waiting for answers: what is still in flight is unknown.
    func abandon() {
        lose(window.expire(sentBefore: .max), .cancelled, "the run ended before the acknowledgement came")
        if let expiry { connection.loop.shard.cancel(expiry) }
        expiry = nil
    }

    // MARK: - Publishing

    private static let messagesPerTurn = 512

    private func pump() {
        guard isRunning else { return }
        var budget = Self.messagesPerTurn
        var now = Shard.now()
        if isHeldUp { (isHeldUp, heldUpUntilNs) = (false, now) }
        while let due = nextDueNs {
            if due > now {
                now = Shard.now()
                if due > now { return wake(atNs: due) }
            }
            // The place that an answer frees wakes us, or the connection when it has room.
            isHeldUp = confirms && window.isFull
            if isHeldUp { return }
            guard budget > 0 else { return wake(atNs: now) }
            budget -= 1
            isHeldUp = !publish(plannedNs: isUnpaced ? now : due, nowNs: now)
            if isHeldUp { return }
            nextDueNs = schedule.next().map { $0 + startNs }
        }
        isRunning = false
        checkFinish()
    }

    private var isUnpaced: Bool { if case .unpaced = plan.shape { true } else { false } }

    private func wake(atNs: Int64) {
        if let timer { connection.loop.shard.cancel(timer) }
        timer = connection.loop.shard.at(atNs) { [self] in
            timer = nil
            pump()
        }
    }

    /// Whether the message was taken or refused for good; false: try again later.
    private func publish(plannedNs: Int64, nowNs: Int64) -> Bool {
        let payloadIndex = plan.payloads.count == 1 ? 0 : number % plan.payloads.count
        let subjectIndex = subjects.count == 1 ? 0 : number % subjects.count
        let size = plan.payloads[payloadIndex].count + headers.count
        if size > connection.info.maxPayload, connection.isReady {
            refuseLocally(plannedNs: plannedNs, nowNs: nowNs, size: size)
            return true
        }
        guard connection.hasRoom else {
            // Says that somebody waits for room.
            return connection.publish(subject: .init(start: nil, count: 0), payload: .init(start: nil, count: 0))
        }
        if plan.isStamped {
            MessageStamp.write(into: &headers, plannedNs: plannedNs, sentNs: nowNs, wallOffsetNs: wallOffsetNs)
        }
        let token =
            confirms
            ? window.reserve(plannedNs: plannedNs, sentNs: nowNs, bytes: size, subject: subjectIndex) : nil
        let taken = subjects[subjectIndex].withUnsafeBytes { subject in
            plan.payloads[payloadIndex].withUnsafeBytes { payload in
                headers.withUnsafeBytes { headers in
                    replyPrefix.withUnsafeBytes { reply in
                        connection.publish(
                            subject: subject, reply: confirms ? reply : .init(start: nil, count: 0), token: token,
                            headers: headers, payload: payload)
                    }
                }
            }
        }
        precondition(taken, "a connection with room refused a message")
        number += 1
        counts.attempted += 1
        counts.bytes += Int64(size)
        lastPublishedNs = nowNs
        recorder.started(endpoint)
        if !isUnpaced { recorder.lateStart(plannedNs: max(plannedNs, heldUpUntilNs), startedNs: nowNs) }
        recorder.startedArrival(atNs: nowNs)
        if !confirms {
            counts.unconfirmed += 1
            recorder.finished(
                endpoint, Sample(plannedNs: plannedNs, startNs: nowNs, endNs: nowNs, bytesSent: Int64(size)))
        }
        return true
    }

    private func refuseLocally(plannedNs: Int64, nowNs: Int64, size: Int) {
        number += 1
        counts.attempted += 1
        counts.refused += 1
        recorder.started(endpoint)
        fail(
            PublishWindow.Entry(token: 0, plannedNs: plannedNs, sentNs: nowNs, bytes: 0), .status,
            "a message of \(size) bytes with its headers is larger than the server's max_payload of \(connection.info.maxPayload)",
            nowNs)
    }

    // MARK: - Answers

    private func answered(_ message: IncomingMessage) {
        guard let token = window.token(of: message, behind: replyPrefix.count) else { return }
        guard let entry = window.answered(token) else { return answeredLate(token, message) }
        if message.status == 503 {
            counts.refused += 1
            fail(
                entry, .status, "no stream takes messages of this subject, or it has no leader at the moment",
                message.receivedNs)
        } else {
            judge(PublishAcknowledgement(message.payload), entry, message)
        }
        if !isRunning { return checkFinish() }
        if !isUnpaced || window.isHalfFree { pump() }
    }

    private func judge(_ answer: PublishAcknowledgement, _ entry: PublishWindow.Entry, _ message: IncomingMessage) {
        switch answer {
        case .stored(_, let isDuplicate):
            counts.acknowledged += 1
            if isDuplicate { counts.duplicates += 1 }
            recorder.finished(
                endpoint,
                Sample(
                    plannedNs: entry.plannedNs, startNs: entry.sentNs, endNs: message.receivedNs,
                    bytesSent: Int64(entry.bytes),
                    bytesReceived: Int64(message.frame.payload.count)))
        case .refused(let refusal):
            counts.refused += 1
            fail(entry, .status, refusal.description, message.receivedNs, status: refusal.code)
        case .unreadable:
            // Whoever answers isn't JetStream, so nothing says that the message is stored.
            counts.unknown += 1
            fail(entry, .transfer, "an answer that isn't JetStream's came for a message", message.receivedNs)
        }
    }

    /// An answer after the message was given up: it is known after all.
    private func answeredLate(_ token: UInt64, _ message: IncomingMessage) {
        guard unknownTokens.remove(token) != nil else { return }
        switch message.status == 503 ? nil : PublishAcknowledgement(message.payload) {
        case .stored(_, let isDuplicate):
            counts.unknown -= 1
            counts.acknowledged += 1
            if isDuplicate { counts.duplicates += 1 }
        case .refused, nil:
            counts.unknown -= 1
            counts.refused += 1
        case .unreadable: break
        }
    }

    private func fail(
        _ entry: PublishWindow.Entry, _ kind: FailureKind, _ text: String, _ endNs: Int64, status: Int = 0
    ) {
        recorder.finished(
            endpoint,
            Sample(
                plannedNs: entry.plannedNs, startNs: entry.sentNs, endNs: endNs, failure: kind,
                bytesSent: Int64(entry.bytes),
                status: status))
        recorder.failure(endpoint, kind, status: status, message: text, atNs: endNs)
    }

    private func lose(_ entries: [PublishWindow.Entry], _ kind: FailureKind, _ text: String) {
        guard !entries.isEmpty else { return }
        let now = Shard.now()
        for entry in entries {
            counts.unknown += 1
            if unknownTokens.count < Self.unknownLimit { unknownTokens.insert(entry.token) }
            fail(entry, kind, text, now)
        }
        if isRunning { pump() } else { checkFinish() }
    }

    private func scheduleExpiry() {
        expiry = connection.loop.shard.at(Shard.now() + min(ackTimeoutNs / 4, 250_000_000)) { [self] in
            let late = window.expire(sentBefore: Shard.now() - ackTimeoutNs)
            lose(
                late, .timeout,
                "no acknowledgement within \(SpanText.text(nanoseconds: ackTimeoutNs)): stored or not is unknown")
            if expiry != nil { scheduleExpiry() }
        }
    }

    private func happened(_ event: NATSConnection.Event) {
        switch event {
        case .ready, .room: pump()
        case .lost(let failure), .closed(let failure):
            lose(
                window.expire(sentBefore: .max), .transfer,
                "the connection was lost before the acknowledgement came (stored or not is unknown): \(failure)")
            if case .closed = event {
                stop()
                cancelTimers()
            }
        case .refused(let refusal): refused(refusal)
        }
    }

    /// The server drops a message and says which by its subject, or by the one that its answer was to go to.
    private func refused(_ refusal: ServerRefusal) {
        let entry: PublishWindow.Entry?
        switch refusal.kind {
        case .permissionOnPublish(let subject):
            guard let index = plan.subjects.firstIndex(of: subject) else { return }
            if !confirms, counts.unconfirmed > 0 {
                // It had been taken for sent, as nothing else would ever be heard of it.
                counts.unconfirmed -= 1
                counts.refused += 1
                return
            }
            entry = window.takeOldest(subject: index)
        case .permissionOnReply(let subject) where subject.hasPrefix(replyText):
            guard let token = ReplyToken.read(subject, behind: replyPrefix.count) else { return }
            entry = window.answered(token)
        default: return
        }
        guard let entry else { return }
        counts.refused += 1
        // Answers are subjects of each message's own: they stay out of the sentence, so that these are counted together.
        let isReply = if case .permissionOnReply = refusal.kind { true } else { false }
        fail(
            entry, .status,
            isReply ? "these credentials may not have acknowledgements sent to their inbox" : refusal.description,
            Shard.now())
        if isRunning { pump() } else { checkFinish() }
    }

    private func checkFinish() {
        guard isFinished, let onFinish else { return }
        self.onFinish = nil
        cancelTimers()
        onFinish()
    }

    /// Nothing is left to wait for; the timers would hold the publisher.
    private func cancelTimers() {
        for timer in [timer, expiry].compactMap(\.self) { connection.loop.shard.cancel(timer) }
        (timer, expiry) = (nil, nil)
    }
}
