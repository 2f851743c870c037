internal import CCurl
internal import Load
internal import Measurement

/// What is known of one answer, and what is to become of its sample.
///
/// Headers and times stay in libcurl's handle until somebody asks, or until the handle is about to serve another request
/// while the answer is still held: most answers are judged by their status and never looked at again.
final class ResponseRecord {
    /// What is to become of the sample.
    enum Verdict {
        /// The sample may still be marked as failed.
        case pending
        /// The sample has been handed to the recorder.
        case settled
    }

    var verdict = Verdict.settled
    var endpoint: EndpointID
    var endpointName: String
    var sample: Sample
    /// What went wrong, in a sentence; goes with the sample's failure.
    var message = ""
    /// What came this time, where it differs from one failure to the next.
    var example = ""
    /// The body, when it was kept.
    var body: [UInt8]?
    /// Bytes of the body after decompression.
    var bodySize: Int64 = 0
    /// The handle that still knows headers and times.
    private var handle: CurlHandle?
    private var ownHeaders = Headers()
    private var ownTimes: TransferTimes?
    private var ownURL = ""

    init(endpoint: EndpointID, name: String) {
        self.endpoint = endpoint
        endpointName = name
        sample = Sample(plannedNs: 0, startNs: 0, endNs: 0)
    }

    /// The handle has finished the transfer: takes the counts, and leaves the rest there until it is asked for.
    func take(from handle: CurlHandle, sentBody: Bool) {
        self.handle = handle
        var status = 0
        var sent = 0
        var headers = 0
        var body: curl_off_t = 0
        var uploaded: curl_off_t = 0
        _ = plimsoll_easy_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
        _ = plimsoll_easy_get_long(handle, CURLINFO_REQUEST_SIZE, &sent)
        _ = plimsoll_easy_get_long(handle, CURLINFO_HEADER_SIZE, &headers)
        _ = plimsoll_easy_get_size(handle, CURLINFO_SIZE_DOWNLOAD_T, &body)
        if sentBody { _ = plimsoll_easy_get_size(handle, CURLINFO_SIZE_UPLOAD_T, &uploaded) }
        sample.status = status
        sample.bytesSent = Int64(sent) + Int64(uploaded)
        sample.bytesReceived = Int64(headers) + Int64(body)
    }

    /// The handle is about to be used for something else.
    func detach() {
        guard handle != nil else { return }
        ownHeaders = headers
        ownTimes = times
        ownURL = url
        handle = nil
    }

    /// The handle is used again, and nobody holds this answer any more.
    func forget() {
        handle = nil
        body = nil
        message = ""
        example = ""
    }

    var headers: Headers {
        guard let handle else { return ownHeaders }
        var headers = Headers()
        var previous: UnsafeMutablePointer<curl_header>?
        // -1: those of the last answer, after redirects.
        while let header = curl_easy_nextheader(handle, UInt32(CURLH_HEADER), -1, previous) {
            headers.append(Header(String(cString: header.pointee.name), String(cString: header.pointee.value)))
            previous = header
        }
        return headers
    }

    func header(_ name: String) -> String? {
        guard let handle else { return ownHeaders[name] }
        var header: UnsafeMutablePointer<curl_header>?
        guard curl_easy_header(handle, name, 0, UInt32(CURLH_HEADER), -1, &header) == CURLHE_OK, let header else {
            return nil
        }
        return String(cString: header.pointee.value)
    }

    /// Where the answer came from, after redirects.
    var url: String {
        guard let handle else { return ownURL }
        var text: UnsafeMutablePointer<CChar>?
        guard plimsoll_easy_get_text(handle, CURLINFO_EFFECTIVE_URL, &text) == CURLE_OK, let text else { return "" }
        return String(cString: text)
    }

    var times: TransferTimes {
        if let ownTimes { return ownTimes }
        guard let handle else { preconditionFailure("an answer without times") }
        return TransferTimes(of: handle)
    }
}
