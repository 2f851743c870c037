internal import CCurl

/// When the parts of a request were done, each counted from its start; of the last one when redirects were followed.
public struct TransferTimes: Sendable, Hashable {
    /// The target's name was known.
    public var nameLookup = Duration.zero
    /// The connection stood; zero for one that stood already.
    public var connect = Duration.zero
    /// The connection was secured; zero without TLS or for one that stood already.
    public var tls = Duration.zero
    /// The first byte of the answer had come.
    public var firstByte = Duration.zero
    /// The last byte of the answer had come.
    public var total = Duration.zero

    /// Reads the times of a handle's last transfer.
    init(of handle: CurlHandle) {
        func time(_ info: CURLINFO) -> Duration {
            var microseconds: curl_off_t = 0
            _ = plimsoll_easy_get_size(handle, info, &microseconds)
            return .microseconds(microseconds)
        }
        nameLookup = time(CURLINFO_NAMELOOKUP_TIME_T)
        connect = time(CURLINFO_CONNECT_TIME_T)
        tls = time(CURLINFO_APPCONNECT_TIME_T)
        firstByte = time(CURLINFO_STARTTRANSFER_TIME_T)
        total = time(CURLINFO_TOTAL_TIME_T)
    }
}
