/// A stream or consumer exists already with another configuration, so it is somebody else's.
package struct ExistingConfiguration: Error, CustomStringConvertible, Equatable {
    package let subject: String
    package let differences: [ConfigurationDifference]

    package var description: String {
        "\(subject) exists with another configuration and is left alone; use another name, remove it, or ask for what it is:\n"
            + differences.map { "  \($0.line)" }.joined(separator: "\n")
    }
}
