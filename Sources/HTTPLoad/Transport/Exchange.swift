internal import CCurl
internal import EventLoop
internal import Load
internal import Measurement

/// One handle of libcurl with the request it carries; used again and again by its user.
final class Exchange {
    private enum State {
        case idle
        case waiting(RequestWaiter)
        case inFlight(RequestWaiter)
        case closed
    }

    let handle: CurlHandle
    private unowned let transport: HTTPShard
    private var state = State.idle
    /// Where the transport keeps it while it is in flight.
    var position = 0
    private var settings: HandleSettings
    private var reception: Reception
    /// The last request's answer; there is none before the first request.
    private(set) var record: ResponseRecord?
    /// Those that were opened for this handle, the last connection's among them.
    private var sockets: [OpenSocket] = []
    private let errorText: UnsafeMutablePointer<CChar>
    private let scope: Int
    private var authentication: Authentication?
    /// How often libcurl has sent the request at hand, redirects included.
    private var sends = 0
    /// Whether libcurl has sent a request again since the handle was set up.
    private var hasResent = false

    init(transport: HTTPShard, authentication: Authentication?, scope: Int) {
        guard let handle = curl_easy_init() else { fatalError("no memory for a handle of libcurl") }
        self.handle = handle
        self.transport = transport
        self.scope = scope
        self.authentication = authentication
        settings = HandleSettings(handle: handle, target: transport.target, defaultTimeout: transport.defaultTimeout)
        reception = Reception(limits: transport.target.limits)
        errorText = .allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        setUp()
        settings.set(transport.headers.plain)
    }

    /// Sets everything on the handle that doesn't change from request to request.
    private func setUp() {
        transport.options.apply(to: handle)
        if authentication != transport.target.authentication { set(authentication) }
        // Connections are kept by scope and address: a scope for each user keeps them apart, and keeps the search short.
        if scope > 0 { _ = plimsoll_easy_set_long(handle, CURLOPT_ADDRESS_SCOPE, scope) }
        transport.setCloser(of: handle)
        setCallbacks()
    }

    deinit {
        precondition(isClosed, "an exchange was dropped before its user was discarded")
        errorText.deallocate()
    }

    private var isClosed: Bool {
        if case .closed = state { true } else { false }
    }

    /// Whether a request is under way or waits for others to be over.
    var isBusy: Bool {
        switch state {
        case .waiting, .inFlight: true
        case .idle, .closed: false
        }
    }

    /// Has libcurl call this object, which outlives the handle.
    private func setCallbacks() {
        let own = Unmanaged.passUnretained(self).toOpaque()
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_PRIVATE, own)
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_WRITEDATA, own)
        _ = plimsoll_easy_set_writer(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, own in
            Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef {
                // Anything but the count ends the transfer; bytes are never without one.
                $0.reception.bodyCame(UnsafeRawBufferPointer(start: bytes, count: count)) ? count : -1
            }
        }
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_HEADERDATA, own)
        _ = plimsoll_easy_set_writer(handle, CURLOPT_HEADERFUNCTION) { line, _, count, own in
            Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef {
                $0.headerCame(UnsafeRawBufferPointer(start: line, count: count)) ? count : -1
            }
        }
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_OPENSOCKETDATA, own)
        _ = plimsoll_easy_set_opener(handle) { own, _, address in
            let socket = EasyOptions.openSocket(address)
            if socket >= 0 { Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.opened(socket) } }
            return socket
        }
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_PREREQDATA, own)
        _ = plimsoll_easy_set_prerequest(handle) { own, _, _, _, _ in
            Unmanaged<Exchange>.fromOpaque(own!)._withUnsafeGuaranteedRef { $0.sends += 1 }
            return CURL_PREREQFUNC_OK
        }
    }

    /// Has libcurl forget how often the handle had to send again.
    ///
    /// A kept connection that the target closes as a request goes out is replaced by libcurl, and the request sent once more, up to five times. But
    /// it counts those of all requests of a handle (`Curl_retry_request`, seen in 7.88): the sixth in a user's life would fail, as the first of its own.
    /// Only a reset clears the count; connections and cookies stay.
    private func forgetResends() {
        hasResent = false
        curl_easy_reset(handle)
        settings = HandleSettings(handle: handle, target: transport.target, defaultTimeout: transport.defaultTimeout)
        setUp()
    }

    private func headerCame(_ line: UnsafeRawBufferPointer) -> Bool {
        guard reception.headerCame(line) else { return false }
        if reception.isSeeOther { settings.followWithGet() }
        return true
    }

    private func opened(_ socket: Int32) {
        sockets.removeAll { !transport.isOpen($0) }
        sockets.append(transport.opened(socket))
    }

    /// Sets who the user is from now on.
    func set(_ authentication: Authentication?) {
        self.authentication = authentication
        transport.options.apply(authentication, to: handle)
    }

    // MARK: - One request

    /// Sends a request; the waiter hears when it is over, however it ended.
    ///
    /// - Parameters:
    ///   - request: has no fault.
    ///   - plannedNs: when it should have been sent.
    func send(_ request: borrowing Request, plannedNs: Int64, waiter: RequestWaiter) {
        guard case .idle = state else { preconditionFailure("a user sends a request while \(state)") }
        let route = transport.route(of: request, last: settings.route)
        let record = renewedRecord(endpoint: route.endpoint, name: route.name)
        if hasResent { forgetResends() }
        sends = 0
        record.sample.plannedNs = plannedNs
        settings.set(
            request, route: route, headers: transport.headers.list(for: request),
            defaultTimeout: transport.defaultTimeout)
        reception.begin(keepingBody: request.keepsBody ?? transport.target.keepsBodies)
        errorText[0] = 0
        transport.recorder.started(route.endpoint)
        state = .waiting(waiter)
        transport.begin(self)
    }

    /// The transport has room for it.
    func begin() {
        guard case .waiting(let waiter) = state else { preconditionFailure("an exchange began while \(state)") }
        state = .inFlight(waiter)
        record?.sample.startNs = MonotonicClock.now()
    }

    /// The transfer is over.
    func ended(_ code: CURLcode) {
        let isWhole = code == CURLE_OK && reception.ended()
        conclude(
            isWhole ? nil : code == CURLE_OK ? .transfer : TransferFailure.kind(of: code),
            isWhole ? "" : failureText(code), meaning: isWhole ? "" : meaning(of: code))
    }

    /// The run doesn't wait for it any longer.
    func cancelled() {
        if case .waiting = state { begin() }
        conclude(.cancelled, "the run ended before the answer came")
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
                example: record.example, atNs: record.sample.endNs)
        }
    }

    /// What the user is told instead of an answer, if the transfer failed.
    var failure: (any Error)? {
        guard let record, let kind = record.sample.failure else { return nil }
        if kind == .cancelled { return CancellationError() }
        return RequestFailure(
            kind: kind, endpoint: record.endpointName, status: record.sample.status,
            message: record.example.isEmpty ? record.message : record.example)
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

    /// Makes the sample from what libcurl knows, and wakes whoever waits.
    private func conclude(_ failure: FailureKind?, _ message: String, meaning: String = "") {
        guard case .inFlight(let waiter) = state, let record else {
            preconditionFailure("an exchange ended while \(state)")
        }
        state = .idle
        record.sample.endNs = MonotonicClock.now()
        record.take(from: handle, sentBody: settings.carriesBody)
        record.bodySize = Int64(reception.bodySize)
        record.body = reception.takeBody()
        record.verdict = .pending
        record.sample.failure = failure
        let common = Self.common(message)
        record.message = meaning.isEmpty ? common : "\(common): \(meaning)"
        record.example = common == message ? "" : message
        if failure != nil { settings.connectionLost() }
        if sends > 1 { countResends() }
        waiter.requestEnded()
    }

    /// Counts how often libcurl sent the request again on its own, which the target sees as further requests.
    private func countResends() {
        var redirects = 0
        _ = plimsoll_easy_get_long(handle, CURLINFO_REDIRECT_COUNT, &redirects)
        let resends = sends - 1 - redirects
        guard resends > 0, let record else { return }
        hasResent = true
        transport.resent(resends, atNs: record.sample.endNs)
    }

    /// What is the same in all complaints of one sort: without how many milliseconds it took and how many bytes had come.
    private static func common(_ message: String) -> String {
        guard let place = message.firstRange(of: " after "), message[place.upperBound...].first?.isNumber == true else {
            return message
        }
        return String(message[..<place.lowerBound])
    }

    /// What libcurl's words mean for whoever loads the target; what the reception complains of says so itself.
    private func meaning(of code: CURLcode) -> String {
        guard reception.complaint == nil else { return "" }
        var (opened, answered) = (0, 0)
        _ = plimsoll_easy_get_long(handle, CURLINFO_NUM_CONNECTS, &opened)
        _ = plimsoll_easy_get_long(handle, CURLINFO_HEADER_SIZE, &answered)
        return TransferFailure.meaning(
            of: code, detail: failureText(code), isUnansweredOnKeptConnection: opened == 0 && answered == 0)
    }

    private func failureText(_ code: CURLcode) -> String {
        if let complaint = reception.complaint { return complaint }
        if errorText[0] != 0 { return String(cString: errorText) }
        return String(cString: curl_easy_strerror(code))
    }
}
