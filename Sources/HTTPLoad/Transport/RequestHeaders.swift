/// The header lines of requests; those that many requests have in common are made once.
final class RequestHeaders {
    private let common: Headers
    /// The lines of a request that has none of its own.
    let plain: HeaderList
    private var byContentType: [String: HeaderList] = [:]

    init(_ common: Headers) {
        self.common = common
        plain = HeaderList(common.map(\.line))
    }

    /// The lines of a request.
    func list(for request: borrowing Request) -> HeaderList {
        if request.headers.isEmpty {
            guard let body = request.body else { return plain }
            let type = body.contentType ?? ""
            if let list = byContentType[type] { return list }
            let list = HeaderList(lines([:], type))
            // Types that carry data, such as a boundary, aren't worth keeping.
            if byContentType.count < 64 { byContentType[type] = list }
            return list
        }
        return HeaderList(lines(request.headers, request.body.map { $0.contentType ?? "" }))
    }

    /// The lines of own headers and a body's type; nil for no body.
    private func lines(_ own: Headers, _ contentType: String?) -> [String] {
        var headers = own
        for header in common where own[header.name] == nil { headers.append(header) }
        var lines = headers.map(\.line)
        if let contentType {
            if headers["Content-Type"] == nil {
                // Without a value libcurl leaves out what it would say by itself.
                lines.append(contentType.isEmpty ? "Content-Type:" : "Content-Type: \(contentType)")
            }
            // Large bodies aren't announced: the target's hesitation would be measured as its latency.
            if headers["Expect"] == nil { lines.append("Expect:") }
        }
        return lines
    }
}
