internal import EventLoop
public import Load
internal import Measurement

/// A user of a web service: it has a connection, cookies and a story.
///
/// A request that fails on its way ends the iteration; it is counted already. What comes back can be judged:
///
///     try await user.get("/").expect(status: 200)
public final class HTTPUser: VirtualUser {
    /// Who the user is, and what the run gives it.
    public let context: UserContext
    /// Who the user is to the target; the target's authentication until it is changed, after a login for example.
    public var authentication: Authentication? {
        didSet { for exchange in exchanges { exchange.set(authentication) } }
    }

    /// Keeps the user's connections apart from those of others; 0 when they are shared.
    let scope: Int
    private let transport: HTTPShard
    /// One for each request that the user has had in flight side by side.
    private var exchanges: [Exchange] = []

    init(context: UserContext, transport: HTTPShard, scope: Int) {
        self.context = context
        self.transport = transport
        self.scope = scope
        authentication = transport.target.authentication
    }

    /// Makes the outcome of the last requests final.
    public func settle() {
        for exchange in exchanges { exchange.settle() }
    }

    /// Sends a request and waits for the answer.
    @discardableResult
    public func send(_ request: Request) async throws -> Response {
        settle()
        let exchange = exchange(0)
        let record = try await exchange.carry(request.tagged(context.tags), context: context)
        if let failure = exchange.failure {
            exchange.settle()
            throw failure
        }
        return Response(record: record, user: self)
    }

    func close(closingConnections: Bool) {
        for exchange in exchanges { exchange.close(closingConnection: closingConnections) }
        exchanges = []
    }

    func count(check name: String, passed: Bool) {
        transport.recorder.check(name, passed: passed, atNs: MonotonicClock.now())
    }

    private func exchange(_ index: Int) -> Exchange {
        while exchanges.count <= index {
            exchanges.append(Exchange(transport: transport, authentication: authentication, scope: scope))
        }
        return exchanges[index]
    }
}

/// A scenario of users of a web service.
public typealias Scenario = UserScenario<HTTPUser>

/// Something that users of a web service do.
public typealias Action = UserAction<HTTPUser>
