internal import CCurl

/// Header lines as libcurl wants them, freed with this object.
final class HeaderList {
    private(set) var first: UnsafeMutablePointer<curl_slist>?

    init(_ lines: some Sequence<String>) {
        for line in lines {
            // Returns nil only when there is no memory left.
            guard let longer = curl_slist_append(first, line) else { fatalError("no memory for a header line") }
            first = longer
        }
    }

    deinit {
        curl_slist_free_all(first)
    }
}
