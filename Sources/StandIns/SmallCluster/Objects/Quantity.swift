/// An amount as Kubernetes writes it: `500m` of a core, `256Mi` of memory.
package struct Quantity: Sendable, Equatable {
    /// In thousandths of the unit.
    package var milli: Int

    package init(milli: Int) {
        self.milli = milli
    }

    /// Reads an amount; nil for what is none.
    package init?(_ text: String) {
        let units: [(String, Double)] = [
            ("Ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776), ("m", 1e-3),
            ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("", 1),
        ]
        guard let (unit, factor) = units.first(where: { text.hasSuffix($0.0) }),
            let number = Double(text.dropLast(unit.count)), number.isFinite
        else { return nil }
        milli = Int((number * factor * 1000).rounded(.up))
    }

    /// The amount of a JSON value, which may be a number or a text.
    init?(_ value: JSONValue?) {
        switch value {
        case .string(let text): self.init(text)
        case .integer(let number): self.init(milli: number * 1000)
        case .double(let number): self.init(milli: Int((number * 1000).rounded(.up)))
        default: return nil
        }
    }

    /// How Kubernetes would write it: in whole units if it can, in thousandths otherwise.
    package var text: String {
        milli % 1000 == 0 ? "\(milli / 1000)" : "\(milli)m"
    }
}
