internal import CCurl
internal import EventLoop
internal import Glibc
internal import Load
internal import Measurement

/// HTTP on one shard: a multi handle of libcurl that lives on the shard's loop.
final class HTTPShard: TransportShard {
    let target: Target
    let options: EasyOptions
    let headers: RequestHeaders
    let recorder: Recorder
    let defaultTimeout: Int
    private(set) var isStopped = false

    private let shard: Shard
    private let multi: CurlHandle
    private let base: String
    private var sockets: SocketTable
    private var routes: [Route.Key: Route] = [:]
    private var running: [Exchange] = []
    private var queue = ExchangeQueue()
    private var scopes = ScopePool()
    private var hook: HookID?
    private var isOpen = true
    private var hasWarnedOfResends = false

    /// Whether libcurl has been told something since its results were last read.
    private var isTouched = false
    private var isDue = false
    private var timer: TimerID?
    /// When libcurl wants to be called; the timer may be earlier and is then set again.
    private var deadline: Int64?
    private var timerDeadline = Int64.max

    init(target: Target, shard: Shard, recorder: Recorder) {
        CurlLibrary.load()
        guard let multi = curl_multi_init() else { fatalError("no memory for a multi handle of libcurl") }
        self.multi = multi
        self.target = target
        self.shard = shard
        self.recorder = recorder
        options = EasyOptions(target)
        headers = RequestHeaders(target.headers)
        defaultTimeout = target.timeouts.total?.roundedUpMilliseconds ?? 0
        base = target.base
        sockets = SocketTable(shard: shard) { _, _ in }
        sockets = SocketTable(shard: shard) { [unowned self] socket, ready in spoke(socket, ready) }
        let own = Unmanaged.passUnretained(self).toOpaque()
        // As many as users: libcurl would otherwise close the connections of those who wait.
        _ = plimsoll_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 1 << 20)
        if let limit = target.connections.limit {
            _ = plimsoll_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, limit)
        }
        _ = plimsoll_multi_set_pointer(multi, CURLMOPT_SOCKETDATA, own)
        _ = plimsoll_multi_set_socket_function(multi) { _, socket, what, own, _ in
            Unmanaged<HTTPShard>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.wants(what, of: socket) }
        }
        _ = plimsoll_multi_set_pointer(multi, CURLMOPT_TIMERDATA, own)
        _ = plimsoll_multi_set_timer_function(multi) { _, milliseconds, own in
            Unmanaged<HTTPShard>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.wantsCall(after: milliseconds) }
        }
        hook = shard.eachTurn { [unowned self] in turn() }
    }

    // MARK: - Users

    func makeUser(_ context: UserContext) -> HTTPUser {
        HTTPUser(context: context, transport: self, scope: ownsConnections ? scopes.take() : 0)
    }

    func discardUser(_ user: HTTPUser) {
        if user.scope > 0 { scopes.giveBack(user.scope) }
        user.close(closingConnections: ownsConnections)
    }

    private var ownsConnections: Bool { target.connections.owner == .user }

    // MARK: - Requests

    var inFlight: Int { running.count + queue.count }

    /// Starts an exchange, or lets it wait until others are over.
    func begin(_ exchange: Exchange) {
        guard running.count < target.connections.requestsInFlight else { return queue.append(exchange) }
        start(exchange)
    }

    private func start(_ exchange: Exchange) {
        exchange.position = running.count
        running.append(exchange)
        exchange.begin()
        let code = curl_multi_add_handle(multi, exchange.handle)
        precondition(code == CURLM_OK, "libcurl refuses a handle: \(String(cString: curl_multi_strerror(code)))")
        isTouched = true
    }

    private func finish(_ exchange: Exchange) {
        curl_multi_remove_handle(multi, exchange.handle)
        let last = running.removeLast()
        if last !== exchange {
            running[exchange.position] = last
            last.position = exchange.position
        }
    }

    /// Ends one exchange, whose user is about to go.
    func cancel(_ exchange: Exchange) {
        if !queue.remove(exchange) {
            finish(exchange)
            if let next = queue.popFirst() { start(next) }
        }
        exchange.cancelled()
    }

    func cancelAll() {
        isStopped = true
        for exchange in queue.takeAll() { exchange.cancelled() }
        while let exchange = running.last {
            finish(exchange)
            exchange.cancelled()
        }
    }

    func close() {
        guard isOpen else { return }
        cancelAll()
        if let hook { shard.remove(hook) }
        if let timer { shard.cancel(timer) }
        timer = nil
        curl_multi_cleanup(multi)
        isOpen = false
    }

    /// The route of a request; most often the one of the request before.
    func route(of request: borrowing Request, last: Route?) -> Route {
        let path =
            request.query.isEmpty
            ? request.path.encoded
            : request.path.encoded + (request.path.encoded.utf8.contains(UInt8(ascii: "?")) ? "&" : "?")
                + PercentEncoding.query(request.query)
        if let last, last.key.path == path, last.key.method == request.method, last.key.name == request.name,
            last.key.endpoint == request.path.name, last.key.tags == request.tags
        {
            return last
        }
        let key = Route.Key(
            method: request.method, path: path, endpoint: request.path.name, name: request.name, tags: request.tags)
        if let route = routes[key] { return route }
        let name = request.name ?? "\(request.method) \(request.path.name)"
        let endpoint = recorder.endpoint(name, tags: request.tags.map(\.name))
        // Paths that hold data come without end; the first thousand are worth remembering.
        let isKept = routes.count < 1000
        let route = Route(key, base: base, endpoint: endpoint, name: name, parses: isKept)
        if isKept { routes[key] = route }
        return route
    }

    /// libcurl has sent a request again because the kept connection that it went out on had been closed.
    ///
    /// The target sees such a request twice, so it isn't passed over in silence.
    func resent(_ times: Int, atNs: Int64) {
        recorder.counter("resent requests", add: Double(times), atNs: atNs)
        guard !hasWarnedOfResends else { return }
        hasWarnedOfResends = true
        recorder.warn(
            "the target closed connections that had been kept alive as requests went out on them; libcurl sent those again on new "
                + "connections (the metric “resent requests” counts them): \(TransferFailure.keptAliveRemedy)")
    }

    // MARK: - libcurl's wishes

    private func wants(_ what: Int32, of socket: Int32) -> Int32 {
        do {
            try sockets.wants(what, of: socket)
            return 0
        } catch {
            return -1
        }
    }

    private func wantsCall(after milliseconds: Int) -> Int32 {
        switch milliseconds {
        case ..<0:
            deadline = nil
        case 0:
            isDue = true
            deadline = nil
        default:
            let wish = MonotonicClock.now() + Int64(milliseconds) * 1_000_000
            deadline = wish
            if wish < timerDeadline { setTimer(at: wish) }
        }
        return 0
    }

    private func setTimer(at time: Int64) {
        if let timer { shard.cancel(timer) }
        timerDeadline = time
        timer = shard.at(time) { [unowned self] in timerFired() }
    }

    private func timerFired() {
        timer = nil
        timerDeadline = .max
        guard let deadline else { return }
        if deadline <= MonotonicClock.now() {
            self.deadline = nil
            isDue = true
        } else {
            setTimer(at: deadline)
        }
    }

    private func spoke(_ socket: Int32, _ ready: Interest) {
        guard sockets.spoke(socket) else { return }
        var events: Int32 = 0
        if ready.contains(.readable) { events |= CURL_CSELECT_IN }
        if ready.contains(.writable) { events |= CURL_CSELECT_OUT }
        if ready.contains(.failed) { events |= CURL_CSELECT_ERR }
        act(on: socket, events)
    }

    private func act(on socket: Int32, _ events: Int32) {
        var count: Int32 = 0
        isTouched = true
        let code = curl_multi_socket_action(multi, socket, events, &count)
        precondition(code == CURLM_OK, "libcurl's multi handle fails: \(String(cString: curl_multi_strerror(code)))")
    }

    /// Called in each round of the loop: what is due is done, what is over is told.
    private func turn() {
        if isDue {
            isDue = false
            act(on: -1, 0)
        }
        guard isTouched else { return }
        isTouched = false
        var left: Int32 = 0
        while let message = curl_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE else { continue }
            let result = message.pointee.data.result
            var own: UnsafeMutableRawPointer?
            _ = plimsoll_easy_get_pointer(message.pointee.easy_handle, CURLINFO_PRIVATE, &own)
            let exchange = Unmanaged<Exchange>.fromOpaque(own!).takeUnretainedValue()
            finish(exchange)
            exchange.ended(result)
            if let next = queue.popFirst() { start(next) }
        }
    }

    // MARK: - Connections

    /// Has closed sockets reported here.
    func setCloser(of handle: CurlHandle) {
        _ = plimsoll_easy_set_pointer(
            handle, CURLOPT_CLOSESOCKETDATA, Unmanaged.passUnretained(self).toOpaque())
        _ = plimsoll_easy_set_closer(handle) { own, socket in
            Unmanaged<HTTPShard>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.sockets.closes(socket) }
            return Glibc.close(socket)
        }
    }

    /// A socket was opened for an exchange.
    func opened(_ socket: Int32) -> OpenSocket {
        sockets.opened(socket)
    }

    /// Whether a socket is still open.
    func isOpen(_ socket: OpenSocket) -> Bool {
        sockets.isOpen(socket)
    }

    /// Ends a connection that stands idle.
    ///
    /// libcurl has no call for that. Shut down, the target sees its end at once, and libcurl finds it dead and closes it
    /// when it next tidies up.
    func hangUp(_ socket: OpenSocket) {
        if isOpen, sockets.isOpen(socket) { shutdown(socket.number, Int32(SHUT_RDWR)) }
    }
}
