import Testing

@testable import NATSLoad

/// Each test is a course of events and the actions they lead to.
struct ConnectionMachineTests {
    private static let first = ServerAddress(host: "a")
    private static let second = ServerAddress(host: "b")
    private static let away = ConnectionFailure(.unreachable(reason: "refused"))
    private static let wrong = ServerRefusal("Authorization Violation")

    private func machine(_ servers: [ServerAddress] = [first], _ change: (inout ConnectionOptions) -> Void = { _ in })
        -> ConnectionMachine
    {
        var options = ConnectionOptions(servers: servers)
        change(&options)
        return ConnectionMachine(options: options)
    }

    private func ready(_ servers: [ServerAddress] = [first], _ change: (inout ConnectionOptions) -> Void = { _ in })
        -> ConnectionMachine
    {
        var machine = machine(servers, change)
        _ = machine.started()
        _ = machine.socketConnected()
        _ = machine.infoReceived(ServerInfo())
        _ = machine.pongReceived()
        return machine
    }

    private func at(_ failure: ConnectionFailure, _ server: ServerAddress) -> ConnectionFailure {
        var copy = failure
        copy.server = server
        return copy
    }

    @Test func plainConnectionIntroducesItselfAfterINFO() {
        var machine = machine()
        #expect(machine.started() == [.open(Self.first)])
        #expect(machine.socketConnected() == [])
        #expect(machine.infoReceived(ServerInfo()) == [.introduce(nonce: nil), .ping])
        #expect(machine.pongReceived() == [.announceReady(again: false)])
        #expect(machine.isReady)
    }

    @Test func serverThatRequiresTLSIsSecuredBeforeAnythingIsSaid() {
        var machine = machine()
        _ = machine.started()
        _ = machine.socketConnected()
        var info = ServerInfo()
        info.tlsRequired = true
        info.nonce = "n"
        #expect(machine.infoReceived(info) == [.secure(Self.first)])
        #expect(machine.secured(nonce: "n") == [.introduce(nonce: "n"), .ping])
    }

    @Test func handshakeFirstSecuresBeforeINFO() {
        var machine = machine { $0.tls.handshakeFirst = true }
        _ = machine.started()
        #expect(machine.socketConnected() == [.secure(Self.first)])
        #expect(machine.secured(nonce: nil) == [])
        #expect(machine.infoReceived(ServerInfo()) == [.introduce(nonce: nil), .ping])
    }

    @Test func tlsIsNeverGivenUpForAServerWithoutIt() {
        var address = Self.first
        address.wantsTLS = true
        var machine = machine([address])
        _ = machine.started()
        _ = machine.socketConnected()
        let failure = ConnectionFailure(.noTLS, server: address)
        #expect(machine.infoReceived(ServerInfo()) == [.dropSocket, .announceClosed(failure)])
    }

    @Test func nextServerIsTriedBeforeAnythingFails() {
        var machine = machine([Self.first, Self.second])
        _ = machine.started()
        #expect(machine.failed(Self.away) == [.dropSocket, .open(Self.second)])
        #expect(machine.failed(Self.away) == [.dropSocket, .announceClosed(at(Self.away, Self.second))])
    }

    @Test func firstConnectionMayWaitForItsServer() {
        var machine = machine { $0.connectRounds = 3 }
        _ = machine.started()
        #expect(machine.failed(Self.away) == [.dropSocket, .pause(round: 1)])
        #expect(machine.pauseEnded() == [.open(Self.first)])
        #expect(machine.failed(Self.away) == [.dropSocket, .pause(round: 2)])
        _ = machine.pauseEnded()
        #expect(machine.failed(Self.away) == [.dropSocket, .announceClosed(at(Self.away, Self.first))])
    }

    @Test func wrongCredentialsEndTheFirstConnectionAtOnce() {
        var machine = machine { $0.connectRounds = 100 }
        _ = machine.started()
        _ = machine.socketConnected()
        _ = machine.infoReceived(ServerInfo())
        let failure = ConnectionFailure(.refused(Self.wrong), server: Self.first)
        #expect(machine.refused(Self.wrong) == [.dropSocket, .announceClosed(failure)])
    }

    @Test func whatAServerSaidIsToldRatherThanThatAnotherIsAway() {
        var machine = machine([Self.first, Self.second])
        _ = machine.started()
        _ = machine.socketConnected()
        _ = machine.infoReceived(ServerInfo())
        #expect(machine.refused(Self.wrong) == [.dropSocket, .open(Self.second)])
        let failure = ConnectionFailure(.refused(Self.wrong), server: Self.first)
        #expect(machine.failed(Self.away) == [.dropSocket, .announceClosed(failure)])
    }

    @Test func lostConnectionIsReplaced() {
        var machine = ready([Self.first, Self.second])
        let failure = at(ConnectionFailure(.closedByServer), Self.first)
        #expect(
            machine.failed(ConnectionFailure(.closedByServer)) == [
                .dropSocket, .announceLoss(failure), .open(Self.second),
            ])
        _ = machine.socketConnected()
        _ = machine.infoReceived(ServerInfo())
        #expect(machine.pongReceived() == [.announceReady(again: true)])
    }

    @Test func reconnectingEndsAfterItsRounds() {
        var machine = ready { $0.reconnectRounds = 2 }
        _ = machine.failed(ConnectionFailure(.closedByServer))
        #expect(machine.failed(Self.away) == [.dropSocket, .pause(round: 1)])
        _ = machine.pauseEnded()
        #expect(machine.failed(Self.away) == [.dropSocket, .announceClosed(at(Self.away, Self.first))])
    }

    @Test func membersOfTheClusterAreLearned() {
        var machine = machine()
        _ = machine.started()
        _ = machine.socketConnected()
        var info = ServerInfo()
        info.connectURLs = ["b:4222", "a:4222", "c:4223", "nonsense:port"]
        _ = machine.infoReceived(info)
        #expect(machine.servers.map(\.description) == ["nats://a:4222", "nats://b:4222", "nats://c:4223"])
    }

    @Test func lameDuckIsLeftOnceItHasSeenEverything() {
        var machine = ready([Self.first, Self.second])
        var info = ServerInfo()
        info.isLameDuck = true
        #expect(machine.infoReceived(info) == [.ping])
        #expect(machine.pongReceived() == [.linger])
        #expect(
            machine.lingered()
                == [.dropSocket, .announceLoss(ConnectionFailure(.lameDuck, server: Self.first)), .open(Self.second)])
        #expect(machine.lingered() == [])
    }

    /// Connected to by a name, a server may have been learned of by its address as well.
    @Test func lameDuckThatNamesNobodyIsKeptThoughItIsKnownTwice() {
        var machine = machine()
        _ = machine.started()
        _ = machine.socketConnected()
        var info = ServerInfo()
        info.connectURLs = ["127.0.0.1:4222"]
        _ = machine.infoReceived(info)
        _ = machine.pongReceived()
        (info.isLameDuck, info.connectURLs) = (true, [])
        #expect(machine.infoReceived(info) == [])
        #expect(machine.isReady)
    }

    @Test func lameDuckThatClosesWhileItIsListenedToIsReplaced() {
        var machine = ready([Self.first, Self.second])
        var info = ServerInfo()
        info.isLameDuck = true
        _ = machine.infoReceived(info)
        _ = machine.pongReceived()
        #expect(machine.failed(ConnectionFailure(.closedByServer)).last == .open(Self.second))
        #expect(machine.lingered() == [])
    }

    /// They are told of by their addresses: who we are and what their certificates say is as with the member that tells.
    @Test func learnedMembersAreShownTheSameCredentialsAndName() throws {
        var machine = machine([try ServerAddress("tls://u:p@broker.example:4222")])
        _ = machine.started()
        _ = machine.socketConnected()
        var info = ServerInfo()
        info.tlsRequired = true
        info.connectURLs = ["10.0.0.7:4222", "other.example:4222", "[fd00::1]:4222"]
        _ = machine.infoReceived(info)
        #expect(machine.servers.map(\.userInfo) == ["u:p", "u:p", "u:p", "u:p"])
        #expect(machine.servers.map(\.wantsTLS) == [true, true, true, true])
        #expect(machine.servers.map(\.certificateName) == [nil, "broker.example", nil, "broker.example"])
    }

    @Test func membersThatAreGoneGiveWayToNewOnes() {
        var machine = machine()
        _ = machine.started()
        _ = machine.socketConnected()
        for round in 0..<100 {
            var info = ServerInfo()
            info.connectURLs = (0..<3).map { "10.0.\(round).\($0):4222" }
            _ = machine.infoReceived(info)
        }
        #expect(machine.servers.count == 64)
        #expect(machine.servers[0] == Self.first)
        let hosts = Set(machine.servers.map(\.host))
        for place in 0..<3 { #expect(hosts.contains("10.0.99.\(place)")) }
    }

    @Test func lameDuckWithoutOthersIsKept() {
        var machine = ready()
        var info = ServerInfo()
        info.isLameDuck = true
        #expect(machine.infoReceived(info) == [])
        #expect(machine.isReady)
    }

    @Test func unansweredPingsMeanADeadConnection() {
        var machine = ready { $0.maxUnansweredPings = 2 }
        #expect(machine.pingDue() == [.ping])
        #expect(machine.pingDue() == [.ping])
        let failure = ConnectionFailure(.unanswered(pings: 2), server: Self.first)
        #expect(machine.pingDue() == [.dropSocket, .announceLoss(failure), .open(Self.first)])
    }

    @Test func drainingWaitsForThePong() {
        var machine = ready()
        #expect(machine.drainRequested() == [.ping])
        #expect(machine.pongReceived() == [.flushAndClose, .announceClosed(ConnectionFailure(.closedByClient))])
    }

    @Test func survivableRefusalsKeepTheConnection() {
        var machine = ready()
        #expect(machine.refused(ServerRefusal("Permissions Violation for Publish to \"a\"")) == [])
        #expect(machine.isReady)
    }

    @Test func closingTwiceClosesOnce() {
        var machine = ready()
        #expect(machine.closeRequested() == [.dropSocket, .announceClosed(ConnectionFailure(.closedByClient))])
        #expect(machine.closeRequested() == [])
        #expect(machine.failed(Self.away) == [])
    }

    @Test(arguments: [(1, Int64(50)), (2, 100), (3, 200), (7, 2000), (100, 2000)])
    func pausesDoubleUpToALimit(_ round: Int, _ milliseconds: Int64) {
        #expect(Backoff().waitNs(beforeRound: round, chance: 0) == milliseconds * 1_000_000)
        #expect(Backoff().waitNs(beforeRound: round, chance: 1) == milliseconds * 500_000)
    }
}
