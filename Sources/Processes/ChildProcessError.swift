internal import Glibc

/// A program that could not be started.
package struct ChildProcessError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The program's path.
    package var path: String
    /// The system's error number.
    package var number: Int32

    /// What failed, as one sentence.
    package var description: String {
        "\(path) could not be started: \(String(cString: strerror(number)))"
    }
}
