internal import CCurl
internal import EventLoop
internal import Foundation
internal import Measurement

/// A look before the load: can the target be connected to, by name, address and certificate?
///
/// A connection is made, secured where the target is, and closed; no request is sent.
struct Reachability {
    let target: Target
    var environment = ProcessInfo.processInfo.environment

    func verify() async throws {
        let target = target
        guard var unreachable = try await OwnThread.run(named: "verify", { Self.connect(to: target) }) else { return }
        unreachable.ignoredProxy = Self.ignoredProxy(target, unreachable.kind, environment)
        throw unreachable
    }

    /// The variable that would have led other tools through a proxy to a target that can't be reached without one.
    ///
    /// Load never goes through a proxy that nobody asked for: it would be the proxy that is measured.
    static func ignoredProxy(_ target: Target, _ kind: FailureKind, _ environment: [String: String]) -> String? {
        guard target.proxy == nil, target.unixSocket == nil, kind == .connect || kind == .timeout else { return nil }
        let isLocal = ["://localhost", "://127.", "://[::1]"].contains { target.url.contains($0) }
        if isLocal { return nil }
        let scheme = target.url.lowercased().hasPrefix("https") ? "https_proxy" : "http_proxy"
        let names = [scheme, scheme.uppercased(), "all_proxy", "ALL_PROXY"]
        return names.first { environment[$0].map { !$0.isEmpty } ?? false }
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
