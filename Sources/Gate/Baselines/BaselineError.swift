/// Why a baseline can't be used, all reasons at once.
package struct BaselineError: Error, Equatable, CustomStringConvertible {
    /// What kind of fault it is.
    package enum Code: Sendable, Equatable {
        /// There is no such file.
        case missing
        /// The file doesn't hold a baseline.
        case malformed
        /// The file was written by a later version.
        case tooNew
        /// The file can't be written.
        case notWritable
    }

    /// What kind of fault it is.
    package let code: Code

    /// The file.
    package let file: String

    /// The faults, each a sentence with the path of the field.
    package let faults: [String]

    package init(_ code: Code, file: String, faults: [String]) {
        self.code = code
        self.file = file
        self.faults = faults
    }

    package var description: String { faults.map { "\(file): \($0)" }.joined(separator: "\n") }
}
