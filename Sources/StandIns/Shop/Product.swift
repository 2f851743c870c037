/// A thing that the shop sells.
package struct Product: Sendable, Equatable {
    package let id: String
    package let name: String
    /// In cents of a dollar.
    package let price: Int

    /// Everything the shop sells.
    package static let all: [Product] = [
        Product(id: "OLJCESPC7Z", name: "Sunglasses", price: 1999),
        Product(id: "66VCHSJNUP", name: "Tank Top", price: 1899),
        Product(id: "1YMWWN1N4O", name: "Watch", price: 10999),
        Product(id: "L9ECAV7KIM", name: "Loafers", price: 8999),
        Product(id: "2ZYFJ3GM2N", name: "Hairdryer", price: 2499),
        Product(id: "0PUK6V6EV0", name: "Candle Holder", price: 1899),
        Product(id: "LS4PSXUNUM", name: "Salt & Pepper Shakers", price: 1849),
        Product(id: "9SIQT8TOJO", name: "Bamboo Glass Jar", price: 549),
        Product(id: "6E92ZMYYFZ", name: "Mug", price: 899),
    ]

    package static func named(_ id: String) -> Product? {
        all.first { $0.id == id }
    }
}
