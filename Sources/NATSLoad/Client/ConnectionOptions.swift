/// How a client connects and stays connected.
package struct ConnectionOptions: Sendable, Equatable {
    package var servers: [ServerAddress]
    package var credentials: Credentials = .none
    package var tls = TLSOptions()
    /// What the server lists this client as.
    package var name = "plimsoll"
    /// What the subjects begin with on which answers arrive; users with inboxes of their own have another one.
    package var inboxPrefix = "_INBOX"
    /// The JetStream domain whose API is asked; `nil` for the server's own.
    package var jetStreamDomain: String?
    /// What the subjects of the JetStream API begin with: `$JS.API`, or `$JS.<domain>.API`.
    package var jetStreamPrefix: String { jetStreamDomain.map { "$JS.\($0).API" } ?? "$JS.API" }
    /// For one server: from the first packet to the server's first answer to a ping.
    package var connectTimeoutNs: Int64 = 5_000_000_000
    package var pingIntervalNs: Int64 = 20_000_000_000
    /// Unanswered pings after which the connection counts as dead.
    package var maxUnansweredPings = 2
    package var backoff = Backoff()
    /// Rounds through all servers before a lost connection is given up; 0: never reconnect.
    package var reconnectRounds = 120
    /// Rounds through all servers before a first connection is given up.
    package var connectRounds = 1
    /// Bytes that may wait to be sent; above it a publisher has to wait. So few that they are still in the processor's cache when the socket takes them.
    package var maxPendingBytes = 262_144
    /// The same for a consumer's answers, which can't wait: a message whose answer isn't sent is delivered again.
    package var maxPendingAnswerBytes = 1_048_576
    package var limits = WireParser.Limits()

    package init(servers: [ServerAddress]) {
        self.servers = servers
    }
}

/// How long to wait between two rounds through the servers: doubling, with a jitter, up to a limit.
package struct Backoff: Sendable, Equatable {
    package var firstNs: Int64 = 50_000_000
    package var longestNs: Int64 = 2_000_000_000

    package init() {}

    /// The wait before a round (1 is the first repetition). `chance` in 0 ..< 1 takes off up to a half, so that many clients don't come back at once.
    package func waitNs(beforeRound round: Int, chance: Double) -> Int64 {
        let doubled = firstNs << Int64(min(max(round - 1, 0), 20))
        let whole = min(max(doubled, firstNs), longestNs)
        return whole - Int64(Double(whole) / 2 * chance)
    }
}
