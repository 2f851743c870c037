internal import CCurl
internal import Measurement

/// What libcurl's result means for a report.
enum TransferFailure {
    /// What helps against a target that closes idle connections as requests go out on them.
    static let keptAliveRemedy =
        "have it keep idle connections for longer than users wait, or announce their end (Connection: close), "
        + "or set the target's connections to .perUser(recycledAfter:)"

    /// The kind of failure; nil for success.
    static func kind(of code: CURLcode) -> FailureKind? {
        switch code {
        case CURLE_OK: nil
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT, CURLE_INTERFACE_FAILED,
            CURLE_NO_CONNECTION_AVAILABLE, CURLE_PROXY:
            .connect
        case CURLE_OPERATION_TIMEDOUT: .timeout
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED, CURLE_SSL_CERTPROBLEM,
            CURLE_SSL_CIPHER, CURLE_PEER_FAILED_VERIFICATION, CURLE_USE_SSL_FAILED, CURLE_SSL_ENGINE_INITFAILED,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_CRL_BADFILE, CURLE_SSL_ISSUER_ERROR,
            CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT:
            .tls
        default: .transfer
        }
    }

    /// What a result means for whoever loads the target, behind libcurl's own words; empty where these suffice.
    ///
    /// - Parameter isUnansweredOnKeptConnection: whether nothing came back on a connection that had served a request before.
    static func meaning(of code: CURLcode, detail: String, isUnansweredOnKeptConnection: Bool = false) -> String {
        switch code {
        case CURLE_GOT_NOTHING where isUnansweredOnKeptConnection, CURLE_SEND_ERROR where isUnansweredOnKeptConnection,
            CURLE_RECV_ERROR where isUnansweredOnKeptConnection:
            "the target closed a connection that had been kept alive; " + keptAliveRemedy
        case CURLE_UNSUPPORTED_PROTOCOL:
            detail.contains("HTTP/0.9")
                ? "what came is no HTTP answer; does another protocol live on this port?"
                // Of an answer's version or status, it is the protocol that isn't known.
                : detail.hasPrefix("Unsupported")
                    ? "what came is no HTTP answer" : "redirects are followed to http and https only"
        case CURLE_WEIRD_SERVER_REPLY: "what came is no HTTP answer"
        case CURLE_COULDNT_RESOLVE_HOST: "check the name, or give its address with resolve"
        case CURLE_COULDNT_RESOLVE_PROXY: "check the proxy's name"
        case CURLE_COULDNT_CONNECT: "the target takes no connections"
        case CURLE_PROXY: "the proxy refuses the connection"
        case CURLE_OPERATION_TIMEDOUT: "no whole answer within timeouts.connect or timeouts.total"
        case CURLE_GOT_NOTHING: "the target closed the connection without an answer"
        case CURLE_SEND_ERROR: "the target closed the connection while the request was sent"
        case CURLE_RECV_ERROR:
            detail.contains("chunked")
                ? "what came is no HTTP answer" : "the connection broke while the answer was awaited"
        case CURLE_PARTIAL_FILE: "the target closed the connection in the middle of the body"
        case CURLE_BAD_CONTENT_ENCODING: "the body isn't compressed as its Content-Encoding says"
        case CURLE_HTTP2, CURLE_HTTP2_STREAM: "the target ended the HTTP/2 connection or stream"
        case CURLE_TOO_MANY_REDIRECTS: "the target redirects in a circle, or the target's redirects is too low"
        case CURLE_SSL_CONNECT_ERROR: "the TLS handshake failed; does this port speak TLS?"
        case CURLE_PEER_FAILED_VERIFICATION: "give the authority's certificate with tls.caFile"
        case CURLE_SSL_CACERT_BADFILE: "check tls.caFile"
        case CURLE_SSL_CERTPROBLEM: "check tls.clientCertificate"
        // libcurl's own bound, whatever limits.headerBytes says.
        case CURLE_OUT_OF_MEMORY: "a header line is longer than the 100 KB that libcurl takes, or memory is short here"
        default: ""
        }
    }
}
