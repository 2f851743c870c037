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
    /// The cookies, once there is more than one handle to use them.
    private var jar: CookieJar?

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
        let plannedNs = try admit(request.fault.map { InvalidRequest(request, fault: $0) })
        let exchange = exchange(0)
        await withUnsafeContinuation { exchange.send(request, plannedNs: plannedNs, waiter: .one($0)) }
        return try response(of: exchange)
    }

    /// Sends requests side by side, as a browser does for a page, and waits for all answers.
    ///
    ///     let answers = try await user.together(.get("/"), .get("/style.css"), .get("/logo.svg"))
    ///
    /// Each has a connection of its own, or a stream of one with HTTP/2.
    ///
    /// - Returns: the answers in the order of the requests.
    /// - Throws: the first failure, after all requests are over; each is counted by itself.
    @discardableResult
    public func together(_ requests: Request...) async throws -> [Response] {
        try await together(requests)
    }

    /// Sends requests side by side and waits for all answers.
    @discardableResult
    public func together(_ requests: [Request]) async throws -> [Response] {
        settle()
        let fault = requests.lazy.compactMap { request in request.fault.map { InvalidRequest(request, fault: $0) } }
            .first
        let plannedNs = try admit(fault)
        if requests.isEmpty { return [] }
        let used = requests.indices.map { exchange($0) }
        await withUnsafeContinuation { continuation in
            let group = RequestGroup(count: requests.count, continuation)
            for (exchange, request) in zip(used, requests) {
                exchange.send(request, plannedNs: plannedNs, waiter: .several(group))
            }
        }
        let results = used.map { exchange in Result { try response(of: exchange) } }
        return try results.map { try $0.get() }
    }

    func close(closingConnections: Bool) {
        for exchange in exchanges {
            if exchange.isBusy { transport.cancel(exchange) }
            exchange.close(closingConnection: closingConnections)
        }
        exchanges = []
        jar = nil
    }

    /// Lets a request pass unless it can't be sent, and tells when it should have been sent.
    private func admit(_ fault: InvalidRequest?) throws -> Int64 {
        if let fault { throw fault }
        if transport.isStopped || Task.isCancelled { throw CancellationError() }
        defer { context.plannedNs = nil }
        return context.plannedNs ?? MonotonicClock.now()
    }

    /// The answer; a failure on the way is counted at once.
    private func response(of exchange: Exchange) throws -> Response {
        if let failure = exchange.failure {
            exchange.settle()
            throw failure
        }
        guard let record = exchange.record else { preconditionFailure("a request ended without a record") }
        return Response(record: record, user: self)
    }

    func count(check name: String, passed: Bool) {
        transport.recorder.check(name, passed: passed, atNs: MonotonicClock.now())
    }

    private func exchange(_ index: Int) -> Exchange {
        while exchanges.count <= index {
            exchanges.append(Exchange(transport: transport, authentication: authentication, scope: scope))
            if exchanges.count > 1 { shareCookies() }
        }
        return exchanges[index]
    }

    /// Has the newest handle use the cookies of the others.
    private func shareCookies() {
        guard transport.target.keepsCookies else { return }
        if jar == nil {
            jar = CookieJar()
            jar?.join(exchanges[0].handle)
        }
        jar?.join(exchanges[exchanges.count - 1].handle)
    }

    /// The handle whose cookies are the user's.
    var handle: CurlHandle { exchange(0).handle }

    /// Whether compressed bodies are asked for, and so unpacked.
    var acceptsCompression: Bool { transport.target.acceptsCompression }

    /// Where the target is.
    var targetURL: String { transport.target.url }
}

/// A scenario of users of a web service.
public typealias Scenario = UserScenario<HTTPUser>

/// Something that users of a web service do.
public typealias Action = UserAction<HTTPUser>
