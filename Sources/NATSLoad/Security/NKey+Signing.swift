internal import COpenSSL

extension NKey {
    /// The public half, as NATS writes it.
    package var publicKey: String {
        withKey { key in
            var bytes = [UInt8](repeating: 0, count: 32)
            var count = 32
            let done = EVP_PKEY_get_raw_public_key(key, &bytes, &count)
            precondition(done == 1 && count == 32, "libcrypto has no Ed25519 public key for a valid seed")
            return Self.publicText(role: role, key: bytes)
        }
    }

    /// The 64 bytes of an Ed25519 signature (RFC 8032).
    package func signature(of message: [UInt8]) -> [UInt8] {
        withKey { key in
            let context = EVP_MD_CTX_new()
            defer { EVP_MD_CTX_free(context) }
            var signature = [UInt8](repeating: 0, count: 64)
            var count = 64
            let done =
                EVP_DigestSignInit(context, nil, nil, nil, key) == 1
                && EVP_DigestSign(context, &signature, &count, message, message.count) == 1
            precondition(done && count == 64, "libcrypto can't sign with Ed25519")
            return signature
        }
    }

    /// A server's nonce signed as CONNECT wants it: base64url without padding.
    package func signature(ofNonce nonce: String) -> String {
        Self.base64URL(signature(of: Array(nonce.utf8)))
    }

    private func withKey<Result>(_ body: (OpaquePointer) -> Result) -> Result {
        guard let key = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, seed, seed.count) else {
            preconditionFailure("libcrypto has no Ed25519")
        }
        defer { EVP_PKEY_free(key) }
        return body(key)
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in bytes {
            buffer = (buffer << 8 | UInt32(byte)) & 0xFFFF
            bits += 8
            while bits >= 6 {
                bits -= 6
                text.append(alphabet[Int(buffer >> UInt32(bits)) & 63])
            }
        }
        if bits > 0 { text.append(alphabet[Int(buffer << UInt32(6 - bits)) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }
}
