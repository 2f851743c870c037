internal import CCurl
internal import Glibc
internal import Results

/// libcurl itself.
enum CurlLibrary {
    /// Makes libcurl ready, once a process.
    static func load() {
        _ = isLoaded
    }

    private static let isLoaded: Bool = {
        let code = plimsoll_global_init()
        precondition(code == CURLE_OK, "libcurl can't start: \(String(cString: curl_easy_strerror(code)))")
        // A peer that is gone makes OpenSSL's writes raise it; they fail with EPIPE instead.
        signal(SIGPIPE, SIG_IGN)
        return true
    }()

    /// The version: `7.88.1`.
    static var version: String {
        String(cString: curl_version_info(plimsoll_version_now()).pointee.version)
    }

    /// The version as a number that can be compared: 0x075801.
    static var versionNumber: UInt32 {
        curl_version_info(plimsoll_version_now()).pointee.version_num
    }
}

extension Target {
    /// The tool and its transport, so that a server's log tells who was there.
    public static let defaultUserAgent = "\(ToolVersion.product) (libcurl/\(CurlLibrary.version))"
}
