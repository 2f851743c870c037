internal import CCurl
internal import EventLoop

/// A look before the load: can the target be connected to, by name, address and certificate?
///
/// A connection is made, secured where the target is, and closed; no request is sent.
struct Reachability {
    let target: Target

    func verify() async throws {
        let target = target
        let unreachable = try await OwnThread.run(named: "verify") { Self.connect(to: target) }
        if let unreachable { throw unreachable }
    }

    /// Connects, blocking the thread as long as it takes.
    private static func connect(to target: Target) -> UnreachableTarget? {
        CurlLibrary.load()
        guard let handle = curl_easy_init() else { fatalError("no memory for a handle of libcurl") }
        defer { curl_easy_cleanup(handle) }
        let options = EasyOptions(target)
        options.apply(to: handle)
        let errorText = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))
        errorText.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
        defer { errorText.deallocate() }
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_ERRORBUFFER, errorText)
        _ = plimsoll_easy_set_text(handle, CURLOPT_URL, target.base + "/")
        _ = plimsoll_easy_set_long(handle, CURLOPT_CONNECT_ONLY, 1)
        let code = curl_easy_perform(handle)
        guard let kind = TransferFailure.kind(of: code) else { return nil }
        let detail = errorText[0] == 0 ? String(cString: curl_easy_strerror(code)) : String(cString: errorText)
        return UnreachableTarget(
            target: target, kind: kind, isNameUnknown: code == CURLE_COULDNT_RESOLVE_HOST,
            isCertificateRefused: code == CURLE_PEER_FAILED_VERIFICATION, detail: detail)
    }
}
