internal import COpenSSL

/// One TLS connection as a transformer of bytes: cipher text in and out through memory, plain text in and out, no socket.
///
/// The socket's owner receives and sends as without TLS; partial writes and signals stay its business.
final class TLSSession {
    enum Progress { case finished, needsMore }

    private let session: OpaquePointer
    private let incoming: OpaquePointer
    private let outgoing: OpaquePointer
    private let context: TLSContext
    private let host: String
    private(set) var isSecured = false

    init(context: TLSContext, host: String) throws(ConnectionFailure) {
        self.context = context
        self.host = context.options.serverName ?? host
        guard let session = SSL_new(context.pointer), let incoming = BIO_new(BIO_s_mem()),
            let outgoing = BIO_new(BIO_s_mem())
        else { throw ConnectionFailure(.tls("OpenSSL has no memory: \(TLSContext.lastError())")) }
        self.session = session
        self.incoming = incoming
        self.outgoing = outgoing
        // The session owns both from here.
        SSL_set_bio(session, incoming, outgoing)
        SSL_set_connect_state(session)
        let isAddress = host.contains(":") || host.allSatisfy { $0.isNumber || $0 == "." }
        if isAddress, context.options.serverName == nil {
            X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session), host)
        } else {
            SSL_set1_host(session, self.host)
            // SSL_set_tlsext_host_name is a macro for this.
            _ = self.host.withCString { name in
                SSL_ctrl(
                    session, SSL_CTRL_SET_TLSEXT_HOSTNAME, Int(TLSEXT_NAMETYPE_host_name),
                    UnsafeMutableRawPointer(mutating: name))
            }
        }
    }

    deinit { SSL_free(session) }

    /// Goes on with the handshake as far as the received bytes reach.
    func shakeHands() throws(ConnectionFailure) -> Progress {
        ERR_clear_error()
        let result = SSL_do_handshake(session)
        if result == 1 {
            isSecured = true
            return .finished
        }
        let error = SSL_get_error(session, result)
        if error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE { return .needsMore }
        throw ConnectionFailure(.tls(reason()))
    }

    /// Takes cipher text that was received.
    func receive(_ bytes: UnsafeRawBufferPointer) {
        let written = BIO_write(incoming, bytes.baseAddress, Int32(bytes.count))
        precondition(written == Int32(bytes.count), "a memory buffer took \(written) of \(bytes.count) bytes")
    }

    /// Plain text from what was received: how many bytes were written into `space`; 0 when more must be received.
    func read(into space: UnsafeMutableRawBufferPointer) throws(ConnectionFailure) -> Int {
        ERR_clear_error()
        let count = SSL_read(session, space.baseAddress, Int32(min(space.count, Int(Int32.max))))
        if count > 0 { return Int(count) }
        switch SSL_get_error(session, count) {
        case SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE: return 0
        case SSL_ERROR_ZERO_RETURN: throw ConnectionFailure(.closedByServer)
        default: throw ConnectionFailure(.tls(reason()))
        }
    }

    /// Encrypts plain text.
    func write(_ bytes: UnsafeRawBufferPointer) throws(ConnectionFailure) {
        var rest = bytes[...]
        while !rest.isEmpty {
            ERR_clear_error()
            let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(1 << 20))
            let count = SSL_write(session, piece.baseAddress, Int32(piece.count))
            guard count > 0 else { throw ConnectionFailure(.tls(reason())) }
            rest = rest.dropFirst(Int(count))
        }
    }

    /// Moves the cipher text that waits to be sent.
    func take(into output: inout WireOutput) {
        withUnsafeTemporaryAllocation(byteCount: 16_384, alignment: 16) { space in
            while true {
                let count = BIO_read(outgoing, space.baseAddress, Int32(space.count))
                guard count > 0 else { return }
                output.append(UnsafeRawBufferPointer(rebasing: space[..<Int(count)]))
            }
        }
    }

    /// Why OpenSSL gave up, with what is wrong with the certificate when that is it.
    private func reason() -> String {
        let result = SSL_get_verify_result(session)
        if result != Int(X509_V_OK), !context.options.trustsAnybody {
            ERR_clear_error()
            let text = String(cString: X509_verify_cert_error_string(result))
            let remedy =
                switch Int32(result) {
                case X509_V_ERR_CERT_HAS_EXPIRED: "renew it"
                case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
                    "it is not made out for “\(host)”; use the name it bears"
                default: "name the authority that signed it"
                }
            return "the server's certificate is not accepted: \(text); \(remedy)"
        }
        return TLSContext.lastError()
    }
}
