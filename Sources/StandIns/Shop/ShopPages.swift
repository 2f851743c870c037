import Serving

/// The shop's HTML.
enum ShopPages {
    /// What an order needs.
    static let checkoutFields = [
        "email", "street_address", "zip_code", "city", "state", "country", "credit_card_number",
        "credit_card_expiration_month", "credit_card_expiration_year", "credit_card_cvv",
    ]

    static func index(_ session: ShopSession) -> HTTPResponse {
        let products = Product.all.map { product in
            "<li><a href=\"/product/\(product.id)\">\(escaped(product.name))</a> "
                + "\(session.currency.shown(product.price))</li>"
        }
        return html("Products", "<ul>\(products.joined())</ul>", session)
    }

    static func product(_ product: Product, _ session: ShopSession) -> HTTPResponse {
        let form = """
            <p id="price">\(session.currency.shown(product.price))</p><form method="POST" action="/cart">\
            <input type="hidden" name="product_id" value="\(product.id)"><input name="quantity" value="1">\
            <button>Add to cart</button></form>
            """
        return html(product.name, form, session)
    }

    static func cart(_ session: ShopSession) -> HTTPResponse {
        let rows = session.items.map { item in
            "<tr><td>\(escaped(item.product.name))</td><td>\(item.quantity)</td>"
                + "<td>\(session.currency.shown(item.product.price * item.quantity))</td></tr>"
        }
        let total = "<p id=\"total\">Total \(session.currency.shown(session.total))</p>"
        return html(
            "Cart", session.items.isEmpty ? "<p>The cart is empty.</p>" : "<table>\(rows.joined())</table>\(total)",
            session)
    }

    static func order(_ session: ShopSession) -> HTTPResponse {
        html("Your order is complete", "<p id=\"total\">Total \(session.currency.shown(session.total))</p>", session)
    }

    static func redirect(_ path: String) -> HTTPResponse {
        HTTPResponse(status: 302, headers: ["Location": path])
    }

    static func failure(_ sentence: String, status: Int) -> HTTPResponse {
        .text("<!doctype html><title>Error</title><p>\(escaped(sentence))</p>\n", status: status, type: type)
    }

    private static let type = "text/html; charset=utf-8"

    private static func html(_ title: String, _ body: String, _ session: ShopSession) -> HTTPResponse {
        let count = session.items.reduce(0) { $0 + $1.quantity }
        return .text(
            "<!doctype html><title>\(escaped(title))</title><h1>\(escaped(title))</h1>"
                + "<p id=\"cart\">\(count) in the cart</p>\(body)\n", type: type)
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}
