/// An amount of a resource as Kubernetes writes it: 834m, 262144k, 256Mi, 1e3, 20971520.
///
/// The value is in base units: cores for CPU, bytes for memory, the metric's own unit for others. A double holds every
/// amount a report shows; exact sums of more than 9 petabytes are not needed here.
public struct Quantity: Sendable, Hashable, Comparable {
    /// The amount in base units.
    public var value: Double

    /// Makes an amount from a number of base units.
    public init(_ value: Double) {
        self.value = value
    }

    /// Reads the text form; nil when it is none.
    package init?(_ text: String) {
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+" || $0 == "-") }
        guard !digits.isEmpty, let number = Double(digits) else { return nil }
        let suffix = text.dropFirst(digits.count)
        if let divisor = Self.divisors[String(suffix)] {
            value = number / divisor
        } else if let factor = Self.factors[String(suffix)] {
            value = number * factor
        } else if suffix.first == "e" || suffix.first == "E", let whole = Double(text) {
            value = whole
        } else {
            return nil
        }
    }

    /// The suffixes of the canonical form: decimal ones in steps of a thousand, binary ones in steps of 1,024.
    private static let factors: [String: Double] = [
        "": 1, "k": 1e3, "M": 1e6, "G": 1e9, "T": 1e12, "P": 1e15, "E": 1e18,
        "Ki": 0x1p10, "Mi": 0x1p20, "Gi": 0x1p30, "Ti": 0x1p40, "Pi": 0x1p50, "Ei": 0x1p60,
    ]

    /// The suffixes below one. Dividing keeps 3667m the same number as 3.667, which a factor of 0.001 would not.
    private static let divisors: [String: Double] = ["m": 1e3, "u": 1e6, "n": 1e9]

    /// Compares by amount.
    public static func < (left: Quantity, right: Quantity) -> Bool { left.value < right.value }

    /// Adds two amounts.
    public static func + (left: Quantity, right: Quantity) -> Quantity { Quantity(left.value + right.value) }

    /// An amount of memory in mebibytes.
    public static func mebibytes(_ value: Double) -> Quantity { Quantity(value * 0x1p20) }

    /// An amount of memory in gibibytes.
    public static func gibibytes(_ value: Double) -> Quantity { Quantity(value * 0x1p30) }

    /// An amount of CPU in thousandths of a core.
    public static func millicores(_ value: Double) -> Quantity { Quantity(value / 1_000) }
}

// MARK: -

extension Quantity: CustomStringConvertible {
    /// The amount with at most three digits after the point, and a suffix that keeps it short.
    ///
    /// What is less than a mebibyte may be a count as well, such as the messages of a queue: it is only told in kibibytes
    /// when it is a whole number of them.
    public var description: String {
        if value == 0 { return "0" }
        for (suffix, size) in [("n", 1e-6), ("u", 1e-3), ("m", 1.0)] where abs(value) < size {
            return Self.trimmed(value / size * 1_000) + suffix
        }
        for (suffix, size) in [("Gi", 0x1p30), ("Mi", 0x1p20), ("Ki", 0x1p10)] where abs(value) >= size {
            let isRound = value.truncatingRemainder(dividingBy: size) == 0
            if size > 0x1p10 || isRound { return Self.trimmed(value / size) + suffix }
        }
        return Self.trimmed(value)
    }

    /// Writes a number with up to two digits after the point and without trailing zeros.
    private static func trimmed(_ number: Double) -> String {
        let rounded = (number * 100).rounded() / 100
        // What a cluster sends may be any number, and not each fits an integer.
        return rounded == rounded.rounded() && abs(rounded) < 1e15 ? String(Int64(rounded)) : String(rounded)
    }
}

// MARK: -

extension Quantity: Decodable {
    /// Decodes the text form, or a bare number, which the API accepts too.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
            self.init(number)
            return
        }
        let text = try container.decode(String.self)
        guard let quantity = Quantity(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "“\(text)” is no quantity")
        }
        self = quantity
    }
}
