/// What the shop knows of one visitor.
struct ShopSession: Sendable, Equatable {
    /// One line of the cart.
    struct Item: Sendable, Equatable {
        var product: Product
        var quantity: Int
    }

    var currency = Currency.dollar
    /// In the order in which they were put in.
    private(set) var items: [Item] = []

    /// The price of everything in the cart, in cents of a dollar.
    var total: Int { items.reduce(0) { $0 + $1.product.price * $1.quantity } }

    /// Puts something into the cart, to what is there of it already.
    mutating func add(_ product: Product, quantity: Int) {
        if let index = items.firstIndex(where: { $0.product == product }) {
            items[index].quantity += quantity
        } else {
            items.append(Item(product: product, quantity: quantity))
        }
    }

    mutating func empty() {
        items = []
    }
}
