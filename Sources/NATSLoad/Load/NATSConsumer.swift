import EventLoop
import Foundation
import Measurement

/// One client that receives a consumer's messages, works on each for a while and answers it, as a state machine on the loop.
///
/// Messages wait in it only as far as it asked for them (pull) or the server's flow control lets them come (push). Used on the shard's thread only.
final class NATSConsumer {
    private struct Waiting {
        let reply: [UInt8]
        let deliveries: Int
    }

    private let connection: NATSConnection
    private let group: ConsumerGroup
    private let recorder: Recorder
    private let endpoint: EndpointID
    private var plan: QueuePlan.Consumer { group.plan }
    private let inbox: String
    private let nextSubject: String
    private var wallOffsetNs: Int64 = 0

    private var waiting: [Waiting] = []
    private var waitingHead = 0
    private var isWorking = false
    private var number: Int64 = 0
    /// With ack policy all: the last message, and how many it covers.
    private var lastReply: [UInt8] = []
    private var uncovered: Int64 = 0
    /// Messages asked for and not yet here.
    private var outstanding = 0
    private var lastSignNs: Int64 = 0
    private var watchdog: TimerID?
    private var isPausing = false
    private var isStopped = false
    /// What the server wants to hear once everything before it is worked on.
    private var flowReply: [UInt8]?
    /// Messages that this member has received and not answered.
    var backlog: Int { waiting.count - waitingHead + (isWorking ? 1 : 0) }
    /// What went wrong, a sentence each.
    private(set) var complaints: [String] = []

    private static let expiresNs: Int64 = 5_000_000_000
    private static let heartbeatNs: Int64 = 1_000_000_000
    /// After a refused request.
    private static let pauseNs: Int64 = 250_000_000
    private static let acknowledgement = Acknowledgement.done.payload
    /// With ack policy all, at the latest after so many messages.
    private static let coverage: Int64 = 64

    init(connection: NATSConnection, group: ConsumerGroup, recorder: Recorder) {
        self.connection = connection
        self.group = group
        self.recorder = recorder
        endpoint = recorder.endpoint("message \(group.plan.stream)", kind: .message, tags: ["consume"])
        inbox = InboxName.make(connection.options.inboxPrefix)
        nextSubject = "\(connection.options.jetStreamPrefix).CONSUMER.MSG.NEXT.\(group.plan.stream).\(group.name)"
        // Strongly, here and below: what is also held weakly pays for that whenever it is held, which is for each message.
        connection.listen { [self] in happened($0) }
    }

    func start() {
        wallOffsetNs = MessageStamp.wallOffsetNs(monotonicNs: Shard.now())
        lastSignNs = Shard.now()
        if !plan.subjects.isEmpty {
            // Clients that share a consumer share its messages on core NATS as well.
            let queue = plan.members > 1 ? group.name : nil
            for subject in plan.subjects {
                _ = connection.subscribe(subject, queue: queue) { [self] in received($0) }
            }
            return
        }
        switch plan.kind {
        case .pull:
            _ = connection.subscribe(inbox) { [self] in received($0) }
            ask()
            scheduleWatchdog()
        case .push:
            guard let subject = plan.config.deliverSubject else {
                preconditionFailure("a push consumer has a subject to deliver to")
            }
            _ = connection.subscribe(subject, queue: plan.config.deliverGroup) { [self] in received($0) }
        }
    }

    /// Asks for nothing more and works on nothing more; what is on its way is still received until the connection is drained.
    func stop() {
        isStopped = true
        coverAll()
        if let watchdog { connection.loop.shard.cancel(watchdog) }
        watchdog = nil
    }

    // MARK: - Asking

    /// Asks for more as soon as half of what was asked for is here and worked on.
    private func ask() {
        guard plan.kind == .pull, plan.subjects.isEmpty, !isStopped, !isPausing, connection.isReady else { return }
        let expected = outstanding + backlog
        guard expected <= plan.batch / 2 else { return }
        let count = min(plan.batch - expected, plan.config.maxRequestBatch.map { $0 > 0 ? $0 : .max } ?? .max)
        let body = Self.request(batch: count, longestNs: plan.config.maxRequestExpiresNs ?? 0)
        if connection.publish(nextSubject, reply: inbox, payload: Array(body.utf8)) { outstanding += count }
    }

    /// A request for messages that its consumer allows: one may limit how long a request waits (0: it doesn't).
    ///
    /// Servers refuse heartbeats that come less than twice in that time, so a short request goes without.
    static func request(batch: Int, longestNs: Int64) -> String {
        let expiresNs = longestNs > 0 ? min(Self.expiresNs, longestNs) : Self.expiresNs
        let heartbeat = expiresNs >= Self.heartbeatNs * 2 ? ",\"idle_heartbeat\":\(Self.heartbeatNs)" : ""
        return "{\"batch\":\(batch),\"expires\":\(expiresNs)\(heartbeat)}"
    }

    /// Asks after a pause, as a server that refuses a request would refuse the next one as well.
    private func askLater() {
        guard !isPausing else { return }
        isPausing = true
        _ = connection.loop.shard.at(Shard.now() + Self.pauseNs) { [self] in
            isPausing = false
            ask()
        }
    }

    /// Asks anew when neither messages nor heartbeats came: the request got lost with a leader or a connection.
    private func scheduleWatchdog() {
        watchdog = connection.loop.shard.at(Shard.now() + Self.heartbeatNs) { [self] in
            // A connection that has ended for good needs nobody to watch over it.
            if connection.isClosed { return }
            if connection.isReady, Shard.now() - lastSignNs > Self.heartbeatNs * 5 / 2 {
                outstanding = 0
                lastSignNs = Shard.now()
                ask()
            }
            scheduleWatchdog()
        }
    }

    // MARK: - Receiving

    private func received(_ message: IncomingMessage) {
        lastSignNs = message.receivedNs
        if !message.headers.isEmpty, let status = message.status { return told(status, message) }
        if outstanding > 0 { outstanding -= 1 }
        let delivery = Delivery(reply: message.reply)
        group.received(delivery, bytes: message.frame.payload.count)
        record(message, deliveries: delivery?.count ?? 1)
        number += 1
        guard plan.delayNs > 0 else {
            answer(message.reply, deliveries: delivery?.count ?? 1)
            return ask()
        }
        waiting.append(Waiting(reply: Array(message.reply), deliveries: delivery?.count ?? 1))
        workOnNext()
        ask()
    }

    private func record(_ message: IncomingMessage, deliveries: Int) {
        // A repetition says how long the ack wait was, not how long the queue takes.
        guard deliveries <= 1, !message.headers.isEmpty,
            let stamp = MessageStamp(headers: message.headers, wallOffsetNs: wallOffsetNs)
        else { return }
        recorder.finished(
            endpoint,
            Sample(
                plannedNs: min(stamp.plannedNs, message.receivedNs), startNs: min(stamp.sentNs, message.receivedNs),
                endNs: message.receivedNs, bytesReceived: Int64(message.size)))
    }

    /// The server says something in place of a message.
    private func told(_ status: Int, _ message: IncomingMessage) {
        switch status {
        case 100:
            if !message.reply.isEmpty {
                flowReply = Array(message.reply)
            } else if let stalled = message.decodedHeaders?["Nats-Consumer-Stalled"] {
                flowReply = Array(stalled.utf8)
            }
            if backlog == 0 { confirmFlow() }
        // 423: a consumer that has chosen another client; 400: a request that it doesn't understand.
        case 400, 404, 408, 409, 423:
            let headers = message.decodedHeaders
            if let left = headers?["Nats-Pending-Messages"].flatMap({ Int($0) }) {
                outstanding = max(0, outstanding - left)
            } else {
                outstanding = 0
            }
            guard status != 404, status != 408, let text = headers?.statusText, text != "Batch Completed" else {
                return ask()
            }
            complain("consumer \(group.name): \(Self.meaning(of: text))")
            askLater()
        case 503:
            outstanding = 0
            // JetStream is not there, for instance while a leader is elected.
            complain("consumer \(group.name): nobody answers its requests for messages")
            askLater()
        default: break
        }
    }

    /// A status's words, and what can be done about those that a consumer of somebody else's may give.
    private static func meaning(of text: String) -> String {
        let known: [(beginning: String, remedy: String)] = [
            ("Bad Request", "the server doesn't understand the request; a consumer with priority groups can't be used"),
            ("Nats-Wrong-Pin-Id", "the consumer serves one pinned client at a time"),
            ("Consumer is push based", "ask for a push consumer"),
            ("Consumer Deleted", "somebody else removed it, or it was inactive for too long"),
        ]
        guard let found = known.first(where: { text.hasPrefix($0.beginning) }) else { return text }
        return "\(text): \(found.remedy)"
    }

    private func complain(_ text: String) {
        if complaints.count < 20, !complaints.contains(text) { complaints.append(text) }
    }

    // MARK: - Working and answering

    private func workOnNext() {
        guard !isWorking, waitingHead < waiting.count else { return }
        isWorking = true
        let next = waiting[waitingHead]
        waitingHead += 1
        if waitingHead > 1024, waitingHead * 2 > waiting.count {
            waiting.removeFirst(waitingHead)
            waitingHead = 0
        }
        _ = connection.loop.shard.at(Shard.now() + plan.delayNs) { [self] in
            guard !isStopped else { return }
            isWorking = false
            next.reply.withUnsafeBytes { answer($0, deliveries: next.deliveries) }
            if backlog == 0 { confirmFlow() }
            workOnNext()
            ask()
        }
    }

    private func answer(_ reply: UnsafeRawBufferPointer, deliveries: Int) {
        guard !reply.isEmpty else { return }
        if let answer = plan.answer?(number, deliveries) { return send(answer, reply) }
        switch plan.config.acknowledgement {
        case .none: return
        case .explicit: send(.done, reply)
        case .all:
            lastReply = Array(reply)
            uncovered += 1
            if uncovered >= Self.coverage || (plan.delayNs == 0 && outstanding == 0) {
                coverAll()
            } else if uncovered == 1 {
                // What follows in the same breath is covered by one answer.
                _ = connection.loop.shard.at(Shard.now() + 1_000_000) { [self] in coverAll() }
            }
        }
    }

    private func coverAll() {
        guard uncovered > 0 else { return }
        let sent = lastReply.withUnsafeBytes { reply in
            Self.acknowledgement.withUnsafeBytes { connection.answer(subject: reply, payload: $0) }
        }
        if sent { group.answered(.done, covering: uncovered) }
        uncovered = 0
    }

    private func send(_ answer: Acknowledgement, _ reply: UnsafeRawBufferPointer) {
        let sent: Bool
        if answer == .done {
            sent = Self.acknowledgement.withUnsafeBytes { connection.answer(subject: reply, payload: $0) }
        } else {
            sent = answer.payload.withUnsafeBytes { connection.answer(subject: reply, payload: $0) }
        }
        // An answer that can't be sent is none: the server delivers again.
        if sent { group.answered(answer) }
    }

    private func confirmFlow() {
        guard let reply = flowReply else { return }
        flowReply = nil
        _ = reply.withUnsafeBytes { connection.publish(subject: $0, payload: .init(start: nil, count: 0)) }
    }

    private func happened(_ event: NATSConnection.Event) {
        switch event {
        case .ready(let again):
            guard again else { return }
            outstanding = 0
            // Answers to messages of the former connection are still good.
            ask()
        case .refused(let refusal):
            if case .permissionOnPublish(let subject) = refusal.kind, subject.hasPrefix("$JS.ACK.") {
                group.answersWereRefused("\(refusal)")
            }
            complain("consumer \(group.name): \(refusal)")
        case .closed(let failure): if !isStopped { complain("consumer \(group.name): \(failure)") }
        case .lost, .room: break
        }
    }
}
