import Serving
import Synchronization

/// The pages of the shop.
final class ShopRoutes: Routes {
    let name = "shop"
    private static let cookie = "shop_session-id"

    private struct State {
        var sessions = BoundedTable<ShopSession>(limit: 100_000)
        var visitors = 0
        var orders = 0
    }

    private let state = Mutex(State())

    var metrics: [Metric] {
        let (sessions, orders) = state.withLock { ($0.sessions.count, $0.orders) }
        return [
            Metric("shop_sessions", "Sessions that are remembered.", .gauge, Double(sessions)),
            Metric("shop_orders_total", "Orders placed.", .counter, Double(orders)),
        ]
    }

    func route(_ request: HTTPRequest) -> Route {
        switch (request.method, request.pathComponents.count, request.path) {
        case ("GET", _, "/"):
            return page("GET /", request) { session in ShopPages.index(session) }
        case ("GET", 2, _) where request.path.hasPrefix("/product/"):
            guard let product = Product.named(request.pathComponents[1]) else {
                return .now("GET /product/{id}", ShopPages.failure("There is no such product.", status: 404))
            }
            return page("GET /product/{id}", request) { ShopPages.product(product, $0) }
        case ("GET", _, "/cart"):
            return page("GET /cart", request) { ShopPages.cart($0) }
        case ("POST", _, "/setCurrency"):
            guard let currency = FormFields(request)["currency_code"].flatMap({ Currency(rawValue: $0) }) else {
                let known = Currency.allCases.map(\.rawValue).joined(separator: ", ")
                return .now(
                    "POST /setCurrency",
                    ShopPages.failure("currency_code: expected one of \(known).", status: 422))
            }
            return page("POST /setCurrency", request) { session in
                session.currency = currency
                return ShopPages.redirect("/")
            }
        case ("POST", _, "/cart"):
            return addToCart(request)
        case ("POST", _, "/cart/empty"):
            return page("POST /cart/empty", request) { session in
                session.empty()
                return ShopPages.redirect("/")
            }
        case ("POST", _, "/cart/checkout"):
            return checkout(request)
        default:
            return .notFound(request)
        }
    }

    private func addToCart(_ request: HTTPRequest) -> Route {
        let form = FormFields(request)
        guard let product = form["product_id"].flatMap({ Product.named($0) }) else {
            return .now("POST /cart", ShopPages.failure("product_id: there is no such product.", status: 422))
        }
        guard let quantity = Int(form["quantity"] ?? "1"), (1...10).contains(quantity) else {
            return .now("POST /cart", ShopPages.failure("quantity: expected 1 to 10.", status: 422))
        }
        return page("POST /cart", request) { session in
            session.add(product, quantity: quantity)
            return ShopPages.redirect("/cart")
        }
    }

    private func checkout(_ request: HTTPRequest) -> Route {
        let form = FormFields(request)
        let missing = ShopPages.checkoutFields.filter { form[$0]?.isEmpty ?? true }
        guard missing.isEmpty else {
            return .now(
                "POST /cart/checkout",
                ShopPages.failure("Missing: \(missing.joined(separator: ", ")).", status: 422))
        }
        return page("POST /cart/checkout", request) { session in
            guard !session.items.isEmpty else { return ShopPages.failure("The cart is empty.", status: 422) }
            let answer = ShopPages.order(session)
            session.empty()
            return answer
        }
    }

    /// A page of the visitor's own, made when a replica has worked on it.
    private func page(
        _ endpoint: String, _ request: HTTPRequest, _ body: @escaping @Sendable (inout ShopSession) -> HTTPResponse
    ) -> Route {
        let known = request.cookies[ShopRoutes.cookie].flatMap { (1...64).contains($0.utf8.count) ? $0 : nil }
        return Route(endpoint: endpoint, effort: .work) { [self] _ in
            state.withLock { state in
                if known == nil { state.visitors += 1 }
                let id = known ?? "s-\(state.visitors)"
                let answer = state.sessions.change(id, fresh: ShopSession()) { body(&$0) }
                if endpoint == "POST /cart/checkout", answer.status == 200 { state.orders += 1 }
                return known == nil
                    ? answer.header("Set-Cookie", "\(ShopRoutes.cookie)=\(id); Path=/; HttpOnly") : answer
            }
        }
    }
}
