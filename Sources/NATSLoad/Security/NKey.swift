/// The seed of an NKEY: an Ed25519 private key as NATS writes it, such as `SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY`.
///
/// Two prefix bytes (S for seed, then whose key it is), 32 bytes of seed, and a CRC-16 (XMODEM) in little-endian order, in base 32.
package struct NKey: Equatable, Sendable {
    /// Whose key it is; the raw value is the prefix byte of the public key.
    package enum Role: UInt8, Sendable {
        case server = 0x68  // 13 << 3: N
        case cluster = 0x10  // 2 << 3: C
        case operatorRole = 0x70  // 14 << 3: O
        case account = 0x00  // 0 << 3: A
        case user = 0xA0  // 20 << 3: U
        case curve = 0xB8  // 23 << 3: X
    }

    package struct Fault: Error, Equatable, CustomStringConvertible {
        package enum Code: Equatable, Sendable {
            case notBase32, wrongLength(Int), wrongChecksum, notASeed, unknownRole
        }
        package let code: Code

        package var description: String {
            // The text itself is a secret and stays out of every message.
            let remedy = "; a seed starts with S and has 58 characters"
            return switch code {
            case .notBase32: "the NKEY seed has characters that are not base 32\(remedy)"
            case .wrongLength(let bytes): "the NKEY seed has \(bytes) bytes instead of 36\(remedy)"
            case .wrongChecksum: "the NKEY seed's checksum is wrong: a character was changed or lost"
            case .notASeed: "this NKEY is not a seed\(remedy) (a key that starts with U is the public half)"
            case .unknownRole: "the NKEY seed belongs to no kind of key that NATS has"
            }
        }
    }

    package let role: Role
    package let seed: [UInt8]

    private static let seedPrefix: UInt8 = 18 << 3

    package init(seed text: String) throws(Fault) {
        guard let bytes = Base32.decode(text) else { throw Fault(code: .notBase32) }
        guard bytes.count == 36 else {
            let isOtherKey = bytes.first.map { $0 & 0xF8 != Self.seedPrefix } ?? false
            throw Fault(code: bytes.count == 35 && isOtherKey ? .notASeed : .wrongLength(bytes.count))
        }
        guard Self.checksum(bytes[..<34]) == UInt16(bytes[34]) | UInt16(bytes[35]) << 8 else {
            throw Fault(code: .wrongChecksum)
        }
        guard bytes[0] & 0xF8 == Self.seedPrefix else { throw Fault(code: .notASeed) }
        guard let role = Role(rawValue: (bytes[0] & 7) << 5 | bytes[1] >> 3) else { throw Fault(code: .unknownRole) }
        self.role = role
        seed = Array(bytes[2..<34])
    }

    package init(role: Role, seed: [UInt8]) {
        precondition(seed.count == 32, "an Ed25519 seed has 32 bytes, not \(seed.count)")
        self.role = role
        self.seed = seed
    }

    /// The seed as text.
    package var seedText: String {
        let bytes = [Self.seedPrefix | role.rawValue >> 5, role.rawValue << 3 & 0xFF] + seed
        return Base32.encode(bytes + Self.littleEndian(Self.checksum(bytes[...])))
    }

    /// A public key as text, such as `UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4`.
    package static func publicText(role: Role, key: [UInt8]) -> String {
        let bytes = [role.rawValue] + key
        return Base32.encode(bytes + littleEndian(checksum(bytes[...])))
    }

    private static func littleEndian(_ value: UInt16) -> [UInt8] {
        [UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8)]
    }

    /// CRC-16/XMODEM: polynomial 0x1021, start 0, not reflected.
    static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt16 {
        var crc: UInt16 = 0
        for byte in bytes {
            crc ^= UInt16(byte) << 8
            for _ in 0..<8 {
                crc = crc & 0x8000 == 0 ? crc << 1 : crc << 1 ^ 0x1021
            }
        }
        return crc
    }
}
