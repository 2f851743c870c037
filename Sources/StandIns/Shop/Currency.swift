/// A currency that the shop shows its prices in, at a fixed rate.
package enum Currency: String, Sendable, CaseIterable {
    case dollar = "USD"
    case euro = "EUR"
    case yen = "JPY"
    case pound = "GBP"
    case lira = "TRY"
    case canadian = "CAD"

    /// What a dollar costs.
    private var rate: Double {
        switch self {
        case .dollar: 1
        case .euro: 0.92
        case .yen: 151
        case .pound: 0.79
        case .lira: 32.1
        case .canadian: 1.36
        }
    }

    /// A price in cents of a dollar as it is shown, such as `EUR 18.39`.
    func shown(_ cents: Int) -> String {
        let converted = Int((Double(cents) * rate).rounded())
        let rest = converted % 100
        return "\(rawValue) \(converted / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
