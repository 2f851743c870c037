internal import CCurl
internal import Glibc

/// Sets what a target says on a handle of libcurl; used for users and for the test before the load alike.
struct EasyOptions {
    let target: Target
    /// Fixed resolves, shared by all handles.
    private let resolve: HeaderList

    init(_ target: Target) {
        self.target = target
        resolve = HeaderList(target.resolve.map { "\($0.key):\($0.value)" })
    }

    /// Sets everything that doesn't change from request to request.
    func apply(to handle: CurlHandle) {
        // Signals are the process's; proxies from the environment would bend the measurement silently.
        set(handle, CURLOPT_NOSIGNAL, 1)
        set(handle, CURLOPT_NOPROGRESS, 1)
        if target.isTraced { set(handle, CURLOPT_VERBOSE, 1) }
        set(handle, CURLOPT_PATH_AS_IS, 1)
        set(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        set(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https")
        set(handle, CURLOPT_USERAGENT, target.userAgent)
        set(handle, CURLOPT_CONNECTTIMEOUT_MS, target.timeouts.connect.roundedUpMilliseconds)
        set(handle, CURLOPT_TIMEOUT_MS, target.timeouts.total?.roundedUpMilliseconds ?? 0)
        set(handle, CURLOPT_MAXAGE_CONN, 3600)
        applySecurity(to: handle)
        applyProxy(to: handle)
        apply(target.authentication, to: handle)
        if resolve.first != nil { _ = plimsoll_easy_set_pointer(handle, CURLOPT_RESOLVE, resolve.first) }
        if let unixSocket = target.unixSocket { set(handle, CURLOPT_UNIX_SOCKET_PATH, unixSocket) }
        if let redirects = target.redirects {
            set(handle, CURLOPT_FOLLOWLOCATION, 1)
            set(handle, CURLOPT_MAXREDIRS, redirects)
        }
        if target.acceptsCompression { set(handle, CURLOPT_ACCEPT_ENCODING, "") }
        // Without a file: cookies are kept in memory, a jar for each handle.
        if target.keepsCookies { set(handle, CURLOPT_COOKIEFILE, "") }
        let version =
            switch target.version {
            case .http1: CURL_HTTP_VERSION_1_1
            case .http2: CURL_HTTP_VERSION_2TLS
            case .http2PriorKnowledge: CURL_HTTP_VERSION_2_PRIOR_KNOWLEDGE
            }
        set(handle, CURLOPT_HTTP_VERSION, Int(version))
        // Requests side by side wait for the first one's connection and share it.
        if target.version != .http1 { set(handle, CURLOPT_PIPEWAIT, 1) }
        _ = plimsoll_easy_set_opener(handle) { _, _, address in EasyOptions.openSocket(address) }
    }

    /// Opens a socket that children don't inherit: they would keep its connection open.
    static func openSocket(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> Int32 {
        guard let address else { return -1 }
        return socket(
            address.pointee.family, address.pointee.socktype | Int32(SOCK_CLOEXEC.rawValue), address.pointee.`protocol`)
    }

    /// Sets who the user is.
    func apply(_ authentication: Authentication?, to handle: CurlHandle) {
        switch authentication {
        case nil:
            set(handle, CURLOPT_HTTPAUTH, 0)
            _ = plimsoll_easy_set_text(handle, CURLOPT_USERNAME, nil)
            _ = plimsoll_easy_set_text(handle, CURLOPT_XOAUTH2_BEARER, nil)
        case .basic(let user, let password):
            set(handle, CURLOPT_HTTPAUTH, 1 << 0)
            set(handle, CURLOPT_USERNAME, user)
            set(handle, CURLOPT_PASSWORD, password)
        case .bearer(let token):
            set(handle, CURLOPT_HTTPAUTH, 1 << 6)
            set(handle, CURLOPT_XOAUTH2_BEARER, token)
        }
    }

    private func applySecurity(to handle: CurlHandle) {
        if target.tls.verification == .off {
            set(handle, CURLOPT_SSL_VERIFYPEER, 0)
            set(handle, CURLOPT_SSL_VERIFYHOST, 0)
        }
        if let file = target.tls.caFile { set(handle, CURLOPT_CAINFO, file) }
        if let certificate = target.tls.clientCertificate {
            set(handle, CURLOPT_SSLCERT, certificate.file)
            set(handle, CURLOPT_SSLKEY, certificate.keyFile)
            if let password = certificate.keyPassword { set(handle, CURLOPT_KEYPASSWD, password) }
        }
    }

    private func applyProxy(to handle: CurlHandle) {
        guard let proxy = target.proxy else { return set(handle, CURLOPT_PROXY, "") }
        set(handle, CURLOPT_PROXY, proxy.url)
        set(handle, CURLOPT_NOPROXY, "")
        if let user = proxy.user { set(handle, CURLOPT_PROXYUSERNAME, user) }
        if let password = proxy.password { set(handle, CURLOPT_PROXYPASSWORD, password) }
    }

    private func set(_ handle: CurlHandle, _ option: CURLoption, _ value: Int) {
        let code = plimsoll_easy_set_long(handle, option, value)
        precondition(
            code == CURLE_OK, "libcurl knows no option \(option.rawValue): it is too old or was built without it")
    }

    private func set(_ handle: CurlHandle, _ option: CURLoption, _ value: String) {
        let code = plimsoll_easy_set_text(handle, option, value)
        precondition(
            code == CURLE_OK, "libcurl knows no option \(option.rawValue): it is too old or was built without it")
    }
}
