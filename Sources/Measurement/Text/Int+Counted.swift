extension BinaryInteger {
    /// The number with what is counted, a plural with an s: `1 user`, `4,012 users`.
    package func counted(_ noun: String) -> String { "\(grouped) \(noun)\(self == 1 ? "" : "s")" }
}
