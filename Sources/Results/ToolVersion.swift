/// The tool's version: what `--version` prints, results carry and servers see.
package enum ToolVersion {
    /// The number alone.
    package static let current = "0.1.0"
    /// With the tool's name, as results carry it.
    package static let named = "plimsoll \(current)"
    /// As a product of RFC 9110, for a `User-Agent`.
    package static let product = "plimsoll/\(current)"
}
