internal import CCurl
internal import Foundation
internal import Results

/// One transfer on libcurl's easy interface, used on one thread from its making to its end.
final class Transfer {
    private let request: ExchangeRequest
    private let stop: StopSign
    private var body = Data()
    private var headers: [String: String] = [:]
    private var isTooLarge = false
    /// The first option that libcurl refused.
    private var refusal: CURLcode?

    init(_ request: ExchangeRequest, stop: StopSign) {
        self.request = request
        self.stop = stop
    }

    /// libcurl's global state, set up once; the call is thread-safe beside others of its kind since 7.84.
    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    /// Carries the transfer out; blocks until it has ended.
    func finish() -> Result<ExchangeAnswer, ExchangeFailure> {
        guard Self.isReady, let easy = curl_easy_init() else {
            return .failure(ExchangeFailure(code: .impossible, description: "libcurl couldn't be initialised"))
        }
        defer { curl_easy_cleanup(easy) }
        var lines: UnsafeMutablePointer<curl_slist>?
        defer { curl_slist_free_all(lines) }
        for header in request.headers { lines = curl_slist_append(lines, "\(header.name): \(header.value)") ?? lines }

        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(CURL_ERROR_SIZE)) { message in
            message.initialize(repeating: 0)
            set(easy, CURLOPT_ERRORBUFFER, pointer: UnsafeMutableRawPointer(message.baseAddress!))
            apply(to: easy, headers: lines)
            // The object outlives the call below, which is the only one that uses the pointer.
            let this = Unmanaged.passUnretained(self).toOpaque()
            set(easy, CURLOPT_WRITEDATA, pointer: this)
            set(easy, CURLOPT_HEADERDATA, pointer: this)
            set(easy, CURLOPT_XFERINFODATA, pointer: this)
            let code = refusal ?? curl_easy_perform(easy)
            guard code == CURLE_OK else {
                return .failure(failure(code, message: String(cString: message.baseAddress!)))
            }
            var status = 0
            _ = plimsoll_easy_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
            return .success(ExchangeAnswer(status: status, headers: headers, body: body))
        }
    }

    private func apply(to easy: UnsafeMutableRawPointer, headers: UnsafeMutablePointer<curl_slist>?) {
        set(easy, CURLOPT_URL, request.url)
        set(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        set(easy, CURLOPT_USERAGENT, ToolVersion.product)
        // Whatever encodings this libcurl can undo.
        set(easy, CURLOPT_ACCEPT_ENCODING, "")
        set(easy, CURLOPT_NOSIGNAL, 1)
        set(easy, CURLOPT_CONNECTTIMEOUT_MS, request.limits.connecting.milliseconds)
        set(easy, CURLOPT_TIMEOUT_MS, request.limits.total.milliseconds)
        set(easy, CURLOPT_POSTFIELDSIZE, request.body.utf8.count)
        set(easy, CURLOPT_COPYPOSTFIELDS, request.body)
        note(plimsoll_easy_set_pointer(easy, CURLOPT_HTTPHEADER, headers))
        if let signature = request.signature {
            set(easy, CURLOPT_AWS_SIGV4, "aws:amz:\(signature.region):\(signature.service)")
            set(easy, CURLOPT_USERNAME, signature.accessKeyID)
            set(easy, CURLOPT_PASSWORD, signature.secretAccessKey)
        } else if let login = request.login {
            set(easy, CURLOPT_USERNAME, login.user)
            set(easy, CURLOPT_PASSWORD, login.password)
        }
        note(plimsoll_easy_set_writer(easy, CURLOPT_WRITEFUNCTION, receiveBody))
        note(plimsoll_easy_set_writer(easy, CURLOPT_HEADERFUNCTION, receiveHeader))
        note(plimsoll_easy_set_progress(easy, progressed))
        set(easy, CURLOPT_NOPROGRESS, 0)
    }

    private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: Int) {
        note(plimsoll_easy_set_long(easy, option, value))
    }

    private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, _ value: String) {
        note(plimsoll_easy_set_text(easy, option, value))
    }

    private func set(_ easy: UnsafeMutableRawPointer, _ option: CURLoption, pointer: UnsafeMutableRawPointer) {
        note(plimsoll_easy_set_pointer(easy, option, pointer))
    }

    private func note(_ code: CURLcode) {
        if code != CURLE_OK, refusal == nil { refusal = code }
    }

    // MARK: - Events

    fileprivate func bodyReceived(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard body.count + bytes.count <= request.limits.bodyBytes else {
            isTooLarge = true
            return false
        }
        body.append(contentsOf: bytes)
        return true
    }

    fileprivate func headerReceived(_ bytes: UnsafeRawBufferPointer) {
        let line = String(decoding: bytes, as: UTF8.self)
        // A status line begins the headers of another answer, after `100 Continue` for one.
        if line.hasPrefix("HTTP/") { headers = [:] }
        guard headers.count < 200, let colon = line.firstIndex(of: ":") else { return }
        let value = line[line.index(after: colon)...]
        headers[line[..<colon].lowercased()] = value.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    fileprivate var isStopped: Bool { stop.isRaised }

    private func failure(_ code: CURLcode, message: String) -> ExchangeFailure {
        let text = message.isEmpty ? String(cString: curl_easy_strerror(code)) : message
        switch code {
        case CURLE_WRITE_ERROR where isTooLarge:
            return ExchangeFailure(
                code: .tooLarge, description: "the answer is larger than \(request.limits.bodyBytes) bytes")
        case CURLE_ABORTED_BY_CALLBACK:
            return ExchangeFailure(code: .cancelled, description: "cancelled")
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT:
            return ExchangeFailure(code: .unreachable, description: text)
        case CURLE_OPERATION_TIMEDOUT:
            return ExchangeFailure(code: .timedOut, description: text)
        // What isn't HTTP counts as an unsupported protocol, too, and is left to the default.
        case CURLE_URL_MALFORMAT, CURLE_NOT_BUILT_IN, CURLE_UNKNOWN_OPTION,
            CURLE_BAD_FUNCTION_ARGUMENT:
            return ExchangeFailure(code: .impossible, description: text)
        default:
            return ExchangeFailure(code: .brokenOff, description: text)
        }
    }
}

extension Duration {
    /// Whole milliseconds, at least one: zero would mean no limit to libcurl.
    fileprivate var milliseconds: Int {
        max(1, Int(components.seconds) * 1000 + Int(components.attoseconds / 1_000_000_000_000_000))
    }
}

// MARK: - Callbacks

// Formed here, outside of any actor: libcurl calls them on the transfer's thread, with the transfer as their context.

private func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer {
    Unmanaged<Transfer>.fromOpaque(context!).takeUnretainedValue()
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    let taken = transfer(context).bodyReceived(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return taken ? size * count : 0
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    transfer(context).headerReceived(UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

private func progressed(
    _ context: UnsafeMutableRawPointer?, _ toLoad: curl_off_t, _ loaded: curl_off_t, _ toSend: curl_off_t,
    _ sent: curl_off_t
) -> Int32 {
    transfer(context).isStopped ? 1 : 0
}
