@testable import NATSLoad
import Testing

struct NKeyTests {
    // A pair from the documentation of NATS; the server tests prove that what it signs is accepted.
    static let seed = "SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VY"
    static let publicKey = "UDXU4RCSJNZOIQHZNWXHXORDPRTGNJAHAHFRGZNEEJCPQTT2M7NLCNF4"

    @Test func seedGivesItsPublicKey() throws {
        let key = try NKey(seed: Self.seed)
        #expect(key.role == .user)
        #expect(key.publicKey == Self.publicKey)
        #expect(key.seedText == Self.seed)
    }

    /// RFC 8032, section 7.1, test 2.
    @Test func signatureIsThatOfTheStandard() {
        let seed: [UInt8] = hex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
        let signature = NKey(role: .user, seed: seed).signature(of: [0x72])
        #expect(
            signature
                == hex(
                    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
                        + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"))
    }

    @Test func nonceSignatureIsBase64OfURLsWithoutPadding() throws {
        let text = try NKey(seed: Self.seed).signature(ofNonce: "aN9-ZtS7taDoAZk")
        #expect(text.utf8.count == 86)
        #expect(text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") })
    }

    @Test(arguments: [
        ("", NKey.Fault.Code.wrongLength(0)),
        ("not base 32!", .notBase32),
        (String(seed.dropLast(2)), .wrongLength(35)),
        ("SUACSSL3UAHUDXKFSNVUZRF5UHPMWZ6BFDTJ7M6USDXIEDNPPQYYYCU3VA", .wrongChecksum),
        (publicKey, .notASeed),
    ])
    func faultySeedsAreNamed(_ text: String, _ code: NKey.Fault.Code) {
        #expect(throws: NKey.Fault(code: code)) { try NKey(seed: text) }
    }

    @Test func changingAnyCharacterOfASeedIsNoticed() {
        let characters = Array(Self.seed)
        for index in characters.indices {
            var changed = characters
            changed[index] = changed[index] == "A" ? "B" : "A"
            #expect(throws: NKey.Fault.self, "character \(index)") { try NKey(seed: String(changed)) }
        }
    }

    @Test func faultsDoNotShowTheSecret() {
        #expect(throws: NKey.Fault.self) {
            do {
                _ = try NKey(seed: Self.seed + "7")
            } catch {
                #expect(!"\(error)".contains(Self.seed.prefix(10)))
                throw error
            }
        }
    }

    private func hex(_ text: String) -> [UInt8] {
        let characters = Array(text)
        return stride(from: 0, to: characters.count, by: 2).map { UInt8(String(characters[$0...$0 + 1]), radix: 16)! }
    }
}
