@testable import NATSLoad
import Testing

struct CredentialsFileTests {
    static let text = """
        -----BEGIN NATS USER JWT-----
        eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.e30.c2ln
        ------END NATS USER JWT------

        ************************* IMPORTANT *************************
        NKEY Seed printed below can be used to sign and prove identity.

        -----BEGIN USER NKEY SEED-----
        \(NKeyTests.seed)
        ------END USER NKEY SEED------
        """

    @Test func tokenAndSeedAreFound() throws {
        let file = try CredentialsFile(Self.text)
        #expect(file.jwt == "eyJ0eXAiOiJKV1QiLCJhbGciOiJlZDI1NTE5LW5rZXkifQ.e30.c2ln")
        #expect(file.key.publicKey == NKeyTests.publicKey)
    }

    @Test func windowsLineEndsAreFine() throws {
        let file = try CredentialsFile(Self.text.replacing("\n", with: "\r\n"))
        #expect(file.key.publicKey == NKeyTests.publicKey)
    }

    @Test(arguments: [
        ("", CredentialsFile.Fault.Code.noJWT),
        (text.replacing("NATS USER JWT", with: "NATS JWT"), .noJWT),
        (text.replacing("USER NKEY SEED", with: "SEED"), .noSeed),
        (text.replacing(NKeyTests.seed, with: NKeyTests.publicKey), .seed(.init(code: .notASeed))),
    ])
    func missingPartsAreNamed(_ text: String, _ code: CredentialsFile.Fault.Code) {
        #expect(throws: CredentialsFile.Fault(code: code, path: "credentials")) { try CredentialsFile(text) }
    }

    @Test func missingFileIsNamedWithItsPath() {
        #expect {
            try CredentialsFile(path: "/nowhere/user.creds")
        } throws: { error in
            "\(error)" == "the credentials file /nowhere/user.creds can't be read: there is no such file"
        }
    }
}
