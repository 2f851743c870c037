import Testing

@testable import Cluster

@Suite struct QuantityTests {
    @Test(arguments: [
        ("834m", 0.834), ("3667m", 3.667), ("1", 1), ("20971520", 20_971_520), ("262144k", 262_144_000),
        ("104447047988", 104_447_047_988), ("100G", 1e11), ("100T", 1e14), ("256Mi", 268_435_456),
        ("1Gi", 1_073_741_824),
        ("1.5", 1.5), ("1e3", 1_000), ("2E2", 200), ("500u", 5e-4), ("7n", 7e-9), ("-3", -3), ("2E", 2e18),
        ("1k", 1_000), ("0.5", 0.5), ("100n", 1e-7), (".5", 0.5), ("1E3", 1_000), ("12e-3", 0.012), ("+2", 2),
        ("1Ki", 1_024),
    ])
    func anAmountIsReadInBaseUnits(text: String, value: Double) throws {
        let quantity = try #require(Quantity(text))
        #expect(abs(quantity.value - value) <= abs(value) * 1e-12)
    }

    @Test(arguments: ["", "m", "12 Mi", "12mi", "<unknown>", "1.2.3"])
    func whatIsNoAmountIsRefused(text: String) {
        #expect(Quantity(text) == nil)
    }

    @Test(arguments: [
        ("834m", "834m"), ("262144k", "250Mi"), ("1Gi", "1Gi"), ("4", "4"), ("0", "0"), ("1500m", "1.5"),
        ("64Ki", "64Ki"), ("2500", "2500"), ("10k", "10000"), ("0.5", "500m"), ("100n", "100n"), ("20u", "20u"),
    ])
    func anAmountPrintsShort(text: String, printed: String) {
        #expect(Quantity(text)?.description == printed)
    }

    @Test(arguments: ["1e30", "-1e30", "1e999", "8E"])
    func anAmountThatFitsNoIntegerPrintsToo(text: String) {
        #expect(Quantity(text)?.description.isEmpty == false)
    }
}
