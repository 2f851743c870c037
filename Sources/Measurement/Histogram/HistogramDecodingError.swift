/// Why bytes aren't an encoded histogram.
package struct HistogramDecodingError: Error, Equatable, CustomStringConvertible {
    /// What is wrong, with the datum.
    package let description: String

    init(_ what: String) {
        description = "not a histogram: \(what)"
    }
}
