internal import COpenSSL

/// What all TLS connections of one configuration share: trusted authorities and the client's own certificate.
///
/// Unchecked: OpenSSL's contexts may be used from any thread once they are set up, and this one isn't changed afterwards.
package final class TLSContext: @unchecked Sendable {
    let pointer: OpaquePointer
    let options: TLSOptions

    package init(_ options: TLSOptions) throws(ConnectionFailure) {
        guard let pointer = SSL_CTX_new(TLS_client_method()) else {
            throw ConnectionFailure(.tls("OpenSSL has no client method: \(TLSContext.lastError())"))
        }
        self.pointer = pointer
        self.options = options
        // SSL_CTX_set_min_proto_version is a macro for this.
        SSL_CTX_ctrl(pointer, SSL_CTRL_SET_MIN_PROTO_VERSION, Int(TLS1_2_VERSION), nil)
        SSL_CTX_set_verify(pointer, options.trustsAnybody ? SSL_VERIFY_NONE : SSL_VERIFY_PEER, nil)
        if let file = options.authorityFile {
            guard SSL_CTX_load_verify_file(pointer, file) == 1 else {
                throw ConnectionFailure(.tls("the authorities' file \(file) can't be read: \(Self.lastError())"))
            }
        } else {
            SSL_CTX_set_default_verify_paths(pointer)
        }
        if let file = options.certificateFile {
            guard SSL_CTX_use_certificate_chain_file(pointer, file) == 1 else {
                throw ConnectionFailure(.tls("the certificate file \(file) can't be read: \(Self.lastError())"))
            }
            let key = options.keyFile ?? file
            guard SSL_CTX_use_PrivateKey_file(pointer, key, SSL_FILETYPE_PEM) == 1 else {
                throw ConnectionFailure(.tls("the key file \(key) can't be read or doesn't fit: \(Self.lastError())"))
            }
        }
    }

    deinit { SSL_CTX_free(pointer) }

    /// The newest entry of the thread's error queue in words, and the queue emptied.
    static func lastError() -> String {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        guard code != 0 else { return "no reason given" }
        var text = [CChar](repeating: 0, count: 256)
        if let reason = ERR_reason_error_string(code) { return String(cString: reason) }
        ERR_error_string_n(code, &text, text.count)
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
