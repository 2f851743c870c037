import Serving
import Testing

@testable import StandIns

/// The shop over real sockets.
@Suite struct ShopServiceTests {
    private func shop() throws -> StandIn {
        try ShopService.start(StandInSettings(capacity: Capacity(serviceTime: .zero)))
    }

    private func session(_ answer: LoopbackClient.Answer) throws -> HTTPFields {
        let cookie = try #require(answer.headers["Set-Cookie"]).prefix { $0 != ";" }
        return ["Cookie": String(cookie), "Content-Type": "application/x-www-form-urlencoded"]
    }

    @Test func nineProductsAreSold() throws {
        let shop = try shop()
        defer { shop.stop() }
        let client = try LoopbackClient(port: shop.port)
        let ids = [
            "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "L9ECAV7KIM",
            "LS4PSXUNUM", "OLJCESPC7Z",
        ]
        #expect(Product.all.map(\.id).sorted() == ids)
        let index = try client.get("/").text
        for id in ids {
            #expect(index.contains("/product/\(id)"))
            #expect(try client.get("/product/\(id)").status == 200)
        }
        #expect(try client.get("/product/NOSUCH").status == 404)
    }

    @Test func cartHoldsWhatWasPutIn() throws {
        let shop = try shop()
        defer { shop.stop() }
        let client = try LoopbackClient(port: shop.port)
        let mine = try session(client.get("/"))
        let added = try client.request("POST", "/cart", headers: mine, body: "product_id=6E92ZMYYFZ&quantity=2")
        #expect(added.status == 302)
        #expect(added.headers["Location"] == "/cart")
        #expect(added.headers["Set-Cookie"] == nil)
        _ = try client.request("POST", "/cart", headers: mine, body: "product_id=6E92ZMYYFZ")
        let cart = try client.get("/cart", headers: mine).text
        #expect(cart.contains("<td>Mug</td><td>3</td><td>USD 26.97</td>"))
        #expect(try client.get("/cart").text.contains("The cart is empty."))
    }

    @Test func currencyIsRemembered() throws {
        let shop = try shop()
        defer { shop.stop() }
        let client = try LoopbackClient(port: shop.port)
        let mine = try session(client.get("/"))
        #expect(try client.request("POST", "/setCurrency", headers: mine, body: "currency_code=EUR").status == 302)
        #expect(try client.get("/product/6E92ZMYYFZ", headers: mine).text.contains("EUR 8.27"))
        #expect(try client.request("POST", "/setCurrency", headers: mine, body: "currency_code=XXX").status == 422)
    }

    @Test func checkoutNeedsItsFieldsAndEmptiesTheCart() throws {
        let shop = try shop()
        defer { shop.stop() }
        let client = try LoopbackClient(port: shop.port)
        let mine = try session(client.get("/"))
        let form = ShopPages.checkoutFields.map { "\($0)=a%40b+c" }.joined(separator: "&")
        #expect(try client.request("POST", "/cart/checkout", headers: mine, body: form).status == 422)
        _ = try client.request("POST", "/cart", headers: mine, body: "product_id=OLJCESPC7Z&quantity=1")
        let missing = try client.request("POST", "/cart/checkout", headers: mine, body: "email=a")
        #expect(missing.status == 422)
        #expect(missing.text.contains("Missing: street_address, zip_code"))
        let order = try client.request("POST", "/cart/checkout", headers: mine, body: form)
        #expect(order.status == 200)
        #expect(order.text.contains("Total USD 19.99"))
        #expect(try client.get("/cart", headers: mine).text.contains("The cart is empty."))
        #expect(try client.get("/metrics").text.contains("shop_orders_total 1\n"))
    }

    @Test(arguments: ["product_id=NOSUCH", "product_id=6E92ZMYYFZ&quantity=0", "product_id=6E92ZMYYFZ&quantity=x", ""])
    func wrongOrdersAreRefused(form: String) throws {
        let shop = try shop()
        defer { shop.stop() }
        #expect(try LoopbackClient(port: shop.port).request("POST", "/cart", body: form).status == 422)
    }
}
