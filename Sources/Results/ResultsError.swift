/// Why results can't be written or read.
package struct ResultsError: Error, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    package enum Code: Sendable, Hashable {
        /// A folder or file can't be written.
        case notWritable
        /// A folder or file isn't there or can't be read.
        case notReadable
        /// A file doesn't hold what it should.
        case malformed
        /// Runs can't be merged.
        case notMergeable
    }

    /// What kind of fault it is.
    package let code: Code
    /// What is wrong, with the datum and the remedy.
    package let description: String

    package init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }
}
