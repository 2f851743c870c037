internal import CCurl
internal import EventLoop
internal import Load
internal import Measurement

/// One handle of libcurl with the request it carries; used again and again by its user.
final class Exchange {
    private enum State {
        case idle
        case waiting(UnsafeContinuation<Void, Never>)
        case inFlight(UnsafeContinuation<Void, Never>)
        case closed
    }

    let handle: CurlHandle
    private unowned let transport: HTTPShard
    private var state = State.idle
    /// Where the transport keeps it while it is in flight.
    var position = 0

    // What was set on the handle last.
    private var route: Route?
    private var verb = Verb(name: "GET", carriesBody: false)
    private var headers: HeaderList?
    private var timeout: Int
    private var requestsOnConnection = 0
    private var closesConnection = false

    /// Those that were opened for this handle, the last connection's among them.
    private var sockets: [OpenSocket] = []

    // The request at hand.
    /// The last request's answer; there is none before the first request.
    private var record: ResponseRecord?
    private var keepsBody = false
    private var body: [UInt8] = []
    private var bodySize = 0
    private var headerSize = 0
    /// Whether the empty line behind the head has come; libcurl takes the end of the connection for it.
    private var isHeadWhole = false
    /// What is wrong with the answer beyond what libcurl sees.
    private var complaint: String?
    private var result = CURLE_OK
    private var isCancelled = false
    private let errorText: UnsafeMutablePointer<CChar>

    /// How a request begins.
    private struct Verb: Equatable {
        let name: String
        let carriesBody: Bool
    }

    init(transport: HTTPShard, authentication: Authentication?, scope: Int) {
        guard let handle = curl_easy_init() else { fatalError("no memory for a handle of libcurl") }
        self.handle = handle
        self.transport = transport
        timeout = transport.defaultTimeout
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        transport.options.apply(to: handle)
        if authentication != transport.target.authentication { transport.options.apply(authentication, to: handle) }
        // Connections are kept by scope and address: a scope for each user keeps them apart, and keeps the search short.
        if scope > 0 { _ = plimsoll_easy_set_long(handle, CURLOPT_ADDRESS_SCOPE, scope) }
        let own = Unmanaged.passUnretained(self).toOpaque()
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_PRIVATE, own)
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_WRITEDATA, own)
        _ = plimsoll_easy_set_writer(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, own in
            Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.bodyCame(bytes, count) }
        }
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_HEADERDATA, own)
        _ = plimsoll_easy_set_writer(handle, CURLOPT_HEADERFUNCTION) { line, _, count, own in
            Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.headerCame(line, count) }
        }
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_OPENSOCKETDATA, own)
        _ = plimsoll_easy_set_opener(handle) { own, _, address in
            let socket = EasyOptions.openSocket(address)
            if socket >= 0 { Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.opened(socket) } }
            return socket
        }
        transport.setCloser(of: handle)
        setHeaders(transport.headers.plain)
    }

    deinit {
        precondition(isClosed, "an exchange was dropped before its user was discarded")
        errorText.deallocate()
    }

    var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    // MARK: - One request

    /// Sends a request and returns when it is over, however it ended.
    func carry(_ request: borrowing Request, context: UserContext) async throws -> ResponseRecord {
        guard case .idle = state else { preconditionFailure("a user sends a request while \(state)") }
        if let fault = request.fault {
            throw InvalidRequest(endpoint: request.name ?? "\(request.method) \(request.path.name)", fault: fault)
        }
        if transport.isStopped || Task.isCancelled { throw CancellationError() }
        let asked = MonotonicClock.now()
        let planned = context.plannedNs ?? asked
        context.plannedNs = nil
        let record = prepare(request)
        record.sample.plannedNs = planned
        transport.recorder.started(record.endpoint)
        await withUnsafeContinuation { continuation in
            state = .waiting(continuation)
            transport.begin(self)
        }
        return record
    }

    /// The transport has room for it.
    func begin() {
        guard case .waiting(let continuation) = state else { preconditionFailure("an exchange began while \(state)") }
        state = .inFlight(continuation)
        record?.sample.startNs = MonotonicClock.now()
    }

    /// The transfer is over.
    func ended(_ code: CURLcode) {
        guard case .inFlight(let continuation) = state else { preconditionFailure("an exchange ended while \(state)") }
        result = code
        state = .idle
        if let record { conclude(record) }
        continuation.resume()
    }

    /// The run doesn't wait for it any longer.
    func cancelled() {
        switch state {
        case .waiting(let continuation):
            record?.sample.startNs = MonotonicClock.now()
            state = .inFlight(continuation)
        case .inFlight: break
        case .idle, .closed: return
        }
        isCancelled = true
        ended(CURLE_ABORTED_BY_CALLBACK)
    }

    /// Gives the handle back to libcurl; the connection, if it is the user's own, is closed.
    func close(closingConnection: Bool) {
        guard !isClosed else { return }
        settle()
        record?.detach()
        if closingConnection { for socket in sockets { transport.hangUp(socket) } }
        state = .closed
        curl_easy_cleanup(handle)
    }

    // MARK: - Sample

    /// Hands the sample to the recorder, if that hasn't been done.
    func settle() {
        guard let record, record.verdict == .pending else { return }
        record.verdict = .settled
        transport.recorder.finished(record.endpoint, record.sample)
        if let failure = record.sample.failure {
            transport.recorder.failure(
                record.endpoint, failure, status: record.sample.status, message: record.message,
                atNs: record.sample.endNs)
        }
    }

    /// What the user is told instead of an answer, if the transfer failed.
    var failure: (any Error)? {
        guard let record, let kind = record.sample.failure else { return nil }
        if kind == .cancelled { return CancellationError() }
        return RequestFailure(
            kind: kind, endpoint: record.endpointName, status: record.sample.status, message: record.message)
    }

    // MARK: - Before

    private func prepare(_ request: borrowing Request) -> ResponseRecord {
        let route = transport.route(of: request, last: self.route)
        let record = renewedRecord(endpoint: route.endpoint, name: route.name)
        if route !== self.route {
            self.route = route
            _ = plimsoll_easy_set_pointer(handle, CURLOPT_CURLU, route.parsed.map { UnsafeRawPointer($0) })
            if route.parsed == nil { _ = plimsoll_easy_set_text(handle, CURLOPT_URL, route.url) }
        }
        setVerb(request)
        setHeaders(transport.headers.list(for: request))
        let timeout = request.timeout?.roundedUpMilliseconds ?? transport.defaultTimeout
        if timeout != self.timeout {
            self.timeout = timeout
            _ = plimsoll_easy_set_long(handle, CURLOPT_TIMEOUT_MS, timeout)
        }
        countConnection()
        keepsBody = request.keepsBody ?? transport.target.keepsBodies
        bodySize = 0
        headerSize = 0
        isHeadWhole = false
        complaint = nil
        errorText[0] = 0
        return record
    }

    /// Uses the last answer's memory again, unless somebody still holds it.
    private func renewedRecord(endpoint: EndpointID, name: String) -> ResponseRecord {
        settle()
        if isKnownUniquelyReferenced(&record), let record {
            record.forget()
            record.endpoint = endpoint
            record.endpointName = name
            return record
        }
        record?.detach()
        let fresh = ResponseRecord(endpoint: endpoint, name: name)
        record = fresh
        return fresh
    }

    private func setVerb(_ request: borrowing Request) {
        let method = request.method
        let carriesBody = request.body != nil || method == .post || method == .put || method == .patch
        if carriesBody {
            let bytes = request.body?.bytes ?? []
            _ = plimsoll_easy_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
            // An empty array may have no address, and without fields libcurl would ask a callback for them.
            bytes.withUnsafeBytes { buffer in
                _ =
                    bytes.isEmpty
                    ? plimsoll_easy_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
                    : plimsoll_easy_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, buffer.baseAddress)
            }
        }
        let verb = Verb(name: method.name, carriesBody: carriesBody)
        guard verb != self.verb else { return }
        self.verb = verb
        switch (method, carriesBody) {
        case (.get, false): set(CURLOPT_HTTPGET, custom: nil)
        case (.head, false): set(CURLOPT_NOBODY, custom: nil)
        case (.post, true): set(CURLOPT_POST, custom: nil)
        case (_, true): set(CURLOPT_POST, custom: method.name)
        case (_, false): set(CURLOPT_HTTPGET, custom: method.name)
        }
    }

    private func set(_ option: CURLoption, custom: String?) {
        _ = plimsoll_easy_set_long(handle, option, 1)
        _ = plimsoll_easy_set_text(handle, CURLOPT_CUSTOMREQUEST, custom)
    }

    private func setHeaders(_ list: HeaderList) {
        guard list !== headers else { return }
        headers = list
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_HTTPHEADER, list.first)
    }

    /// Closes the connection after the last request that it may serve.
    private func countConnection() {
        guard let limit = transport.target.connections.requestsPerConnection else { return }
        requestsOnConnection += 1
        let closes = requestsOnConnection >= limit
        if closes { requestsOnConnection = 0 }
        if closes != closesConnection {
            closesConnection = closes
            _ = plimsoll_easy_set_long(handle, CURLOPT_FORBID_REUSE, closes ? 1 : 0)
        }
    }

    func set(_ authentication: Authentication?) {
        transport.options.apply(authentication, to: handle)
    }

    // MARK: - Meanwhile

    private func opened(_ socket: Int32) {
        sockets.removeAll { !transport.isOpen($0) }
        sockets.append(transport.opened(socket))
    }

    /// A piece of the body has come. Returns how much of it was taken; anything else ends the transfer.
    private func bodyCame(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        bodySize += count
        if bodySize > transport.target.limits.bodyBytes {
            complaint = "the body exceeds \(transport.target.limits.bodyBytes) bytes (limits.bodyBytes)"
            return 0
        }
        if keepsBody { body.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: count)) }
        return count
    }

    /// A line of the answer's head, of one after it, or of trailers has come.
    private func headerCame(_ line: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
        headerSize += count
        if count <= 2 {
            isHeadWhole = true
        } else if count >= 5, line?[0] == CChar(UInt8(ascii: "H")), line?[4] == CChar(UInt8(ascii: "/")) {
            isHeadWhole = false
        }
        if headerSize > transport.target.limits.headerBytes {
            complaint = "the headers exceed \(transport.target.limits.headerBytes) bytes (limits.headerBytes)"
            return 0
        }
        return count
    }

    // MARK: - Afterwards

    /// Makes the sample from what libcurl knows.
    private func conclude(_ record: ResponseRecord) {
        record.sample.endNs = MonotonicClock.now()
        var status = 0
        var sent = 0
        var headerBytes = 0
        var downloaded: curl_off_t = 0
        var uploaded: curl_off_t = 0
        _ = plimsoll_easy_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        _ = plimsoll_easy_get_long(handle, CURLINFO_REQUEST_SIZE, &sent)
        _ = plimsoll_easy_get_long(handle, CURLINFO_HEADER_SIZE, &headerBytes)
        _ = plimsoll_easy_get_size(handle, CURLINFO_SIZE_DOWNLOAD_T, &downloaded)
        if verb.carriesBody { _ = plimsoll_easy_get_size(handle, CURLINFO_SIZE_UPLOAD_T, &uploaded) }
        record.sample.status = status
        record.sample.bytesSent = Int64(sent) + Int64(uploaded)
        record.sample.bytesReceived = Int64(headerBytes) + Int64(downloaded)
        record.bodySize = Int64(bodySize)
        record.body = keepsBody ? body : nil
        if keepsBody { body = [] }
        record.attach(to: handle)
        record.verdict = .pending
        record.sample.failure = nil
        if result == CURLE_OK, !isHeadWhole {
            result = CURLE_RECV_ERROR
            complaint = "the answer broke off in its headers"
        }
        guard isCancelled || result != CURLE_OK else { return }
        // The connection is gone with the failure.
        requestsOnConnection = 0
        record.sample.failure = isCancelled ? .cancelled : TransferFailure.kind(of: result)
        record.message = isCancelled ? "the run ended before the answer came" : failureText
        isCancelled = false
    }

    private var failureText: String {
        if let complaint { return complaint }
        if errorText[0] != 0 { return String(cString: errorText) }
        return String(cString: curl_easy_strerror(result))
    }
}
