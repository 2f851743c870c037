import HTTPLoad
import Testing

@Suite
struct TargetTests {
    @Test(arguments: ["http://shop.test", "https://shop.test:8443/api/", "http://[::1]:80", "http://10.0.0.1"])
    func addressesOfServicesAreTaken(_ url: String) {
        #expect(Target(url).faults == [])
    }

    @Test(arguments: [
        ("", "isn't one"), ("ftp://shop.test", "must begin with http:// or https://"), ("shop test", "has spaces"),
        ("http://", "isn't one"), ("http://a:b@shop.test", "can't hold a user and password"),
        ("http://bücher.test", "beginning with xn--"), ("http://shop.test/?x=1", "can't have a query"),
        ("http://shop.test:99999", "isn't one"),
        ("http://shop.test\r\nX: 1", "control characters"),
    ])
    func otherAddressesAreRefusedWithAReason(_ url: String, _ reason: String) throws {
        #expect(Target(url).faults.count == 1)
        #expect(Target(url).faults.first?.contains(reason) == true)
        #expect(throws: InvalidTarget.self) { try HTTPTransport(Target(url)) }
    }

    @Test func allFaultsAreToldAtOnce() throws {
        let target = Target("gopher://x", name: "shop") {
            $0.headers = ["X-A": "a\r\nb", "X B": "c"]
            $0.timeouts = Timeouts(connect: .zero, total: .seconds(-1))
            $0.connections = .perUser(recycledAfter: 0)
            $0.redirects = -1
            $0.resolve = ["shop": "10.0.0.1"]
            $0.authentication = .bearer(token: "a b")
        }
        let error = #expect(throws: InvalidTarget.self) { try HTTPTransport(target) }
        #expect(error?.faults.count == 9)
        #expect(error?.description.hasPrefix("target “shop” has 9 faults:\n  - the target's URL") == true)
        #expect(error?.description.contains("a b") == false, "secrets aren't shown")
    }

    @Test func headersAreFoundWhateverTheirCase() {
        var headers: Headers = ["X-A": "1", "x-a": "2", "Y": "3"]
        #expect(headers["X-a"] == "1")
        #expect(headers.values("X-A") == ["1", "2"])
        headers["x-A"] = "4"
        #expect(headers.values("X-A") == ["4"])
        headers["Y"] = nil
        #expect(headers.map(\.name) == ["x-A"])
    }
}
