@testable import NATSLoad
import Testing

struct ServerInfoTests {
    @Test func realIntroductionIsRead() throws {
        let text = #"""
            {"server_id":"NC7","server_name":"n1","version":"2.9.10","proto":1,"go":"go1.19.8","host":"127.0.0.1","port":4222,"headers":true,
            "auth_required":true,"tls_required":true,"max_payload":1048576,"jetstream":true,"client_id":5,"client_ip":"127.0.0.1",
            "nonce":"aN9-ZtS7taDoAZk","cluster":"c","connect_urls":["127.0.0.1:4222","127.0.0.1:4223"],"ldm":true}
            """#
        let info = try Array(text.utf8).withUnsafeBytes { try ServerInfo.decode($0) }
        #expect(info.version == "2.9.10")
        #expect(info.authenticationRequired && info.tlsRequired && info.jetStream && info.headers && info.isLameDuck)
        #expect(info.nonce == "aN9-ZtS7taDoAZk")
        #expect(info.connectURLs == ["127.0.0.1:4222", "127.0.0.1:4223"])
        #expect(info.maxPayload == 1_048_576)
    }

    @Test(arguments: ["", "{", "[]", #"{"max_payload":"x"}"#])
    func faultyIntroductionIsRefused(_ text: String) {
        #expect(throws: WireFault.self) { try Array(text.utf8).withUnsafeBytes { try ServerInfo.decode($0) } }
    }
}
