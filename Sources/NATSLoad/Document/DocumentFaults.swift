/// Everything that is wrong with a document, each fault with the path of its field.
package struct DocumentFaults: Error, Equatable, Sendable, CustomStringConvertible {
    package struct Fault: Equatable, Sendable, CustomStringConvertible {
        /// Such as `load_test_specs[0].streams[1].replicas`; empty for the document itself.
        package var path: String
        package var text: String

        package init(_ path: String, _ text: String) {
            self.path = path
            self.text = text
        }

        package var description: String { path.isEmpty ? text : "\(path): \(text)" }
    }

    package var faults: [Fault]

    package init(_ faults: [Fault]) { self.faults = faults }

    package var description: String {
        "the document has \(faults.count == 1 ? "a fault" : "\(faults.count) faults"):\n"
            + faults.map { "  \($0)" }.joined(separator: "\n")
    }
}
