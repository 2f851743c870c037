internal import CCurl

/// The cookies of one user, in common for all handles that it has requests in flight on.
///
/// A user with one request at a time keeps them in its only handle. Used on the shard's thread only, so that libcurl needs no locks.
final class CookieJar {
    private let share: CurlHandle

    /// An empty jar.
    init() {
        guard let share = curl_share_init() else { fatalError("no memory for a jar of cookies") }
        self.share = share
        _ = plimsoll_share_set_long(share, CURLSHOPT_SHARE, Int(CURL_LOCK_DATA_COOKIE.rawValue))
    }

    deinit {
        // All handles have been given back: the user closes them first.
        curl_share_cleanup(share)
    }

    /// Has a handle use the jar; what it held before comes along.
    func join(_ handle: CurlHandle) {
        let held = CookieList.lines(of: handle)
        _ = plimsoll_easy_set_pointer(handle, CURLOPT_SHARE, share)
        for line in held { _ = plimsoll_easy_set_text(handle, CURLOPT_COOKIELIST, line) }
    }
}

/// The cookies that a handle knows, in the lines of Netscape's cookie file: domain, whether subdomains too, path, whether
/// secure only, expiry, name and value, with tabs between.
enum CookieList {
    static func lines(of handle: CurlHandle) -> [String] {
        var first: UnsafeMutableRawPointer?
        guard plimsoll_easy_get_pointer(handle, CURLINFO_COOKIELIST, &first) == CURLE_OK, let first else { return [] }
        let list = first.assumingMemoryBound(to: curl_slist.self)
        defer { curl_slist_free_all(list) }
        var lines: [String] = []
        var item: UnsafeMutablePointer<curl_slist>? = list
        while let current = item {
            lines.append(String(cString: current.pointee.data))
            item = current.pointee.next
        }
        return lines
    }

    /// The name and value in a line.
    static func cookie(in line: String) -> (name: String, value: String)? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        return fields.count >= 6 ? (String(fields[5]), fields.count > 6 ? String(fields[6]) : "") : nil
    }
}
