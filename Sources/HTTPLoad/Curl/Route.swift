internal import CCurl
internal import Load
internal import Measurement

/// Where requests of one kind go: the parsed address and the line in the report.
final class Route {
    /// What makes requests be of one kind.
    struct Key: Hashable {
        let method: HTTPMethod
        let path: String
        let endpoint: String
        let name: String?
        let tags: [ActionTag]
    }

    let key: Key
    let endpoint: EndpointID
    let name: String
    /// The address as text, for routes that aren't worth parsing.
    let url: String
    /// The parsed address, which saves libcurl a sixth of its work for a request.
    let parsed: OpaquePointer?

    init(_ key: Key, base: String, endpoint: EndpointID, name: String, parses: Bool) {
        self.key = key
        self.endpoint = endpoint
        self.name = name
        url = base + key.path
        guard parses else {
            parsed = nil
            return
        }
        let address = curl_url()
        // Dots are sent as they are: data of “..” would otherwise climb up.
        if curl_url_set(address, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK {
            parsed = address
        } else {
            curl_url_cleanup(address)
            parsed = nil
        }
    }

    deinit {
        curl_url_cleanup(parsed)
    }
}
