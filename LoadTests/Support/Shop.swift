import Plimsoll
import StandIns

/// The web shop: people who look at ten products for each order.
enum Shop {
    static let products = [
        "0PUK6V6EV0", "1YMWWN1N4O", "2ZYFJ3GM2N", "66VCHSJNUP", "6E92ZMYYFZ", "9SIQT8TOJO", "L9ECAV7KIM", "LS4PSXUNUM",
        "OLJCESPC7Z",
    ]
    static let currencies = ["EUR", "USD", "JPY", "CAD"]

    /// Shoppers with the pauses of people: one to ten seconds between two clicks.
    static let shoppers = shoppers(pausing: .uniform(.seconds(1) ... .seconds(10)))

    /// Shoppers with other pauses, for suites that have little time.
    static func shoppers(pausing wait: WaitTime) -> Scenario {
        Scenario("shoppers", wait: wait) {
            Action("index", weight: 1, tags: "browse") { user in try await user.get("/").expect(status: 200) }
            Action("setCurrency", weight: 2) { user in
                try await user.post("/setCurrency", body: .form(["currency_code": user.choose(from: currencies)]))
                    .expect(status: 200)
            }
            Action("browseProduct", weight: 10, tags: "browse") { user in try await look(user) }
            Action("addToCart", weight: 2, tags: "cart") { user in try await fillCart(user) }
            Action("viewCart", weight: 3, tags: "cart") { user in try await user.get("/cart").expect(status: 200) }
            Action("checkout", weight: 1, tags: "cart", "checkout") { user in
                try await fillCart(user)
                let order = try await user.post("/cart/checkout", body: .form(customer)).expect(status: 200)
                // A slow order is one all the same: reported, and not failed.
                user.check("an order within 2 s", order.times.total <= .seconds(2))
                user.count("orders")
            }
        }
        .onStart { user in try await user.get("/").expect(status: 200) }
    }

    private static func look(_ user: HTTPUser) async throws {
        try await user.get("/product/\(user.choose(from: products))", as: "GET /product/{id}").expect(status: 200)
    }

    private static func fillCart(_ user: HTTPUser) async throws {
        let product = user.choose(from: products)
        try await user.get("/product/\(product)", as: "GET /product/{id}").expect(status: 200)
        try await user.post("/cart", body: .form(["product_id": product, "quantity": "\(user.choose(from: 1...5))"]))
            .expect(status: 200)
    }

    private static let customer: KeyValuePairs = [
        "email": "someone@example.com", "street_address": "1600 Amphitheatre Parkway", "zip_code": "94043",
        "city": "Mountain View", "state": "CA", "country": "United States",
        "credit_card_number": "4432-8015-6152-0454", "credit_card_expiration_month": "1",
        "credit_card_expiration_year": "2039", "credit_card_cvv": "672",
    ]
}

extension Target {
    /// The shop that `PLIMSOLL_TARGET_SHOP` or `FRONTEND_ADDR` points at, or one in this process.
    static let shop = Target(
        named: "shop", launching: .embedded { try ShopService.start(StandInSettings(capacity: Capacity(replicas: 4))) }
    ) { $0.variables = ["FRONTEND_ADDR"] }
}
