internal import CCurl

extension Target {
    /// Everything that is wrong with the target's description, each in a sentence.
    package var faults: [String] {
        var faults: [String] = []
        if let fault = Self.addressFault(url) { faults.append(fault) }
        faults += headers.compactMap(\.fault)
        if let fault = authentication?.fault { faults.append(fault) }
        if timeouts.connect <= .zero { faults.append("timeouts.connect must be above zero, not \(timeouts.connect)") }
        if let total = timeouts.total, total <= .zero {
            faults.append("timeouts.total must be above zero, not \(total); give nil for no limit")
        }
        if let requests = connections.requestsPerConnection, requests < 1 {
            faults.append("a connection must serve at least 1 request, not \(requests)")
        }
        if let limit = connections.limit, limit < 1 {
            faults.append("a pool needs at least 1 connection, not \(limit)")
        }
        if let redirects, redirects < 0 { faults.append("redirects must be 0 or more, not \(redirects)") }
        if limits.bodyBytes < 0 || limits.headerBytes < 1 {
            faults.append("limits must be positive, not \(limits.bodyBytes) and \(limits.headerBytes) bytes")
        }
        for (place, address) in resolve.sorted(by: { $0.key < $1.key }) {
            let parts = place.split(separator: ":")
            if parts.count != 2 || UInt16(parts[1]) == nil || address.isEmpty {
                faults.append("resolve: expected \"host:port\": \"address\", got \"\(place)\": \"\(address)\"")
            }
        }
        if let unixSocket, unixSocket.utf8.count > 107 {
            faults.append("unixSocket: a path may have 107 bytes, “\(unixSocket)” has \(unixSocket.utf8.count)")
        }
        if userAgent.utf8.contains(where: { $0 < 0x20 }) { faults.append("userAgent has control characters") }
        return faults
    }

    /// What is wrong with an address.
    private static func addressFault(_ url: String) -> String? {
        CurlLibrary.load()
        if url.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) {
            return "the target's URL “\(url.debugQuoted)” has spaces or control characters"
        }
        let parser = curl_url()
        defer { curl_url_cleanup(parser) }
        let code = curl_url_set(parser, CURLUPART_URL, url, 0)
        guard code == CURLUE_OK else {
            return "the target's URL “\(url)” isn't one (\(String(cString: curl_url_strerror(code)))); "
                + "it looks like https://shop.example:8443/api"
        }
        func part(_ part: CURLUPart) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parser, part, &text, 0) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        if let host = part(CURLUPART_HOST), !host.utf8.allSatisfy({ $0 < 0x80 }) {
            // libcurl translates such names by the process's locale, which is another one on each machine.
            return "the target's host “\(host)” has letters outside ASCII; write it as DNS has it, beginning with xn--"
        }
        let scheme = part(CURLUPART_SCHEME)
        if scheme != "http" && scheme != "https" {
            return "the target's URL “\(url)” must begin with http:// or https://"
        }
        if part(CURLUPART_QUERY) != nil || part(CURLUPART_FRAGMENT) != nil {
            return "the target's URL “\(url)” can't have a query or fragment; give query items to requests"
        }
        if part(CURLUPART_USER) != nil {
            return "the target's URL can't hold a user and password; set its authentication"
        }
        return nil
    }

    /// The address without a slash at its end, so that a path can follow.
    var base: String {
        var base = Substring(url)
        while base.hasSuffix("/") { base.removeLast() }
        return String(base)
    }
}

/// A target whose description can't be used.
public struct InvalidTarget: Error, CustomStringConvertible {
    /// What reports call the target.
    public let name: String
    /// Everything that is wrong with it.
    public let faults: [String]

    /// All faults, a line each.
    public var description: String {
        faults.count == 1
            ? "target “\(name)”: \(faults[0])"
            : "target “\(name)” has \(faults.count) faults:\n" + faults.map { "  - \($0)" }.joined(separator: "\n")
    }
}
