internal import CCurl
internal import Foundation

extension HTTPUser {
    /// The cookies that the user holds, by name.
    public var cookies: [String: String] {
        Dictionary(
            CookieList.lines(of: handle).compactMap(CookieList.cookie).map { ($0.name, $0.value) },
            uniquingKeysWith: { _, later in later })
    }

    /// The value of a cookie, a token against forged requests for example; nil when the user holds none of that name.
    public func cookie(_ name: String) -> String? { cookies[name] }

    /// Gives the user a cookie for the target's host, as if the target had set it.
    ///
    /// Throws when the name or value has characters that would end it.
    public func setCookie(_ name: String, _ value: String) throws {
        let isClean = { (text: String) in text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && $0 != UInt8(ascii: ";") } }
        guard !name.isEmpty, isClean(name), !name.contains("="), isClean(value) else {
            throw InvalidRequest(
                endpoint: "cookie \(name.debugQuoted)",
                fault: "its name or value has spaces, semicolons or control characters; encode them")
        }
        // IPv6 stands in brackets in an address, and without them in a cookie.
        let host = (URLComponents(string: targetURL)?.host ?? "").filter { $0 != "[" && $0 != "]" }
        // Domain, subdomains, path, secure only, expiry (0: the session's end), name, value.
        let line = [host, "FALSE", "/", "FALSE", "0", name, value].joined(separator: "\t")
        _ = plimsoll_easy_set_text(handle, CURLOPT_COOKIELIST, line)
    }

    /// Takes all cookies away from the user, who is a stranger to the target from then on.
    public func forgetCookies() {
        _ = plimsoll_easy_set_text(handle, CURLOPT_COOKIELIST, "ALL")
    }
}
