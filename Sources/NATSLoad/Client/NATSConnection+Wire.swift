import EventLoop

/// What goes over the wire, both ways: the socket's bytes into frames for subscriptions, commands into the socket.
extension NATSConnection {
    // MARK: - Receiving

    /// At most this many receive calls for one readiness, so that one busy connection can't starve the others.
    static let receivesPerTurn = 4

    func receive() {
        for _ in 0..<Self.receivesPerTurn {
            guard let socket, isReading else { return }
            let isFull = tls == nil ? receivePlain(socket) : receiveCipher(socket)
            if !isFull { return }
        }
    }

    /// Whether there may be more to receive.
    func receivePlain(_ socket: NonBlockingSocket) -> Bool {
        let space = input.freeSpace()
        switch socket.receive(into: space) {
        case .bytes(let count):
            counters.bytesReceived &+= Int64(count)
            input.received(count)
            process(receivedNs: Shard.now())
            return count == space.count
        case .wouldBlock: return false
        case .closed: perform(machine.failed(ConnectionFailure(.closedByServer)))
        case .failed(let number):
            perform(machine.failed(ConnectionFailure(.unreachable(reason: SystemFault(number: number).text))))
        }
        return false
    }

    func receiveCipher(_ socket: NonBlockingSocket) -> Bool {
        let outcome = withUnsafeTemporaryAllocation(byteCount: 32_768, alignment: 16) { space in
            let outcome = socket.receive(into: space)
            if case .bytes(let count) = outcome { tls?.receive(UnsafeRawBufferPointer(rebasing: space[..<count])) }
            return outcome
        }
        let receivedNs = Shard.now()
        switch outcome {
        case .bytes(let count):
            counters.bytesReceived &+= Int64(count)
            do {
                if let tls, !tls.isSecured { try continueHandshake() }
                while let tls, tls.isSecured {
                    let count = try tls.read(into: input.freeSpace())
                    if count == 0 { break }
                    input.received(count)
                    process(receivedNs: receivedNs)
                }
                return count == 32_768
            } catch {
                perform(machine.failed(error))
            }
        case .wouldBlock: break
        case .closed: perform(machine.failed(ConnectionFailure(.closedByServer)))
        case .failed(let number):
            perform(machine.failed(ConnectionFailure(.unreachable(reason: SystemFault(number: number).text))))
        }
        return false
    }

    func process(receivedNs: Int64) {
        let attempt = attempt
        do {
            while let frame = try input.next() {
                switch frame {
                case .message(let message): deliver(message, receivedNs)
                default: try handle(frame)
                }
                // An action may have closed this socket or opened another.
                if socket == nil || attempt != self.attempt { return }
            }
        } catch {
            perform(machine.failed(ConnectionFailure(.violation(error))))
        }
    }

    func deliver(_ frame: MessageFrame, _ receivedNs: Int64) {
        counters.messagesReceived &+= 1
        let id = frame.subscription
        // Messages for a subscription that has ended may still be under way.
        guard id < subscriptions.count, let subscription = subscriptions[id] else { return }
        if let remaining = subscription.remaining {
            subscription.remaining = remaining - 1
            if remaining <= 1 { subscriptions[id] = nil }
        }
        subscription.handler(
            IncomingMessage(storage: input.bytes(0..<frame.payload.upperBound), frame: frame, receivedNs: receivedNs))
    }

    func handle(_ frame: WireFrame) throws(WireFault) {
        switch frame {
        case .info(let range):
            info = try ServerInfo.decode(input.bytes(range))
            perform(machine.infoReceived(info))
        case .ping: perform(machine.pingReceived())
        case .pong: perform(machine.pongReceived())
        case .ok, .message: break
        case .error(let range):
            let refusal = ServerRefusal(input.text(range))
            if refusal.isSurvivable { announce(.refused(refusal)) }
            perform(machine.refused(refusal))
        }
    }

    // MARK: - Sending

    @inline(__always)
    func scheduleFlush() {
        if isFlushWaiting { return }
        isFlushWaiting = true
        loop.needsFlush(self)
    }

    func flushScheduled() {
        isFlushWaiting = false
        flush()
    }

    func flush() {
        guard let socket else { return }
        if let tls {
            // Before TLS is there, what is to be sent waits.
            guard tls.isSecured else { return flushCipher() }
            do {
                try tls.write(output.pending)
                output.sent(output.pendingBytes)
                tls.take(into: &cipher)
                flushCipher()
            } catch {
                perform(machine.failed(error))
            }
        } else {
            send(through: socket)
        }
        flushed()
    }

    /// Sends before the turn's end, unless the socket has no room, which it tells itself.
    func sendEarly() {
        guard let socket, tls == nil, !lastInterest.contains(.writable) else { return }
        send(through: socket)
        updateInterest()
    }

    private func send(through socket: NonBlockingSocket) {
        while !output.isEmpty {
            counters.sendCalls &+= 1
            // The reading side says why, if it is broken.
            guard case .bytes(let count) = socket.send(output.pending) else { return }
            counters.bytesSent &+= Int64(count)
            output.sent(count)
        }
    }

    func flushCipher() {
        guard let socket else { return }
        while !cipher.isEmpty {
            counters.sendCalls &+= 1
            guard case .bytes(let count) = socket.send(cipher.pending) else { break }
            counters.bytesSent &+= Int64(count)
            cipher.sent(count)
        }
        updateInterest()
    }

    func flushed() {
        updateInterest()
        if wasWithoutRoom, hasRoom, pendingBytes <= options.maxPendingBytes / 2 {
            wasWithoutRoom = false
            announce(.room)
        }
    }

    /// Watches for room in the socket only while something waits for it.
    func updateInterest() {
        guard let socket else { return }
        if case .connecting = machine.state { return }
        let wantsWrites = !cipher.isEmpty || (tls == nil && !output.isEmpty)
        var interest: Interest = isReading ? .readable : []
        if wantsWrites { interest.insert(.writable) }
        guard interest != lastInterest else { return }
        lastInterest = interest
        // A descriptor that can't be watched any more tells so by failing to send or receive.
        try? shard.change(socket.descriptor, to: interest)
    }
}
