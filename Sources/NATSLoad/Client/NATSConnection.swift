import EventLoop

/// A connection to a NATS server, or to one of several, on a shard's loop.
///
/// Nothing in it blocks and nothing grows without bound: `publish` says whether the message was taken, and `hasRoom` whether another will be. Subscriptions
/// survive a reconnection; what was published and not acknowledged doesn't, and is the publisher's to judge. Used on the shard's thread only.
package final class NATSConnection {
    package enum Event {
        case ready(again: Bool)
        case lost(ConnectionFailure)
        /// The end; nothing comes after it.
        case closed(ConnectionFailure)
        /// The server refuses something and keeps the connection.
        case refused(ServerRefusal)
        /// After `publish` was told that there is no room: now there is.
        case room
    }

    package struct Counters: Equatable, Sendable {
        package var bytesSent: Int64 = 0
        package var bytesReceived: Int64 = 0
        package var messagesSent: Int64 = 0
        package var messagesReceived: Int64 = 0
        package var reconnections = 0
        package var sendCalls: Int64 = 0
    }

    package typealias Handler = (IncomingMessage) -> Void

    final class Subscription {
        let subject: String
        let queue: String?
        let handler: Handler
        /// How many messages it takes before it ends.
        var remaining: Int?

        init(subject: String, queue: String?, handler: @escaping Handler) {
            self.subject = subject
            self.queue = queue
            self.handler = handler
        }
    }

    package let options: ConnectionOptions
    package let loop: NATSLoop
    package internal(set) var info = ServerInfo()
    package internal(set) var counters = Counters()
    /// Requests over this connection.
    package internal(set) lazy var requests = Requests(connection: self)
    var listeners: [(Event) -> Void] = []

    var shard: Shard { loop.shard }
    var machine: ConnectionMachine
    let tlsContext: TLSContext?
    var tls: TLSSession?
    var socket: NonBlockingSocket?
    /// What the socket is watched for.
    var lastInterest: Interest = []
    var isReading = true
    var input: WireInput
    var output: WireOutput
    /// Cipher text that waits for the socket.
    var cipher = WireOutput(capacity: 1024)
    var isFlushWaiting = false
    /// Whether the machine is ready, kept beside it because every message asks.
    private var takesMessages = false
    /// Bytes that are sent before the turn ends: they are still in the processor's nearest cache then, and the server begins earlier.
    private static let sendsAtBytes = 32_768
    /// How long late answers of a server that goes away are waited for.
    private static let lingerNs: Int64 = 250_000_000
    var wasWithoutRoom = false
    var subscriptions: [Subscription?] = [nil]
    var attempt = 0
    var attemptTimer: TimerID?
    var pingTimer: TimerID?
    var random = SystemRandomNumberGenerator()

    package init(_ options: ConnectionOptions, loop: NATSLoop) throws(ConnectionFailure) {
        self.options = options
        self.loop = loop
        machine = ConnectionMachine(options: options)
        input = WireInput(limits: options.limits)
        output = WireOutput()
        let wantsTLS = options.tls != TLSOptions() || options.servers.contains { $0.wantsTLS }
        tlsContext = wantsTLS ? try TLSContext(options.tls) : nil
    }

    // MARK: - State

    package var isReady: Bool { machine.isReady }
    package var server: ServerAddress? { machine.server }
    package var isClosed: Bool { if case .closed = machine.state { true } else { false } }
    /// Whether `publish` will take a message.
    package var hasRoom: Bool {
        takesMessages && output.pendingBytes + cipher.pendingBytes < options.maxPendingBytes
    }
    /// Bytes that wait to be sent.
    package var pendingBytes: Int { output.pendingBytes + cipher.pendingBytes }

    package func open() { perform(machine.started()) }

    /// Ends all subscriptions, waits until the server has seen everything, and closes.
    package func drain() {
        if machine.isReady {
            for id in subscriptions.indices where subscriptions[id] != nil { output.unsubscribe(id) }
        }
        perform(machine.drainRequested())
        attemptTimer = shard.at(Shard.now() + options.connectTimeoutNs) { [weak self] in
            guard let self else { return }
            perform(machine.timeRanOut())
        }
    }

    package func close() { perform(machine.closeRequested()) }

    /// Stops or goes on taking bytes from the socket, as a consumer that hangs would.
    package func read(_ isReading: Bool) {
        self.isReading = isReading
        updateInterest()
    }

    /// Has a function told of everything that happens to the connection, until it is closed.
    package func listen(_ listener: @escaping (Event) -> Void) { listeners.append(listener) }

    func announce(_ event: Event) {
        for listener in listeners { listener(event) }
    }

    // MARK: - Commands

    /// Takes a message, unless there is no room or no connection; then `.room` or `.ready` is told later.
    @inline(__always)
    package func publish(
        subject: UnsafeRawBufferPointer, reply: UnsafeRawBufferPointer = .init(start: nil, count: 0),
        token: UInt64? = nil, headers: UnsafeRawBufferPointer = .init(start: nil, count: 0),
        payload: UnsafeRawBufferPointer
    ) -> Bool {
        guard hasRoom else {
            wasWithoutRoom = true
            return false
        }
        output.publish(subject: subject, reply: reply, token: token, headers: headers, payload: payload)
        taken()
        return true
    }

    /// Takes a consumer's answer to a message, unless there is no connection or even less room than answers are left.
    @inline(__always)
    package func answer(subject: UnsafeRawBufferPointer, payload: UnsafeRawBufferPointer) -> Bool {
        guard takesMessages, pendingBytes < max(options.maxPendingAnswerBytes, options.maxPendingBytes) else {
            return false
        }
        output.publish(subject: subject, payload: payload)
        taken()
        return true
    }

    @inline(__always)
    private func taken() {
        counters.messagesSent &+= 1
        // Room is announced by the turn's flush only, as whoever publishes isn't to be called meanwhile.
        if output.pendingBytes >= Self.sendsAtBytes { sendEarly() }
        scheduleFlush()
    }

    /// The same for what isn't sent often.
    @discardableResult
    package func publish(_ subject: String, reply: String = "", headers: [UInt8] = [], payload: [UInt8] = []) -> Bool {
        guard hasRoom else {
            wasWithoutRoom = true
            return false
        }
        output.publish(subject, reply: reply, headers: headers, payload: payload)
        counters.messagesSent &+= 1
        scheduleFlush()
        return true
    }

    /// Subscribes, now or as soon as there is a connection, and again after each reconnection.
    ///
    /// The handler may hold its owner, who may hold the connection: its end lets go of all handlers. It is called for each message, and a reference that
    /// doesn't hold costs more there than all of the parsing.
    package func subscribe(
        _ subject: String, queue: String? = nil, maximum: Int? = nil, _ handler: @escaping Handler
    ) -> Int {
        let subscription = Subscription(subject: subject, queue: queue, handler: handler)
        subscription.remaining = maximum
        // An id isn't used again: messages for the former subscription may be under way.
        let id = subscriptions.count
        subscriptions.append(subscription)
        if machine.isReady {
            write(subscription, id)
            scheduleFlush()
        }
        return id
    }

    package func unsubscribe(_ id: Int) {
        guard subscriptions.indices.contains(id), subscriptions[id] != nil else { return }
        subscriptions[id] = nil
        if machine.isReady {
            output.unsubscribe(id)
            scheduleFlush()
        }
    }

    func write(_ subscription: Subscription, _ id: Int) {
        output.subscribe(subscription.subject, queue: subscription.queue, id: id)
        if let remaining = subscription.remaining { output.unsubscribe(id, after: remaining) }
    }

    // MARK: - Actions

    /// Carries out what the machine has just decided.
    func perform(_ actions: [ConnectionMachine.Action]) {
        takesMessages = machine.isReady
        for action in actions { perform(action) }
    }

    func perform(_ action: ConnectionMachine.Action) {
        switch action {
        case .open(let server): openSocket(server)
        case .secure(let server): secure(server)
        case .introduce(let nonce): introduce(nonce)
        case .announceReady(let again): becameReady(again)
        case .announceLoss(let failure): announce(.lost(failure))
        case .announceClosed(let failure):
            cancelTimers()
            announce(.closed(failure))
            // Handlers hold their owners; the end frees them.
            listeners = []
            subscriptions = [nil]
        case .dropSocket: dropSocket()
        case .pause(let round):
            let chance = Double.random(in: 0..<1, using: &random)
            _ = shard.at(Shard.now() + options.backoff.waitNs(beforeRound: round, chance: chance)) { [weak self] in
                guard let self else { return }
                perform(machine.pauseEnded())
            }
        case .linger:
            _ = shard.at(Shard.now() + Self.lingerNs) { [weak self] in
                guard let self else { return }
                perform(machine.lingered())
            }
        case .ping:
            output.ping()
            scheduleFlush()
        case .pong:
            output.pong()
            scheduleFlush()
        case .flushAndClose:
            flush()
            dropSocket()
        }
    }

    func openSocket(_ server: ServerAddress) {
        attempt += 1
        let attempt = attempt
        if let attemptTimer { shard.cancel(attemptTimer) }
        attemptTimer = shard.at(Shard.now() + options.connectTimeoutNs) { [weak self] in
            guard let self, self.attempt == attempt else { return }
            perform(machine.timeRanOut())
        }
        let box = WeakConnection(self)
        NameResolution.resolve(host: server.host, port: server.port, on: shard) { result in
            guard let self = box.connection, self.attempt == attempt, case .connecting = self.machine.state else {
                return
            }
            switch result {
            case .failure(let failure): self.perform(self.machine.failed(failure))
            case .success(let addresses): self.connect(to: addresses[...])
            }
        }
    }

    func connect(to addresses: ArraySlice<NameResolution.Address>) {
        guard let address = addresses.first else { return }
        let others = addresses.dropFirst()
        switch NonBlockingSocket.connecting(to: address) {
        case .failure(let fault):
            if !others.isEmpty { return connect(to: others) }
            perform(machine.failed(ConnectionFailure(.unreachable(reason: fault.text))))
        case .success(let socket):
            self.socket = socket
            do {
                try shard.watch(socket.descriptor, for: .writable) { [weak self] interest in
                    self?.becameReady(interest, others)
                }
            } catch {
                perform(machine.failed(ConnectionFailure(.unreachable(reason: "\(error)"))))
            }
        }
    }

    /// The socket has something to tell.
    func becameReady(_ interest: Interest, _ others: ArraySlice<NameResolution.Address>) {
        guard let socket else { return }
        if case .connecting = machine.state {
            if let fault = socket.connectionFault() {
                dropSocket()
                if !others.isEmpty { return connect(to: others) }
                return perform(machine.failed(ConnectionFailure(.unreachable(reason: fault.text))))
            }
            input.reset(limits: options.limits)
            output.removeAll()
            cipher.removeAll()
            lastInterest = .writable
            perform(machine.socketConnected())
            updateInterest()
            return
        }
        if interest.contains(.writable) { flush() }
        if interest.contains(.readable) || interest.contains(.failed) { receive() }
    }

    func secure(_ server: ServerAddress) {
        do {
            let context = if let tlsContext { tlsContext } else { try TLSContext(options.tls) }
            tls = try TLSSession(context: context, host: server.certificateName ?? server.host)
            try continueHandshake()
        } catch {
            perform(machine.failed(error))
        }
    }

    func continueHandshake() throws(ConnectionFailure) {
        guard let tls else { return }
        let progress: TLSSession.Progress
        do {
            progress = try tls.shakeHands()
        } catch {
            // The alert tells the server why.
            tls.take(into: &cipher)
            flushCipher()
            throw error
        }
        tls.take(into: &cipher)
        flushCipher()
        if progress == .finished { perform(machine.secured(nonce: info.nonce)) }
    }

    func introduce(_ nonce: String?) {
        var request = ConnectRequest(name: options.name)
        request.tlsRequired = tls != nil
        var credentials = options.credentials
        if credentials == .none, let userInfo = machine.server?.userInfo {
            credentials = Credentials(userInfo: userInfo)
        }
        do {
            try credentials.sign(&request, nonce: nonce)
            output.connect(request)
            scheduleFlush()
        } catch {
            perform(machine.failed(error))
        }
    }

    func becameReady(_ again: Bool) {
        if let attemptTimer { shard.cancel(attemptTimer) }
        attemptTimer = nil
        if again { counters.reconnections += 1 }
        for (id, subscription) in subscriptions.enumerated() {
            if let subscription { write(subscription, id) }
        }
        scheduleFlush()
        schedulePing()
        announce(.ready(again: again))
    }

    func schedulePing() {
        if let pingTimer { shard.cancel(pingTimer) }
        pingTimer = shard.at(Shard.now() + options.pingIntervalNs) { [weak self] in
            guard let self else { return }
            perform(machine.pingDue())
            if machine.isReady { schedulePing() }
        }
    }

    func cancelTimers() {
        if let attemptTimer { shard.cancel(attemptTimer) }
        if let pingTimer { shard.cancel(pingTimer) }
        (attemptTimer, pingTimer) = (nil, nil)
    }

    func dropSocket() {
        if let pingTimer { shard.cancel(pingTimer) }
        pingTimer = nil
        guard let socket else { return }
        shard.unwatch(socket.descriptor)
        socket.close()
        self.socket = nil
        tls = nil
        output.removeAll()
        cipher.removeAll()
        lastInterest = []
    }
}
