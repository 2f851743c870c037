internal import CCurl

/// What is set on a handle for the request at hand; only what differs from the last one is set again.
struct HandleSettings {
    /// How a request begins.
    private struct Verb: Equatable {
        let name: String
        let carriesBody: Bool
    }

    private let handle: CurlHandle
    private let target: Target
    private var verb = Verb(name: "GET", carriesBody: false)
    private var headers: HeaderList?
    private var timeout: Int
    private(set) var route: Route?
    private var requestsOnConnection = 0
    private var closesConnection = false
    /// Whether the method is one that libcurl only knows by name.
    private var isCustom = false

    init(handle: CurlHandle, target: Target, defaultTimeout: Int) {
        self.handle = handle
        self.target = target
        timeout = defaultTimeout
    }

    /// Whether the request sends a body, be it an empty one.
    var carriesBody: Bool { verb.carriesBody }

    /// Sets everything for a request.
    mutating func set(_ request: borrowing Request, route: Route, headers: HeaderList, defaultTimeout: Int) {
        set(route)
        setVerb(request)
        set(headers)
        let timeout = request.timeout?.roundedUpMilliseconds ?? defaultTimeout
        if timeout != self.timeout {
            self.timeout = timeout
            _ = plimsoll_easy_set_long(handle, CURLOPT_TIMEOUT_MS, timeout)
        }
        countConnection()
    }

    /// The answer says to look elsewhere (303), which is done with GET whatever the method was (RFC 9110, 15.4.4).
    ///
    /// libcurl repeats a method that it only knows by name: after a DELETE it would delete the page that it is sent to.
    mutating func followWithGet() {
        guard isCustom, target.redirects != nil else { return }
        isCustom = false
        // No request has this name, so the next one sets its own.
        verb = Verb(name: "", carriesBody: verb.carriesBody)
        _ = plimsoll_easy_set_text(handle, CURLOPT_CUSTOMREQUEST, nil)
    }

    /// The connection is gone: the next one begins anew.
    mutating func connectionLost() {
        requestsOnConnection = 0
    }

    mutating func set(_ list: HeaderList) {
        guard list !== headers else { return }
        headers = list
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_HTTPHEADER, list.first)
    }

    private mutating func set(_ route: Route) {
        guard route !== self.route else { return }
        self.route = route
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_CURLU, route.parsed.map { UnsafeRawPointer($0) })
        if route.parsed == nil { _ = plimsoll_easy_set_text(handle, CURLOPT_URL, route.url) }
    }

    private mutating func setVerb(_ request: borrowing Request) {
        let method = request.method
        let carriesBody = request.body != nil || method == .post || method == .put || method == .patch
        if carriesBody { setBody(request.body?.bytes ?? []) }
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

    private func setBody(_ bytes: [UInt8]) {
        _ = plimsoll_easy_set_size(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        // An empty array may have no address, and without fields libcurl would ask a callback for them.
        bytes.withUnsafeBytes { buffer in
            _ =
                bytes.isEmpty
                ? plimsoll_easy_set_text(handle, CURLOPT_COPYPOSTFIELDS, "")
                : plimsoll_easy_set_pointer(handle, CURLOPT_COPYPOSTFIELDS, buffer.baseAddress)
        }
    }

    private mutating func set(_ option: CURLoption, custom: String?) {
        _ = plimsoll_easy_set_long(handle, option, 1)
        _ = plimsoll_easy_set_text(handle, CURLOPT_CUSTOMREQUEST, custom)
        isCustom = custom != nil
        // Bits 0 and 1, for 301 and 302: only POST becomes GET there, and what isn't POST keeps its body.
        _ = plimsoll_easy_set_long(handle, CURLOPT_POSTREDIR, isCustom ? 3 : 0)
    }

    /// Closes the connection after the last request that it may serve.
    private mutating func countConnection() {
        guard let limit = target.connections.requestsPerConnection else { return }
        requestsOnConnection += 1
        let closes = requestsOnConnection >= limit
        if closes { requestsOnConnection = 0 }
        if closes != closesConnection {
            closesConnection = closes
            _ = plimsoll_easy_set_long(handle, CURLOPT_FORBID_REUSE, closes ? 1 : 0)
        }
    }
}
