/// A stream that a run publishes to or consumes, and doesn't make itself, isn't there.
package struct AbsentStream: Error, CustomStringConvertible, Equatable {
    package let name: String

    package var description: String {
        "there is no stream \(name) on this broker; make it first, or have the run make it"
    }
}
