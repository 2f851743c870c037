/// Why the history can't be read or written.
package struct HistoryError: Error, Equatable, CustomStringConvertible {
    /// The sentence.
    package let description: String

    package init(_ description: String) { self.description = description }
}
