/// What a connection does next, decided without a socket: events go in, actions come out.
///
/// Servers are tried in turn; after a round in which none was reached there is a growing pause. A server that refuses for good (wrong credentials, foreign
/// certificate) ends the first connection at once, but not a reconnection, as a cluster's members may come back one by one; refused twice by the same
/// server, it is over.
package struct ConnectionMachine: Sendable {
    package enum State: Equatable, Sendable {
        case idle
        /// A socket is being opened.
        case connecting(server: Int)
        /// The server's INFO is awaited.
        case introducing(server: Int)
        case securing(server: Int, beforeInfo: Bool)
        /// CONNECT and a ping are sent, the answer is awaited.
        case authenticating(server: Int)
        case ready(server: Int, unanswered: Int)
        /// The server goes away: it is sent nothing more and listened to for a moment after the ping's answer, as acknowledgements
        /// of messages that were stored may come later than that. Then the next server is taken.
        case leaving(server: Int)
        /// All servers were tried in vain.
        case pausing
        /// Nothing more is received after the ping's answer.
        case draining(server: Int)
        case closed(ConnectionFailure)
    }

    package enum Action: Equatable, Sendable {
        case open(ServerAddress)
        case secure(ServerAddress)
        case introduce(nonce: String?)
        case announceReady(again: Bool)
        case announceLoss(ConnectionFailure)
        case announceClosed(ConnectionFailure)
        case dropSocket
        case pause(round: Int)
        case ping
        case pong
        /// Listen for a moment, then say so.
        case linger
        /// Send what is left, then close the socket.
        case flushAndClose
    }

    package private(set) var state: State = .idle
    /// All servers known, those of the options first.
    package private(set) var servers: [ServerAddress]
    package private(set) var wasReady = false
    private let options: ConnectionOptions
    private var round = 0
    /// Servers tried in this round.
    private var triesInRound = 0
    private var lastFailure: ConnectionFailure?
    /// How often a server refused for good since the last time it took us.
    private var refusals: [ServerAddress: Int] = [:]

    package init(options: ConnectionOptions) {
        self.options = options
        servers = options.servers
    }

    package var isReady: Bool { if case .ready = state { true } else { false } }

    /// The server that is being talked to.
    package var server: ServerAddress? {
        switch state {
        case .connecting(let index), .introducing(let index), .securing(let index, _), .authenticating(let index),
            .ready(let index, _), .leaving(let index), .draining(let index):
            servers[index]
        case .idle, .pausing, .closed: nil
        }
    }

    // MARK: - Events

    package mutating func started() -> [Action] {
        guard case .idle = state else { impossible("started") }
        precondition(!servers.isEmpty, "a connection needs at least one server")
        return open(0)
    }

    package mutating func socketConnected() -> [Action] {
        guard case .connecting(let index) = state else { impossible("socketConnected") }
        if options.tls.handshakeFirst {
            state = .securing(server: index, beforeInfo: true)
            return [.secure(servers[index])]
        }
        state = .introducing(server: index)
        return []
    }

    package mutating func secured(nonce: String?) -> [Action] {
        guard case .securing(let index, let beforeInfo) = state else { impossible("secured") }
        if beforeInfo {
            state = .introducing(server: index)
            return []
        }
        state = .authenticating(server: index)
        return [.introduce(nonce: nonce), .ping]
    }

    package mutating func infoReceived(_ info: ServerInfo) -> [Action] {
        learn(info)
        switch state {
        case .introducing(let index):
            let wantsTLS = servers[index].wantsTLS || options.tls.isRequired || info.tlsRequired
            if options.tls.handshakeFirst || !wantsTLS {
                state = .authenticating(server: index)
                return [.introduce(nonce: info.nonce), .ping]
            }
            guard info.tlsRequired || info.tlsAvailable else {
                return failed(ConnectionFailure(.noTLS, server: servers[index]))
            }
            state = .securing(server: index, beforeInfo: false)
            return [.secure(servers[index])]
        // It names the others, and itself no more; servers that were learned of before may be this one under another name.
        case .ready(let index, _)
        where info.isLameDuck && servers.count > 1 && (!info.connectURLs.isEmpty || options.servers.count > 1):
            state = .leaving(server: index)
            return [.ping]
        default: return []
        }
    }

    package mutating func pongReceived() -> [Action] {
        switch state {
        case .authenticating(let index):
            state = .ready(server: index, unanswered: 0)
            round = 0
            triesInRound = 0
            lastFailure = nil
            refusals[servers[index]] = nil
            let again = wasReady
            wasReady = true
            return [.announceReady(again: again)]
        case .ready(let index, let unanswered):
            state = .ready(server: index, unanswered: max(0, unanswered - 1))
            return []
        case .leaving: return [.linger]
        case .draining:
            let failure = ConnectionFailure(.closedByClient)
            state = .closed(failure)
            return [.flushAndClose, .announceClosed(failure)]
        default: return []
        }
    }

    /// The moment for late answers is over.
    package mutating func lingered() -> [Action] {
        guard case .leaving(let index) = state else { return [] }
        let failure = ConnectionFailure(.lameDuck, server: servers[index])
        round = 0
        triesInRound = 0
        return [.dropSocket, .announceLoss(failure)] + open((index + 1) % servers.count)
    }

    package func pingReceived() -> [Action] { [.pong] }

    /// The time for another ping has come.
    package mutating func pingDue() -> [Action] {
        guard case .ready(let index, let unanswered) = state else { return [] }
        if unanswered >= options.maxUnansweredPings {
            return failed(ConnectionFailure(.unanswered(pings: unanswered), server: servers[index]))
        }
        state = .ready(server: index, unanswered: unanswered + 1)
        return [.ping]
    }

    /// The attempt took too long.
    package mutating func timeRanOut() -> [Action] {
        let stage: String
        switch state {
        case .connecting: stage = "opening the socket"
        case .introducing:
            stage =
                "waiting for the server's INFO; a port for websockets says nothing, nor does a server that expects TLS first"
        case .securing: stage = "securing it"
        case .authenticating: stage = "waiting for the answer to CONNECT"
        case .draining: return pongReceived()
        default: return []
        }
        return failed(ConnectionFailure(.timedOut(stage: stage), server: server))
    }

    /// The server said -ERR. What the connection survives is no event of the machine.
    package mutating func refused(_ refusal: ServerRefusal) -> [Action] {
        refusal.isSurvivable ? [] : failed(ConnectionFailure(.refused(refusal), server: server))
    }

    /// The socket, TLS or the protocol failed, or the server closed.
    package mutating func failed(_ failure: ConnectionFailure) -> [Action] {
        var failure = failure
        failure.server = failure.server ?? server
        switch state {
        case .closed, .idle, .pausing: return []
        case .draining:
            state = .closed(ConnectionFailure(.closedByClient))
            return [.dropSocket, .announceClosed(ConnectionFailure(.closedByClient))]
        case .ready(let index, _), .leaving(let index):
            lastFailure = failure
            let loss: [Action] = [.dropSocket, .announceLoss(failure)]
            if options.reconnectRounds == 0 { return loss + close(failure) }
            round = 0
            triesInRound = 0
            return loss + open((index + 1) % servers.count)
        case .connecting(let index), .introducing(let index), .securing(let index, _), .authenticating(let index):
            // What a reachable server said tells more than that another one can't be reached.
            if lastFailure.map({ !$0.isPermanent }) ?? true { lastFailure = failure }
            if failure.isPermanent {
                refusals[servers[index], default: 0] += 1
                let isHopeless = !wasReady || refusals[servers[index], default: 0] >= 2
                let others = servers.contains { refusals[$0] == nil }
                if isHopeless, !others { return [.dropSocket] + close(failure) }
            }
            triesInRound += 1
            guard triesInRound >= servers.count else { return [.dropSocket] + open((index + 1) % servers.count) }
            triesInRound = 0
            round += 1
            let allowed = wasReady ? options.reconnectRounds : options.connectRounds
            if round >= allowed { return [.dropSocket] + close(lastFailure ?? failure) }
            state = .pausing
            return [.dropSocket, .pause(round: round)]
        }
    }

    package mutating func pauseEnded() -> [Action] {
        guard case .pausing = state else { return [] }
        return open(0)
    }

    package mutating func drainRequested() -> [Action] {
        switch state {
        case .ready(let index, _), .leaving(let index):
            state = .draining(server: index)
            return [.ping]
        default: return closeRequested()
        }
    }

    package mutating func closeRequested() -> [Action] {
        if case .closed = state { return [] }
        return [.dropSocket] + close(ConnectionFailure(.closedByClient))
    }

    // MARK: - Steps

    private mutating func open(_ index: Int) -> [Action] {
        state = .connecting(server: index)
        return [.open(servers[index])]
    }

    private mutating func close(_ failure: ConnectionFailure) -> [Action] {
        state = .closed(failure)
        return [.announceClosed(failure)]
    }

    /// Adds members of the cluster that aren't known yet.
    private mutating func learn(_ info: ServerInfo) {
        let teller = server ?? servers[0]
        for url in info.connectURLs {
            guard var address = try? ServerAddress(url) else { continue }
            // They are told of by address and port only: the rest is as with the member that tells.
            address.wantsTLS = servers[0].wantsTLS
            address.userInfo = teller.userInfo ?? servers[0].userInfo
            if address.isNumeric {
                address.certificateName = teller.isNumeric ? teller.certificateName : teller.host
            }
            if servers.contains(where: { $0.host == address.host && $0.port == address.port }) { continue }
            // A cluster whose members come and go would make the list grow without end: who isn't named any more gives way.
            if servers.count < Self.knownServers {
                servers.append(address)
            } else if let index = servers.indices.last(where: { isForgotten($0, info.connectURLs) }) {
                servers[index] = address
            }
        }
    }

    private static let knownServers = 64

    /// Whether a server was learned of, isn't talked to, and isn't named by the cluster.
    private func isForgotten(_ index: Int, _ urls: [String]) -> Bool {
        let address = servers[index]
        guard index >= options.servers.count, address != server else { return false }
        return !urls.contains { url in
            guard let named = try? ServerAddress(url) else { return false }
            return named.host == address.host && named.port == address.port
        }
    }

    private func impossible(_ event: String) -> Never {
        preconditionFailure("\(event) can't happen while \(state)")
    }
}
